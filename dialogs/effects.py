"""What a step wants done: plain values; rows are made of them in one transaction, messages after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogs.events import Origin


@dataclass(frozen=True, slots=True)
class Ask:
    """Put a question. `only` narrows the choices to the likely ones, `draft` shows digits typed so far."""

    ask: str
    step: str
    only: tuple[str, ...] = ()
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Confirm:
    """Say back what was heard and ask whether it is right. `heard` is a choice or a value of `step`."""

    ask: str
    step: str
    heard: str


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Offer the languages, spoken in each of them."""

    ask: str


@dataclass(frozen=True, slots=True)
class Say:
    """Say a common phrase. `about` names an answered question whose value fills `{heard}`, `step` the step whose
    choice the argument `heard` is.
    """

    phrase: str
    args: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The digits typed so far on the keypad of an ask, to be shown where the keypad is."""

    ask: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A new revision of an answer. Exactly one of `value` and `none` (dont_know, rather_not) is given.

    `guessed` marks what was heard in `take` and taken without the person's word (`dialogs.trust`).
    """

    question: str
    value: Any
    none: str | None
    ask: str | None
    mode: str
    author: str
    door: str
    take: str | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent given, refused or not answered, for one purpose, and how and through whom that was said; `take` is the
    recording of it, where it was spoken and may be kept.
    """

    question: str
    purpose: str
    given: bool
    origin: Origin
    take: str | None = None


@dataclass(frozen=True, slots=True)
class Listen:
    """Find out what a take says, for the step it answers."""

    take: str
    ask: str | None
    step: str


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Write down an open answer, later."""

    take: str
    question: str


@dataclass(frozen=True, slots=True)
class Release:
    """A take is no longer needed and may not be kept (no consent, or it was only a tool to choose)."""

    take: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the guess heard in a take. `verdict`: confirmed, refused, or taken (without a word on it)."""

    take: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Prefer:
    """A lasting preference of the person: language, variant (f, m, "") or slow."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class CallPerson:
    """A human is needed. `reason`: asked, misunderstood, language, refused."""

    reason: str
    step: str
    take: str | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """She asks for what she agreed to and what is kept of her: the house shows it, outside the questionnaire."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that did not work out, by code (`dialogs.troubles`), kept as a row."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Finish:
    """The last question is behind us."""


Effect = (
    Ask
    | Confirm
    | ChooseLanguage
    | Say
    | Draft
    | Answer
    | Consent
    | Listen
    | Transcribe
    | Release
    | Judged
    | Prefer
    | CallPerson
    | Rights
    | Trouble
    | Finish
)

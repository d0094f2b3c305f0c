"""What the answers of one version of a questionnaire are called."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlite_utils import Database

from dialogs.questionnaire import SOURCE, Question, Questionnaire
from storage import json_text
from storage.labels import label
from storage.questionnaires import questionnaire
from storage.refusals import Refused

LANGUAGE = SOURCE  # what values are called, for those who evaluate; `wording` is as the person was shown it
# Closed answers repeat: what they are called is looked up once. Longer values are somebody's words.
REMEMBERED, LONGEST = 10_000, 40

ANSWERED, NOT_ASKED = "answered", "not_asked"  # beside the codes of no answer: dont_know, rather_not, …


class Said(NamedTuple):
    """What was answered: its status, its value as a cell, what that is called, the recordings, and damaged or not."""

    status: str
    value: str | int | float | None
    label: str | None
    takes: tuple[str, ...]
    damaged: bool


@dataclass(frozen=True, slots=True)
class Version:
    """The questions of a version that are kept, in their order."""

    id: str
    number: int
    questions: tuple[Question, ...]
    by_key: dict[str, Question]
    _known: dict[tuple[str, str | None, str | None], Said] = field(default_factory=dict)

    def said(self, question: Question, value: str | None, none: str | None) -> Said:
        """What a stored value (JSON) or a code of no answer says."""
        key = (question.key, value, none)
        known = self._known.get(key)
        if known is None:
            known = _said(question, value, none)
            if (value is None or len(value) <= LONGEST) and len(self._known) < REMEMBERED:
                self._known[key] = known
        return known


def version(db: Database, hashed: str) -> Version | None:
    """The version of that hash, None when it is not there or damaged."""
    try:
        kept = questionnaire(db, hashed)
    except Refused:
        return None
    return version_of(kept)


def version_of(kept: Questionnaire) -> Version:
    """What a questionnaire is to an export."""
    questions = tuple(question for question in kept.questions if question.kept)
    return Version(kept.id, kept.version, questions, {question.key: question for question in questions})


def _said(question: Question, value: str | None, none: str | None) -> Said:
    status = none or ANSWERED
    if value is None:
        return Said(status, None, None, (), damaged=False)
    try:
        found = json_text.load(value)
        return Said(status, _cell(found), label(question, found, LANGUAGE), _takes(found), damaged=False)
    except (ValueError, RecursionError, TypeError):
        return Said(status, None, None, (), damaged=True)


def _cell(value: Any) -> str | int | float | None:  # noqa: ANN401 -- an answer's value
    if isinstance(value, dict):
        value = value.get("text")
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    return json_text.dump(value)


def _takes(value: Any) -> tuple[str, ...]:  # noqa: ANN401 -- an answer's value
    named = value.get("takes") if isinstance(value, dict) else None
    return tuple(take for take in named if isinstance(take, str)) if isinstance(named, list) else ()

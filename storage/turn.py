"""One turn's rows: each effect of a step becomes rows, inside the transaction the caller holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlite_utils import Database

from dialogs import effects as done
from storage import (
    addresses,
    answers,
    consents,
    guesses,
    helps,
    instances,
    jobs,
    outbox,
    people,
    rights,
    takes,
    troubles,
)
from storage.instances import Stored


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as the person was shown it: its wording, and the label of the value she gave."""

    wording: str
    label: str | None = None


class Wordings(Protocol):
    """Finds what was shown of a question, in the person's language and variant."""

    def __call__(self, question: str, value: Any) -> Shown:  # noqa: ANN401 -- an answer's value
        """The wording of a question, and the label of a value of it (None: no value)."""


@dataclass(frozen=True, slots=True)
class TurnRows:
    """What a turn's rows refer to.

    `stored` is the instance after it was saved. `before` gives the earlier answer that a step reads back.
    `address_id` is None when nobody is to be answered, `inbox_id` when the turn did not come through the inbox.
    `until` is how long what is said is true (None: as long as it takes). `shown_at_once` is for pages: elsewhere a
    question has been asked only once its message is on its way. `subject` is who is shown with what is asked: whom
    the run is about.
    """

    stored: Stored
    language: str | None
    wording: Wordings
    now: datetime
    before: Callable[[str], Mapping[str, Any] | None] = lambda _step: None
    address_id: int | None = None
    inbox_id: int | None = None
    priority: int = outbox.REPLY
    until: datetime | None = None
    shown_at_once: bool = False
    subject: Mapping[str, str] | None = None


# The questionnaires whose recordings have a consent of their own, and its purpose.
RECORDED = {"interview": "interview"}


def record(db: Database, turn: TurnRows, effects: Iterable[done.Effect]) -> None:
    """Make the rows of a turn's effects, in their order."""
    for effect in effects:
        HANDLERS[type(effect)](db, turn, effect)


def _ask(db: Database, turn: TurnRows, effect: done.Ask) -> None:
    body = _about(turn, "ask", ask=effect.ask, step=effect.step)
    if before := turn.before(effect.step):
        body["before"] = before
    if effect.only:
        body["only"] = list(effect.only)
    if turn.subject:
        body["subject"] = dict(turn.subject)
    if effect.draft:
        body["draft"] = effect.draft
    _put(db, turn, body, "repeat", effect.ask)


def _confirm(db: Database, turn: TurnRows, effect: done.Confirm) -> None:
    body = _about(turn, "confirm", ask=effect.ask, step=effect.step, heard=effect.heard)
    _put(db, turn, body, "repeat", effect.ask)


def _choose_language(db: Database, turn: TurnRows, effect: done.ChooseLanguage) -> None:
    _put(db, turn, _about(turn, "choose_language", ask=effect.ask), "repeat", effect.ask)


def _say(db: Database, turn: TurnRows, effect: done.Say) -> None:
    body = _about(turn, "say", phrase=effect.phrase, args=dict(effect.args))
    if effect.about:
        given = turn.stored.instance.given.get(effect.about)
        body |= {"about": effect.about, "value": given.value if given else None}
    if effect.step:
        body["step"] = effect.step
    _put(db, turn, body, "skip")


def _draft(db: Database, turn: TurnRows, effect: done.Draft) -> None:
    _put(db, turn, _about(turn, "draft", ask=effect.ask, text=effect.text), "skip")


def _answer(db: Database, turn: TurnRows, effect: done.Answer) -> None:
    shown = turn.wording(effect.question, effect.value)
    revision = answers.Revision(
        question=effect.question,
        value=effect.value,
        none=effect.none,
        label=shown.label,
        wording=shown.wording,
        language=turn.language,
        mode=effect.mode,
        author=effect.author,
        door=effect.door,
        ask=effect.ask,
        take=effect.take,
        guessed=effect.guessed,
    )
    answers.revise(db, turn.stored.id, turn.stored.cae_id, revision, turn.inbox_id, turn.now)
    if effect.take is not None:
        takes.concerns(db, effect.take, effect.question)
        agreed = consents.consents_of(db, turn.stored.person_id)
        if agreed.get(RECORDED.get(turn.stored.questionnaire, "keep_audio")):
            takes.keep_longer(db, effect.take, turn.now + takes.KEPT)


def _consent(db: Database, turn: TurnRows, effect: done.Consent) -> None:
    given = consents.Given(
        purpose=effect.purpose,
        given=effect.given,
        wording=turn.wording(effect.question, None).wording,
        language=turn.language,
        mode=effect.origin.mode,
        author=effect.origin.author,
        take=effect.take,
    )
    consents.agree(db, turn.stored.person_id, turn.stored.cae_id, given, turn.inbox_id, turn.now)
    if effect.take is not None:
        takes.concerns(db, effect.take, effect.question)


def _rights(db: Database, turn: TurnRows, effect: done.Rights) -> None:
    del effect
    instance = turn.stored.instance
    spoken = {"language": instance.language, "variant": instance.variant, "slow": instance.slow}
    _put(db, turn, {**rights.menu(people.person(db, turn.stored.person_id).code), **spoken}, "repeat")
    if turn.address_id is not None:
        addresses.asked_outside(db, turn.address_id)


def _listen(db: Database, turn: TurnRows, effect: done.Listen) -> None:
    jobs.add_job(
        db, "listen", effect.take, {"ask": effect.ask, "step": effect.step, "address": turn.address_id}, turn.now
    )


def _transcribe(db: Database, turn: TurnRows, effect: done.Transcribe) -> None:
    takes.concerns(db, effect.take, effect.question)
    jobs.add_job(db, "transcribe", effect.take, {"question": effect.question}, turn.now)


def _release(db: Database, turn: TurnRows, effect: done.Release) -> None:
    takes.release(db, effect.take, turn.now)


def _judged(db: Database, turn: TurnRows, effect: done.Judged) -> None:
    guesses.judge(db, effect.take, effect.verdict, turn.now)


def _prefer(db: Database, turn: TurnRows, effect: done.Prefer) -> None:
    people.prefer(db, turn.stored.person_id, effect.name, effect.value)


def _call_person(db: Database, turn: TurnRows, effect: done.CallPerson) -> None:
    stored = turn.stored
    # Whoever helps hears what was said of herself; what was said of somebody else in the group she must not know.
    take = effect.take if stored.subject_id is None else None
    helps.call_help(db, stored.person_id, stored.cae_id, stored.id, effect.step, effect.reason, take, turn.now)


def _trouble(db: Database, turn: TurnRows, effect: done.Trouble) -> None:
    stored = turn.stored
    where = troubles.Where(turn.inbox_id, stored.person_id, stored.cae_id, stored.id)
    troubles.note(db, where, effect.code, effect.detail, turn.now)


def _finish(db: Database, turn: TurnRows, effect: done.Finish) -> None:
    instances.finish(db, turn.stored.id, turn.now)


HANDLERS: dict[type, Callable[[Database, TurnRows, Any], None]] = {
    done.Ask: _ask,
    done.Confirm: _confirm,
    done.ChooseLanguage: _choose_language,
    done.Say: _say,
    done.Draft: _draft,
    done.Answer: _answer,
    done.Consent: _consent,
    done.Listen: _listen,
    done.Transcribe: _transcribe,
    done.Release: _release,
    done.Judged: _judged,
    done.Prefer: _prefer,
    done.CallPerson: _call_person,
    done.Rights: _rights,
    done.Trouble: _trouble,
    done.Finish: _finish,
}


def _about(turn: TurnRows, kind: str, **rest: str | dict[str, str] | None) -> dict[str, Any]:
    """The body of an intent. Language, variant and speed are fixed now, so that a retry sends the same."""
    instance = turn.stored.instance
    spoken = {"language": instance.language, "variant": instance.variant, "slow": instance.slow}
    return {"kind": kind, "instance": turn.stored.code, "questionnaire": turn.stored.hash, **spoken, **rest}


def _put(db: Database, turn: TurnRows, body: dict[str, Any], on_doubt: outbox.Doubt, ask: str | None = None) -> None:
    if turn.address_id is None:
        return
    if turn.priority == outbox.REMINDER:
        on_doubt = "skip"  # a reminder is rather not heard than heard twice
    wanted = outbox.Wanted(body, on_doubt, turn.stored.person_id, turn.inbox_id, turn.priority, turn.until)
    outbox.put_intent(db, turn.address_id, wanted, turn.now)
    if ask is not None and turn.shown_at_once:
        addresses.asked(db, turn.address_id, ask, turn.stored.id)

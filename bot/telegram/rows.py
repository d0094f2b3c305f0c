"""The rows of sending: which calls are to be made now, and what came of each, a transaction a step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.telegram.failures import REMEDIES, Failure, Outcome, Sent
from bot.telegram.laying import Written
from bot.telegram.reading import CHANNEL
from storage import addresses, calls, json_text, outbox, removals, troubles, truth
from storage.calls import Call
from storage.database import Database, every
from storage.secrets import Vault

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds: a server that is down is asked again after 1, 2, 4 … 60
DOUBT_PAUSE = 2.0  # seconds before a message that may have been lost is sent again
MOST_DOUBTED = 20  # attempts after which a message that gets no reply is not sent once more
MOST_ATTEMPTS = 1_000  # 16 hours of an outage; what is older than that is no longer true
LOOKED_BACK = 200  # calls of one address searched for the message an edit is about

log = structlog.get_logger(__name__)

Expander = Callable[[Database, Mapping[str, Any]], list[Written]]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A call that is marked as being made: to whom, and which message it edits, if it edits one."""

    call: Call
    chat: str
    message: int | None = None

    @property
    def group(self) -> bool:
        """Whether the chat is a group: those have negative ids."""
        return self.chat.startswith("-")

    @property
    def reminder(self) -> bool:
        """Whether nobody spoke to us just now."""
        return self.call.priority > outbox.REPLY


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may leave now: how many calls, how many of them reminders, and to which addresses none."""

    room: int
    reminders: int
    held: frozenset[int] = frozenset()


def claim(
    db: Database, vault: Vault, expander: Expander, now: datetime, allowed: Allowance
) -> tuple[list[Claimed], bool]:
    """The calls to be made now, marked as being sent; and whether there may be more at once.

    Intents that nobody can lay out are dropped with a log line, so that the next ones go on.
    """
    ready = _ready(db, now, allowed)
    wanted = _wanted(db, ready, allowed)
    line: list[Call | outbox.Intent] = [*ready, *wanted]
    line.sort(key=lambda each: each.priority)
    claimed = [
        _claim(db, vault, each, now) if isinstance(each, Call) else _begin(db, vault, expander, each, now)
        for each in line[: allowed.room]
    ]
    return [each for each in claimed if each is not None], bool(wanted) or None in claimed


def _wanted(db: Database, ready: list[Call], allowed: Allowance) -> list[outbox.Intent]:
    """The intents to lay out now: as many as may leave besides what is ready, and no reminder ahead of its time."""
    waiting = outbox.waiting_intents(db, CHANNEL, allowed.room + len(allowed.held))
    waiting = [intent for intent in waiting if intent.address_id not in allowed.held]
    due = sum(call.priority > outbox.REPLY for call in ready)
    replies = [intent for intent in waiting if intent.priority <= outbox.REPLY]
    reminders = [intent for intent in waiting if intent.priority > outbox.REPLY]
    room = allowed.room - (len(ready) - due)
    return [*replies[:room], *reminders[: max(0, allowed.reminders - due)]]


def _ready(db: Database, now: datetime, allowed: Allowance) -> list[Call]:
    """The calls whose turn it is, replies first, without those that have to wait."""
    due = calls.next_calls(db, CHANNEL, now, allowed.room + len(allowed.held))
    due = [call for call in due if call.address_id not in allowed.held]
    replies = [call for call in due if call.priority <= outbox.REPLY]
    reminders = [call for call in due if call.priority > outbox.REPLY]
    return [*replies, *reminders[: allowed.reminders]][: allowed.room]


def settle(db: Database, vault: Vault, claimed: Claimed, outcome: Outcome, now: datetime) -> None:
    """Keep what came of a call."""
    call = claimed.call
    if isinstance(outcome, Sent):
        _sent(db, call, outcome, now)
        return
    match REMEDIES[outcome.kind]:
        case "wait" | "stop" if call.attempts < MOST_ATTEMPTS:
            calls.later(db, call.id, outcome.reason, now + timedelta(seconds=_pause(call, outcome)))
        case "doubt" if call.attempts < MOST_DOUBTED:
            calls.uncertain(db, call.id, outcome.reason, now + timedelta(seconds=DOUBT_PAUSE))
        case "follow" if outcome.moved_to is not None and call.attempts < MOST_DOUBTED:
            addresses.move(db, vault, call.address_id, CHANNEL, str(outcome.moved_to))
            calls.later(db, call.id, outcome.reason, now)
        case "done":
            calls.sent(db, call.id, {}, now)
        case "leave":
            calls.gave_up(db, call.id, outcome.reason)
            addresses.mark(db, call.address_id, "blocked" if outcome.kind == "blocked" else "dead")
            outbox.drop_address(db, call.address_id, outcome.reason)
        case _:
            calls.gave_up(db, call.id, outcome.reason)


def _claim(db: Database, vault: Vault, call: Call, now: datetime) -> Claimed | None:
    """A call that was laid out before; it may have waited for long."""
    if not _may_leave(db, call.outbox_id, call, now):
        return None
    if call.until is not None and call.until <= now and call.n == 1:  # what has begun is said to its end
        outbox.drop_intent(db, call.outbox_id)
        _note_stale(db, call.person_id, now)
        return None
    return _addressed(db, vault, call) if calls.sending(db, call.id) else None


def _begin(db: Database, vault: Vault, expander: Expander, intent: outbox.Intent, now: datetime) -> Claimed | None:
    """The first call of an intent, whose turn it is: nothing else is open at its address."""
    if outbox.overtaken(db, intent, now):
        outbox.drop_intent(db, intent.id)
        if intent.until is not None:
            _note_stale(db, intent.person_id, now)
        return None
    try:
        expanded = expander(db, intent.body)
    except Exception as error:  # whatever is wrong with one intent, the others are said
        log.error("intent_unsayable", outbox=intent.id, kind=intent.body.get("kind"), error=type(error).__name__)
        outbox.drop_intent(db, intent.id)
        return None
    if not _may_leave(db, intent.id, intent, now):
        return None
    call = calls.expand(db, intent, expanded, now, begun=True)
    return _addressed(db, vault, call) if call else None


def _may_leave(db: Database, outbox_id: int, wanted: Call | outbox.Intent, now: datetime) -> bool:
    """Whoever spoke to us is answered; what the house says by itself is looked at once more."""
    if wanted.priority <= outbox.REPLY or truth.may_leave(db, outbox_id, now):
        return True
    if wanted.until is not None and wanted.until <= now:
        _note_stale(db, wanted.person_id, now)
    return False


def _addressed(db: Database, vault: Vault, call: Call) -> Claimed | None:
    """A call that is marked as being made, with where it goes; given up where that is nowhere."""
    chat = vault.unseal(call.sealed) if call.sealed else None
    edits = call.payload.get("edits")
    message = _message_of(db, call.address_id, edits) if edits else None
    if chat is None or (edits and message is None):
        calls.gave_up(db, call.id, "nothing to edit" if chat else "no chat")
        return None
    _asked(db, call)
    return Claimed(call, chat, message)


def _note_stale(db: Database, person_id: int | None, now: datetime) -> None:
    """Somebody was not reminded in time: a row that an animator's list can show."""
    troubles.note(db, troubles.Where(person_id=person_id), "reminder_stale", "", now)


def _sent(db: Database, call: Call, outcome: Sent, now: datetime) -> None:
    asks: Mapping[str, str] = call.payload.get("asks") or {}
    told = outcome.result if isinstance(outcome.result, Mapping) else {}
    calls.sent(db, call.id, {"message_id": told.get("message_id"), **asks}, now)
    if (lent := call.payload.get("lent")) and isinstance(told.get("message_id"), int):
        removals.lend(db, call.address_id, lent, told["message_id"], now)


def _asked(db: Database, call: Call) -> None:
    """Keep that a question is on its way: a voice message that comes from now on may answer it.

    Once the reply is here would be too late: people can be quicker than a slow commit.
    """
    asks = call.payload.get("asks")
    if asks:
        addresses.being_asked(db, call.address_id, asks["ask"], asks["instance"])


def _message_of(db: Database, address_id: int, edits: Mapping[str, str]) -> int | None:
    """The message that put an ask at an address."""
    rows = every(
        db,
        "SELECT result FROM calls WHERE address_id = ? AND state = 'sent' ORDER BY id DESC LIMIT ?",
        (address_id, LOOKED_BACK),
    )
    for row in rows:
        result = json_text.load(row["result"])
        if (result.get("instance"), result.get("ask")) == (edits["instance"], edits["ask"]):
            found = result.get("message_id")
            return found if isinstance(found, int) else None
    return None


def _pause(call: Call, outcome: Failure) -> float:
    if outcome.wait:
        return outcome.wait
    return min(FIRST_PAUSE * float(2 ** min(call.attempts, 10)), LONGEST_PAUSE)

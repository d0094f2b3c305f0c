"""The turn of a message that nobody asked for: said if it is still true, as what it was planned to be."""

from bot.turns.acts import Prompted
from bot.turns.conversation import Conversation
from bot.turns.due import Due
from dialogs import events
from dialogs.calendar import Session
from storage import addresses, attempts, people, truth
from storage.attempts import About, Attempt
from storage.letterboxes import LETTERS

# How far she is stands on no letter: others may read it.
IN_A_LETTER = {"stopped_at": "still_waiting"}


def prompt(conversation: Conversation, act: Prompted) -> bool:
    """Say a message; whether the people at the address have first to be asked who is there."""
    attempt = attempts.attempt(conversation.db, act.attempt)
    if attempt is None or not truth.still_true(conversation.db, attempt, conversation.now):
        if conversation.until is not None and conversation.until <= conversation.now:
            conversation.note("reminder_stale")
        return False
    if conversation.address.channel in LETTERS:
        return _write(conversation, attempt, act.words)
    if attempt.kind == "reminder":
        return _remind(conversation, attempt, act.words)
    conversation.person = people.person(conversation.db, attempt.person_id)
    _tell(conversation, attempt.kind, attempt.about[0])
    return False


def _write(conversation: Conversation, attempt: Attempt, words: str) -> bool:
    """A letter asks nothing: its link leads to the page that does."""
    conversation.person = people.person(conversation.db, attempt.person_id)
    if attempt.kind != "reminder":
        _tell(conversation, attempt.kind, attempt.about[0])
    elif _first(conversation, attempt) is not None:
        shared = len(addresses.people_at(conversation.db, conversation.address.id)) > 1
        conversation.say("questions_open" if shared else IN_A_LETTER.get(words, words))
    return False


def _remind(conversation: Conversation, attempt: Attempt, words: str) -> bool:
    conversation.person = people.person(conversation.db, attempt.person_id)
    due = _first(conversation, attempt)
    if due is None:
        return False
    if len(addresses.people_at(conversation.db, conversation.address.id)) > 1:
        conversation.say("questions_open")  # how far anybody is concerns nobody else who uses this account
        return True
    conversation.sit_down(conversation.person.id)
    stored = conversation.open(due)
    args = {"number": str(len(stored.instance.given) + 1)} if words == "stopped_at" else {}
    conversation.put({"kind": "say", "phrase": words, "args": args, "hours": stored.code}, "skip")
    conversation.take(stored, events.Begin(conversation.origin("tap"), called=True))
    return False


def _first(conversation: Conversation, attempt: Attempt) -> Due | None:
    """What a message is about that is still due, the first to be answered."""
    wanted = {about[:3] for about in attempt.about}
    due = conversation.due()
    return next((each for each in due if (each.flow.questionnaire.id, each.cohort, each.moment) in wanted), None)


def _tell(conversation: Conversation, kind: str, about: About) -> None:
    """When, where and with whom: one message."""
    cohort = conversation.cohort(about.cohort_id)
    session = cohort.calendar.session(about.moment)
    if session is None:
        conversation.put({"kind": "say", "phrase": "session_cancelled", "args": {"date": about.occasion}}, "skip")
    else:
        conversation.put({"kind": "notice", "phrase": f"session_{kind}", **_told(session)}, "skip")


def _told(session: Session) -> dict[str, object]:
    return {
        "date": session.date.isoformat(),
        "hour": session.starts.isoformat("minutes"),
        "place": session.place,
        "guests": list(session.guests),
    }

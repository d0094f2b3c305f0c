"""Calls for a person, in the chat of those who lead: to see them, to take one, to answer it, to settle it."""

from bot import helping
from bot.staff import rights
from bot.staff.errands import Errand
from bot.turns import acts
from bot.turns.conversation import Conversation
from storage import addresses, helps, jobs, people, takes
from storage.cohorts import cohort_by_id
from storage.helps import Help
from storage.media import Stored

SPEAKING = "!help:"  # stands for an ask where a call was taken, before its number: what is said next answers it


def waiting(errand: Errand, code: str) -> None:
    """The calls that are open in a Flashcoop, each as it was told."""
    cohort = errand.flashcoop("aide", code)
    if cohort is None:
        return
    found = helps.helps_in(errand.db, cohort.id)
    if not found:
        errand.say("no_help")
    for asked in found:
        helping.tell(errand.db, errand.who, errand.at, asked, errand.now)


def take(errand: Errand, argument: str) -> None:
    """She answers one: what she says next is for it."""
    asked = _hers(errand, argument, "answer")
    if asked is None:
        return
    if not helps.claim(errand.db, asked.id, errand.who.id, errand.now):
        _taken(errand, asked)
        return
    before = _before(addresses.address(errand.db, errand.at).last_ask or "")
    addresses.asked_outside(errand.db, errand.at, f"{SPEAKING}{asked.id}:{before}")
    errand.say("help_speak", help=asked.id)


def close(errand: Errand, argument: str) -> None:
    """One is settled: she was helped in another way."""
    asked = _hers(errand, argument, "close")
    if asked is None:
        return
    if helps.close_help(errand.db, asked.id, errand.who.code, errand.now):
        errand.say("help_closed", help=asked.id)
    else:
        _taken(errand, asked)


def spoken(conversation: Conversation, act: acts.Voice) -> bool:
    """Take a voice message as the answer to a call, if it is one: a reply to it, or what follows « Répondre »."""
    found = _answering(conversation)
    if found is None:
        return False
    errand, asked = found
    if asked is not None:
        db, house, now = errand.db, conversation.house, errand.now
        source = None if act.sha256 else helping.sealed(house.vault, act.source)
        answer, kept = helping.answer_by_voice(db, house.codes, errand.who, asked, source, now)
        if act.sha256:
            takes.store(db, kept, Stored(act.sha256, act.bytes, act.mime), act.seconds or None, now)
        jobs.add_job(db, "listen", kept, {helping.JOB: answer}, now)
        _asks_again(errand)
    return True


def written(conversation: Conversation, text: str) -> bool:
    """Take typed words as the answer to a call, if they are one; who does not read needs a voice."""
    found = _answering(conversation)
    if found is None:
        return False
    errand, asked = found
    if asked is not None:
        if helping.answer_in_words(errand.db, errand.who, asked, text, errand.now):
            _asks_again(errand)
        else:
            errand.say("help_by_voice", help=asked.id)
    return True


def _answering(conversation: Conversation) -> tuple[Errand, Help | None] | None:
    """Who answers which call by this row; None where it answers none, a call None where she was told why not."""
    stamped = conversation.stamp or ""
    marked = stamped.removeprefix(SPEAKING).partition(":")[0] if stamped.startswith(SPEAKING) else ""
    number = conversation.row.body.get("help") or (int(marked) if marked.isdecimal() else None)
    who = rights.staff_at(conversation.db, conversation.address.id) if number is not None else None
    if who is None:
        return None
    errand = Errand(conversation, who, conversation.address.id)
    return errand, _hers(errand, str(number), "answer")


def _hers(errand: Errand, argument: str, word: str) -> Help | None:
    """The call of that number, where she may answer it."""
    asked = helps.help_of(errand.db, int(argument)) if argument.isdecimal() and len(argument) < 12 else None
    theirs = [cohort_by_id(errand.db, each) for each in helps.cohorts_of_help(errand.db, asked)] if asked else []
    if not any(rights.may(errand.db, errand.who, word, cohort) for cohort in theirs):
        errand.say("not_yours")
        return None
    return asked


def _taken(errand: Errand, asked: Help) -> None:
    by, closed = helps.helper_of(errand.db, asked.id)
    named = [people.person(errand.db, by)] if by is not None and by != errand.who.id else []
    errand.say("help_answered" if closed else "help_taken", named, help=asked.id)


def _asks_again(errand: Errand) -> None:
    """What she says from now on answers her own questions again."""
    last = addresses.address(errand.db, errand.at).last_ask or ""
    if last.startswith(SPEAKING):
        addresses.asked_outside(errand.db, errand.at, _before(last) or addresses.MENU)


def _before(ask: str) -> str:
    """The question of her own that was open before she took a call."""
    return ask.removeprefix(SPEAKING).partition(":")[2] if ask.startswith(SPEAKING) else ask

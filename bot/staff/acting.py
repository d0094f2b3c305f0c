"""The words of those who lead, each a command or a button: what it does in a turn."""

from collections.abc import Callable, Mapping

from bot.board import board
from bot.loading import read_rules
from bot.reminding import group
from bot.staff import helping, rights, studio, wording
from bot.staff.errands import Errand, say_at
from bot.turns import acts
from bot.turns.conversation import Conversation
from storage import addresses, cohorts, group_reminders, groups, people
from storage.cohorts import Cohort
from storage.group_reminders import GroupReminder


def act(conversation: Conversation, said: acts.Staff) -> bool:
    """Do what somebody says in her own chat; False where nobody there leads a Flashcoop."""
    who = rights.staff_at(conversation.db, conversation.address.id, said.word) if said.word in WORDS else None
    if who is None:
        return False
    WORDS[said.word](Errand(conversation, who, conversation.address.id), said.argument)
    return True


def greet(conversation: Conversation) -> None:
    """Who leads has her buttons when she comes in, and an interpreter hers; whoever else is there is told nothing."""
    if conversation.address.channel in addresses.PAGES:
        return
    for word, words in (("menu", "menu"), (wording.WORD, "interpreter")):
        who = rights.staff_at(conversation.db, conversation.address.id, word)
        if who is not None:
            Errand(conversation, who, conversation.address.id).say(words)
            return


def in_group(conversation: Conversation, told: acts.InGroup) -> bool:
    """Do what was said in a group; True where it was touched by somebody who leads nothing: it is hers in private."""
    db, here = conversation.db, conversation.address.id
    if told.what == "out":
        groups.leave(db, here, conversation.now)
        return False
    known = groups.enter(db, here)
    if told.actor is None:
        _stranger(conversation, told)
        return False
    who = rights.staff_at(db, told.actor)
    if who is None:
        _stranger(conversation, told)
        return told.what not in ("in", "start")
    if addresses.address(db, told.actor).state != "live":
        say_at(conversation, here, "write_me", None)
        return False
    _asked_in_group(Errand(conversation, who, told.actor), known, told)
    return False


def _stranger(conversation: Conversation, told: acts.InGroup) -> None:
    if told.what == "in":
        say_at(conversation, conversation.address.id, "group_unknown", None)


def _asked_in_group(errand: Errand, known: groups.Group, told: acts.InGroup) -> None:
    if known.cohort_id is None:
        _link_or_ask(errand, known.address_id)
    elif told.what in ("in", "start") or told.what not in WORDS:
        errand.say("linked", cohort=known.cohort_id)
    else:
        cohort = cohorts.cohort_by_id(errand.db, known.cohort_id)
        if rights.may(errand.db, errand.who, told.what, cohort):
            WORDS[told.what](errand, cohort.code if told.what in BY_FLASHCOOP else told.argument)
        else:
            errand.say("other_group")


def _link_or_ask(errand: Errand, group_id: int) -> None:
    hers = rights.flashcoops(errand.db, errand.who, "link")
    if len(hers) == 1:
        _linked(errand, group_id, hers[0])
    elif not hers:
        errand.say("no_flashcoop")
    else:
        errand.say("which_group", group=group_id, cohorts=[[each.code, each.name] for each in hers])


def _link(errand: Errand, argument: str) -> None:
    """`<address of the group>.<code of the Flashcoop>`, as stood on the button."""
    number, _, code = argument.partition(".")
    known = groups.group(errand.db, int(number)) if number.isdecimal() and len(number) < 12 else None
    cohort = errand.flashcoop("link", code)
    if known is None or cohort is None:
        return
    if known.cohort_id not in (None, cohort.id):
        errand.say("other_group")
    else:
        _linked(errand, known.address_id, cohort)


def _linked(errand: Errand, group_id: int, cohort: Cohort) -> None:
    groups.link(errand.db, group_id, cohort.id, errand.who.id, errand.now)
    errand.say("linked", cohort=cohort.id)
    say_at(errand.conversation, group_id, "group_hello", None)


# Reminders


def _plan(errand: Errand, code: str, *, changed: bool = False) -> None:
    cohort = errand.flashcoop("rappel", code)
    if cohort is None:
        return
    shown = group.planned(errand.db, errand.conversation.house, read_rules(), cohort, errand.now)
    kept = group.keep(errand.db, shown, errand.who, errand.now)
    told = {"reminder": kept, "cohort": cohort.id, "languages": list(shown.languages), "group": shown.group is not None}
    named = [each.person for each in shown.people]
    errand.say("plan", named, **told, changed=changed, empty=shown.empty)


def _kept(errand: Errand, argument: str, word: str) -> tuple[GroupReminder, Cohort] | None:
    """The plan a button names and its Flashcoop, where it is hers."""
    kept = group_reminders.reminder(errand.db, int(argument)) if argument.isdecimal() and len(argument) < 12 else None
    cohort = cohorts.cohort_by_id(errand.db, kept.cohort_id) if kept else None
    if kept is None or cohort is None or not rights.may(errand.db, errand.who, word, cohort):
        errand.say("not_yours")
        return None
    return kept, cohort


def _send(errand: Errand, argument: str) -> None:
    found = _kept(errand, argument, "send")
    if found is None:
        return
    kept, cohort = found
    if kept.sent_at is not None:
        _log(errand, argument)
    elif group.send(errand.db, errand.conversation.house, read_rules(), kept, cohort, errand.now):
        errand.say("sent", reminder=kept.id)
    else:
        _plan(errand, cohort.code, changed=True)


def _log(errand: Errand, argument: str) -> None:
    if found := _kept(errand, argument, "log"):
        meant = group_reminders.meant(errand.db, found[0].id)
        errand.say("log", [people.person(errand.db, each.person_id) for each in meant], reminder=found[0].id)


# The board


def _state(errand: Errand, code: str) -> None:
    cohort = errand.flashcoop("etat", code)
    if cohort is None:
        return
    asked = [flow.questionnaire for flow in errand.conversation.house.programme.flows.values()]
    shown = board(errand.db, asked, cohort, errand.now)
    rows = [[each["code"], each["status"]] for each in shown["people"]]
    named = [people.person_by_code(errand.db, row[0]) for row in rows]
    errand.say("board", named, cohort=cohort.id, rows=rows, responses=shown["responses"])


def _menu(errand: Errand, argument: str) -> None:
    del argument
    errand.say("menu")


def _console(errand: Errand, argument: str) -> None:
    del argument
    errand.say("console")


WORDS: Mapping[str, Callable[[Errand, str], None]] = {
    "menu": _menu,
    "console": _console,
    "rappel": _plan,
    "send": _send,
    "log": _log,
    "etat": _state,
    "link": _link,
    "aide": helping.waiting,
    "answer": helping.take,
    "close": helping.close,
    studio.WORD: studio.act,
    wording.WORD: wording.act,
}
BY_FLASHCOOP = ("rappel", "etat", "aide")  # words whose argument is the code of a Flashcoop

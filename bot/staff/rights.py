"""What each word of the staff's is called in the table of rights, and who may say it where."""

from collections.abc import Mapping

from bot.access.table import action, allowed, ever, of_cohort, within
from storage import addresses, people
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person

# A command or button, and the action it is.
ACTIONS: Mapping[str, str] = {
    "menu": "console.enter",
    "console": "console.enter",
    "etat": "board.see",
    "rappel": "reminder.plan",
    "send": "reminder.send",
    "log": "reminder.plan",
    "link": "group.link",
    "aide": "help.see",
    "answer": "help.answer",
    "close": "help.answer",
    "voix": "voice.record",
    "textes": "wording.review",
}
assert all(map(action, ACTIONS.values()))
LEADING = ("animator", "coordinator")  # whom these words are for in a chat
OWN = ("voix", "textes")  # but these, for whoever may ever do what they are


def staff_at(db: Database, address_id: int, word: str = "menu") -> Person | None:
    """Who may say a word among the people at an address, who is there now first: those who lead a Flashcoop, unless
    the word is another one's; None where nobody is.
    """
    there = addresses.address(db, address_id).person_id
    known = sorted(addresses.people_at(db, address_id), key=lambda each: each != there)
    found = (people.person(db, each) for each in known)
    return next((each for each in found if _says(each, word) and each.withdrawn_at is None), None)


def _says(who: Person, word: str) -> bool:
    return ever(who.role, ACTIONS[word]) if word in OWN else who.role in LEADING


def flashcoops(db: Database, who: Person, word: str) -> list[Cohort]:
    """The Flashcoops in which somebody may say a word."""
    return within(db, who, ACTIONS[word])


def may(db: Database, who: Person, word: str, cohort: Cohort) -> bool:
    """Whether somebody may say a word about a Flashcoop."""
    return allowed(db, who, ACTIONS[word], of_cohort(cohort))

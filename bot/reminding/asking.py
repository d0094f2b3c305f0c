"""Which questionnaires a person is asked for again this evening, and in what words: one message for all of them."""

from dataclasses import dataclass
from datetime import datetime

from bot.standing import OPEN, Standing, series, standings
from bot.turns.house import House
from bot.turns.subjects import SUBJECTS
from dialogs.calendar import ONCE
from dialogs.reminding import Hours, Rules, Words, due_words, may_write
from storage import addresses, attempts
from storage.attempts import About
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person

# The phrases of a message; the first one of a questionnaire is its ladder's own.
PHRASES: dict[Words, str] = {"not_begun": "still_waiting", "begun": "stopped_at", "last": "last_day"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A message: what it is about, what is answered first standing first, and its phrase."""

    about: tuple[About, ...]
    words: str


def reminder(
    db: Database,
    house: House,
    rules: Rules,
    person: Person,
    cohort: Cohort,
    hours: Hours,
    address_id: int,
    now: datetime,
) -> Asked | None:
    """The message a person is to have now, None when there is none, or it has to wait."""
    made = [each for each in attempts.attempts_of(db, person.id) if each.kind == "reminder"]
    if not may_write(rules, hours, [each.at for each in made], now) or cohort.calendar.running(now):
        return None
    if addresses.seen_since(db, address_id, now - rules.peace):
        return None
    if attempts.asked_since(db, address_id, now - rules.between):  # « who is there? » speaks for all who share it
        return None
    due = [
        (standing, words)
        for standing in waiting(db, house, person, cohort, now)
        if (words := due_words(rules, hours, series(standing, made), now))
    ]
    if not due:
        return None
    first, words = due[0]
    phrase = PHRASES.get(words) or rules.ladders[first.questionnaire.moment].words
    return Asked(tuple(About(*standing.key) for standing, _ in due), phrase)


def waiting(db: Database, house: House, person: Person, cohort: Cohort, now: datetime) -> list[Standing]:
    """What is open for a person and unfinished, in the order it is answered; the registration before all else."""
    questionnaires = [flow.questionnaire for flow in house.programme.flows.values()]
    found = standings(db, questionnaires, person, cohort, now, SUBJECTS)
    unfinished = [standing for standing in found if standing.status in OPEN]
    first = [standing for standing in unfinished if standing.moment == ONCE]
    return first or unfinished

"""Whom to call: derived from silence, blocked or missing channels, and what came of earlier calls."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from bot.loading import read_rules
from bot.standing import OPEN, Standing, series, standings
from bot.turns.subjects import SUBJECTS
from dialogs.questionnaire import Questionnaire
from dialogs.reminding import Hours, phone_day
from storage import addresses, announced, attempts, people, phone
from storage.cohorts import Cohort
from storage.database import Database
from storage.letterboxes import LETTERS
from storage.people import Person
from storage.phone import Called, Number
from storage.secrets import Vault

Channel = Literal["telegram", "letter", "blocked", "dead", "page", "none"]
Why = Literal["silent", "blocked", "dead", "page", "none"]
State = Literal["complete", "refused", "closed", "open"]
ROLES = ("participant", "animator", "partner")
AMONG_THEMSELVES = "peer"  # what people say of each other is asked through nobody else: nobody is called for it
# Whoever can be written to is called only after she kept silent.
OUT_OF_REACH: Mapping[Channel, Why] = {"blocked": "blocked", "dead": "dead", "page": "page", "none": "none"}
WRITES = "telegram"  # the channel through which the house can write first


@dataclass(frozen=True, slots=True)
class Line:
    """One person at one moment: what is open, why she is to be called (None: not, or not yet), whom to call, and what
    was tried: messages and calls.
    """

    person: Person
    moment: str
    questionnaires: tuple[str, ...]
    state: State
    why: Why | None
    numbers: tuple[Number, ...]
    messages: int
    calls: tuple[Called, ...]

    @property
    def to_call(self) -> bool:
        """Whether somebody is to call her."""
        return self.state == "open" and self.why is not None

    @property
    def back_at(self) -> datetime | None:
        """When she asked to be called back."""
        return self.calls[-1].back_at if self.calls else None


def lines(
    db: Database, questionnaires: Iterable[Questionnaire], cohort: Cohort, now: datetime, vault: Vault | None = None
) -> list[Line]:
    """A line for each person and moment that has opened; who asked to be called back first, then the longest silent.

    With the `vault`, numbers that were announced of people who have not come yet are among theirs.
    """
    asked = list(questionnaires)
    found = [
        line
        for role in ROLES
        for person in people.people_of_cohort(db, cohort.id, role)
        for line in lines_of(db, asked, person, cohort, now, vault)
    ]
    return sorted(found, key=lambda line: (line.back_at is None, line.back_at or now, -line.messages, line.person.id))


def lines_of(
    db: Database,
    questionnaires: Iterable[Questionnaire],
    person: Person,
    cohort: Cohort,
    now: datetime,
    vault: Vault | None = None,
) -> list[Line]:
    """The lines of one person, a moment each."""
    asked = [each for each in questionnaires if each.subject != AMONG_THEMSELVES]
    return list(_lines_of(db, standings(db, asked, person, cohort, now, SUBJECTS), person, cohort, now, vault))


def counts(found: Iterable[Line]) -> dict[str, int]:
    """How many lines are complete, refused, closed (with what was tried) and still open."""
    counted = Counter(line.state for line in found)
    return {state: counted[state] for state in ("complete", "refused", "closed", "open")}


def channel_of(db: Database, person_id: int) -> Channel:
    """How a person can be reached: written to, or why not; `page` waits until she opens it."""
    known = [each for each in addresses.addresses_of(db, person_id) if each.held_by is None]
    states = {each.state for each in known if each.channel == WRITES}
    if "live" in states:
        return "telegram"
    if any(each.channel in LETTERS and each.state == "live" for each in known):
        return "letter"
    if states:
        return "blocked" if "blocked" in states else "dead"
    return "page" if any(each.channel == "web" for each in known) else "none"


def _lines_of(
    db: Database, found: list[Standing], person: Person, cohort: Cohort, now: datetime, vault: Vault | None
) -> Iterator[Line]:
    told = announced.announced(db, vault, person.id).get("phone", "") if vault else ""
    made = [each for each in attempts.attempts_of(db, person.id) if each.kind == "reminder"]
    channel, called = channel_of(db, person.id), phone.calls(db, cohort.id, person.id)
    hours = Hours(ZoneInfo(person.timezone or cohort.timezone), person.sending_from, person.sending_until)
    for moment, group in groupby(sorted(found, key=lambda each: each.moment), key=lambda each: each.moment):
        here, calls = list(group), called.get(moment, [])
        left = [each for each in here if each.status in OPEN]
        silent = any(phone_day(read_rules(), hours, series(each, made), now) for each in left)
        why: Why | None = "silent" if silent else None
        yield Line(
            person,
            moment,
            tuple(each.questionnaire.id for each in left),
            _state(here, calls),
            OUT_OF_REACH.get(channel, why),
            tuple(phone.numbers(db, person.id, phone.wrong(calls), told)),
            sum(any(about.moment == moment for about in each.about) for each in made),
            tuple(calls),
        )


def _state(here: list[Standing], calls: list[Called]) -> State:
    statuses = {each.status for each in here}
    if statuses <= {"done", "absent"}:
        return "complete"
    if "refused" in statuses:
        return "refused"
    return "open" if statuses & set(OPEN) and not phone.closed(calls) else "closed"

"""Writes to people of its own accord, in their evenings: notices of sessions, and what they are asked again."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.loading import read_rules
from bot.reminding.asking import reminder
from bot.reminding.telling import notices
from bot.running import Assistant
from bot.turns.acts import Act, Prompted
from dialogs.reminding import Hours, Rules
from storage import addresses, attempts, cohorts, consents, inbox, people
from storage.attempts import About, Kind
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person

CHANNEL = "clock"
REACHED_BY = "telegram"  # the channel that can write first; a page waits until it is opened
LOOK_EVERY = 30.0  # seconds; a message need not come to the second
ROLES = ("participant", "animator", "partner")


async def run(assistant: Assistant) -> None:
    """Look for ever whom to write to."""
    while True:
        await look(assistant)
        await asyncio.sleep(LOOK_EVERY)


class Planned(NamedTuple):
    """How many messages were planned: what people are asked for, and sessions they are told of."""

    reminders: int = 0
    notices: int = 0


async def look(assistant: Assistant) -> Planned:
    """Plan every message that is due now, each as an inbox row whose turn says it.

    One Flashcoop at a time, so that whoever answers meanwhile does not wait for all of them.
    """
    rules, planned = read_rules(), []
    await assistant.writer.run(attempts.tidy)
    for cohort in await assistant.writer.run(cohorts.cohorts):
        planned += await assistant.writer.run(_look_at, assistant, rules, cohort)
    made = Planned(sum(each.reminders for each in planned), sum(each.notices for each in planned))
    if any(made):
        assistant.turns.wake()
    return made


def _look_at(db: Database, assistant: Assistant, rules: Rules, cohort: Cohort) -> list[Planned]:
    """Who was asked least often comes first: of those who share an account one is written to an evening."""
    now, often = assistant.clock(), attempts.reminded(db)
    found = [person for role in ROLES for person in people.people_of_cohort(db, cohort.id, role)]
    found.sort(key=lambda person: often.get(person.id, 0))
    return [_write_to(db, assistant, rules, cohort, person, now) for person in found]


def _write_to(
    db: Database, assistant: Assistant, rules: Rules, cohort: Cohort, person: Person, now: datetime
) -> Planned:
    hours = hours_of(person, cohort)
    if not hours.has(now) or consents.consents_of(db, person.id).get("bot") is False:
        return Planned()
    where = addresses.reachable(db, person.id, REACHED_BY)
    if where is None:
        return Planned()
    told = list(notices(db, cohort, person, hours, now))
    for kind, about in told:
        _plan(db, assistant, person, where.id, kind, (about,), "", hours.over(now))
    asked = reminder(db, assistant.house, rules, person, cohort, hours, where.id, now)
    if asked is not None:
        _plan(db, assistant, person, where.id, "reminder", asked.about, asked.words, hours.over(now))
    return Planned(int(asked is not None), len(told))


def _plan(
    db: Database,
    assistant: Assistant,
    person: Person,
    address_id: int,
    kind: Kind,
    about: tuple[About, ...],
    words: str,
    until: datetime,
) -> None:
    now = assistant.clock()
    planned = attempts.plan(db, person, kind, address_id, about, now, until)
    body = {"attempt": planned, "words": words}
    row = inbox.receive(db, CHANNEL, f"attempt:{planned}", f"address:{address_id}", body, now, address_id)
    assert row is not None
    attempts.comes_as(db, planned, row)


def hours_of(person: Person, cohort: Cohort) -> Hours:
    """When a person may be written to."""
    return Hours(ZoneInfo(person.timezone or cohort.timezone), person.sending_from, person.sending_until)


def read_prompted(body: Mapping[str, Any]) -> Act:
    """The act of a row that this module wrote."""
    return Prompted(body["attempt"], body["words"])

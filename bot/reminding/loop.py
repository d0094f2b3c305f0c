"""Writes to people of its own accord, in their evenings: notices of sessions, and what they are asked again."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot import helping
from bot.loading import read_rules
from bot.post.reaching import opened
from bot.reminding import group
from bot.reminding.asking import reminder
from bot.reminding.planning import CHANNEL as CHANNEL
from bot.reminding.planning import hours_of, plan
from bot.reminding.telling import notices
from bot.running import Assistant
from bot.turns.acts import Act, Prompted
from dialogs.reminding import Rules
from storage import attempts, cohorts, consents, people
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person

LOOK_EVERY = 30.0  # seconds; a message need not come to the second
TOGETHER = 16  # people looked at in one transaction: whoever answers meanwhile waits no longer than that takes
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
    """Plan every message that is due now, each as an inbox row whose turn says it."""
    rules, planned = read_rules(), []
    await assistant.writer.run(attempts.tidy)
    for cohort in await assistant.writer.run(cohorts.cohorts):
        await assistant.writer.run(group.go_on, assistant.house, rules, cohort, assistant.clock())
        everyone = await assistant.writer.run(_people, cohort)
        for start in range(0, len(everyone), TOGETHER):
            some = everyone[start : start + TOGETHER]
            planned += await assistant.writer.run(_look_at, assistant, rules, cohort, some)
    await assistant.writer.run(group.tell_what_came, assistant.clock())
    await assistant.writer.run(helping.look, assistant.house, assistant.clock())
    made = Planned(sum(each.reminders for each in planned), sum(each.notices for each in planned))
    if any(made):
        assistant.turns.wake()
    return made


def _people(db: Database, cohort: Cohort) -> list[Person]:
    """Who was asked least often comes first: of those who share an account one is written to an evening."""
    often = attempts.reminded(db)
    found = [person for role in ROLES for person in people.people_of_cohort(db, cohort.id, role)]
    return sorted(found, key=lambda person: often.get(person.id, 0))


def _look_at(db: Database, assistant: Assistant, rules: Rules, cohort: Cohort, some: Sequence[Person]) -> list[Planned]:
    now = assistant.clock()
    return [_write_to(db, assistant, rules, cohort, person, now) for person in some]


def _write_to(
    db: Database, assistant: Assistant, rules: Rules, cohort: Cohort, person: Person, now: datetime
) -> Planned:
    hours = hours_of(person, cohort)
    if not hours.has(now) or consents.consents_of(db, person.id).get("bot") is False:
        return Planned()
    where = opened(db, assistant.house, person)
    if where is None:
        return Planned()
    told = list(notices(db, cohort, person, hours, now))
    for kind, about in told:
        plan(db, person, where.id, kind, (about,), "", now, hours.over(now))
    asked = reminder(db, assistant.house, rules, person, cohort, hours, where.id, now)
    if asked is not None:
        plan(db, person, where.id, "reminder", asked.about, asked.words, now, hours.over(now))
    return Planned(int(asked is not None), len(told))


def read_prompted(body: Mapping[str, Any]) -> Act:
    """The act of a row that this module wrote."""
    return Prompted(body["attempt"], body["words"])

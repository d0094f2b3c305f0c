"""Offers a check-in when it opens. What is due is derived from dates and answers; only the attempt is stored."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.running import Assistant, Row
from bot.turns.acts import Act, Due
from dialogs.calendar import SESSION, end_of_hours, in_hours
from storage import addresses, attempts, cohorts, people
from storage.database import Database
from storage.people import Person
from storage.times import stamp

CHANNEL = "clock"
LOOK_EVERY = 30.0  # seconds; an offer need not come to the second
FIRST_WAVE = 1
LATE = timedelta(hours=1)  # after a person's hours what was offered in them may still arrive; later it is not said


async def run(assistant: Assistant) -> None:
    """Look for ever who is to be offered what."""
    while True:
        await offer(assistant)
        await asyncio.sleep(LOOK_EVERY)


async def offer(assistant: Assistant) -> int:
    """Put an inbox row for everyone whose check-in has opened and who may be written to now; how many."""
    made = await assistant.writer.run(_offers, assistant)
    if made:
        assistant.turns.wake()
    return made


def _offers(db: Database, assistant: Assistant) -> int:
    return sum(
        _offer(db, assistant, person, cohort.timezone, moment)
        for cohort in cohorts.cohorts(db)
        for moment in cohort.calendar.open_moments(SESSION, assistant.clock())
        for person in people.people_of_cohort(db, cohort.id)
    )


def _offer(db: Database, assistant: Assistant, person: Person, timezone: str, moment: str) -> int:
    """One attempt a person, questionnaire and moment, at the address she used last."""
    now, zone = assistant.clock(), ZoneInfo(person.timezone or timezone)
    if not in_hours(now, zone, person.sending_from, person.sending_until):
        return 0
    until = end_of_hours(now, zone, person.sending_until) + LATE
    reachable = [where for where in addresses.addresses_of(db, person.id) if where.channel == "telegram"]
    if not reachable or reachable[0].state != "live":
        return 0
    made = 0
    for flow in assistant.house.programme.flows.values():
        questionnaire = flow.questionnaire
        if questionnaire.moment != SESSION or questionnaire.audience != person.role:
            continue
        tried = attempts.Attempt(questionnaire.id, moment, FIRST_WAVE, "telegram")
        if attempts.attempt(db, person, tried, now):
            made += 1
            _put(db, assistant, person, reachable[0].id, tried, until)
    return made


def _put(
    db: Database, assistant: Assistant, person: Person, address: int, tried: attempts.Attempt, until: datetime
) -> None:
    key = f"{person.code}:{tried.questionnaire}:{tried.moment}:{tried.wave}"
    body = {
        "person": person.code,
        "questionnaire": tried.questionnaire,
        "moment": tried.moment,
        "until": stamp(until),
    }
    assistant.keep_at(db, Row(CHANNEL, key, "", body), address)


def read_due(body: Mapping[str, Any]) -> Act:
    """The act of a row that this module wrote."""
    return Due(body["person"], body["questionnaire"], body["moment"])

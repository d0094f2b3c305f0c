"""Draws who rates whom when the window opens, freezes what was said when it ends, and tells each her own."""

import asyncio
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from bot.running import Assistant, Row
from bot.turns.acts import Act, PeersReady
from bot.turns.subjects import there
from dialogs.calendar import in_hours
from storage import addresses, cohorts, echoes, peers, people
from storage.cohorts import Cohort
from storage.database import Database

CHANNEL = "peers"
LOOK_EVERY = 60.0  # seconds; windows end by the day


async def run(assistant: Assistant) -> None:
    """Look for ever."""
    while True:
        await look(assistant)
        await asyncio.sleep(LOOK_EVERY)


async def look(assistant: Assistant) -> int:
    """Freeze what is over, and put a row for everyone who may be told something now; how many."""
    made = await assistant.writer.run(_look, assistant)
    if made:
        assistant.turns.wake()
    return made


def _look(db: Database, assistant: Assistant) -> int:
    for cohort in cohorts.cohorts(db):
        for flow in assistant.house.programme.flows.values():
            if flow.questionnaire.subject == "peer":
                _draw_open(db, assistant, cohort, flow.questionnaire.moment)
                _close_over(db, assistant, cohort, flow.questionnaire.moment)
    echoes.settle(db, assistant.clock())
    return sum(_offer(db, assistant, each.id, each.person_id) for each in echoes.to_tell(db))


def _draw_open(db: Database, assistant: Assistant, cohort: Cohort, kind: str) -> None:
    """Who rates whom is kept from the opening on, before anybody comes; who is there may change until she begins."""
    for moment in cohort.calendar.open_moments(kind, assistant.clock()):
        peers.pairs(db, cohort, moment, there(db, cohort))


def _close_over(db: Database, assistant: Assistant, cohort: Cohort, kind: str) -> None:
    """Freeze what was said at moments that are over; at those that were moved away too."""
    now = assistant.clock()
    drawn = [moment for moment in peers.moments(db, cohort.id) if not peers.frozen(db, cohort.id, moment)]
    for moment in drawn:
        window = cohort.calendar.window(moment)
        if moment.partition(":")[0] == kind and window and window.closes and window.closes <= now:
            echoes.close(db, assistant.house.codes, cohort.id, moment, now)


def _offer(db: Database, assistant: Assistant, echo_id: int, person_id: int) -> int:
    """A row at the first live account of a person, in her hours; on a page she is told when she comes."""
    person = people.person(db, person_id)
    home = cohorts.cohort_by_id(db, person.cohort_id).timezone if person.cohort_id else cohorts.TIMEZONE
    zone = ZoneInfo(person.timezone or home)
    if not in_hours(assistant.clock(), zone, person.sending_from, person.sending_until):
        return 0
    known = addresses.addresses_of(db, person.id)
    live = next((where for where in known if where.channel == "telegram" and where.state == "live"), None)
    if live is None:
        return 0
    assistant.keep_at(db, Row(CHANNEL, f"echo:{echo_id}", "", {"person": person.code}), live.id)
    return 1


def read_ready(body: Mapping[str, Any]) -> Act:
    """The act of a row that this module wrote."""
    return PeersReady(body["person"])

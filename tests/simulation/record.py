"""What a simulation leaves behind: who stands where, and what the checks and the table are made from."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bot.phoning import Line, lines
from bot.standing import standings
from bot.turns.subjects import SUBJECTS
from storage import attempts, cohorts, people
from storage.attempts import Attempt
from storage.database import Database, every
from storage.export import export
from storage.times import moment as when
from tests.simulation.lives import Life
from tests.simulation.simulation import Simulation
from tests.simulation.stage import Unasked

ROLES = ("participant", "animator", "partner")
COLD = "cold"
PRESCRIBED = {"prescribed": SUBJECTS["prescribed"]}  # of whom a partner sent nobody, nothing is asked


class Stood(NamedTuple):
    """How a person came out of a questionnaire; `moment` is J1, J2… for a session, by its place."""

    role: str
    person: str
    questionnaire: str
    moment: str
    status: str
    way: str  # how most of it was answered: telegram, page, phone, tablet


class Ended(NamedTuple):
    """A run: of which questionnaire, and when it was finished."""

    questionnaire: str
    finished: datetime | None


@dataclass(frozen=True)
class Record:
    """A simulation that is over."""

    lives: dict[str, Life]
    chats: dict[int, tuple[Life, ...]]
    unasked: list[Unasked]
    stood: list[Stood]
    cold: list[Line]
    runs: dict[str, Ended]
    attempts: dict[str, list[Attempt]]
    exported: list[dict[str, str]]
    outcomes: dict[str, str]


async def record_of(simulation: Simulation, out: Path) -> Record:
    """Everything that is left; the export is written into `out` and read back."""
    lives = {life.code: life for group in simulation.groups for life in group.lives}

    def look(db: Database) -> Record:
        export(db, out, "csv")
        with (out / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
            exported = list(csv.DictReader(file))
        return Record(
            lives,
            simulation.stage.chats,
            simulation.stage.unasked,
            list(_stood(db, simulation)),
            [line for line in _lines(db, simulation) if line.moment == COLD and line.person.role == "participant"],
            _runs(db),
            {code: attempts.attempts_of(db, people.person_by_code(db, code).id) for code in lives},
            exported,
            simulation.outcomes,
        )

    return await simulation.doors.assistant.writer.run(look)


def _lines(db: Database, simulation: Simulation) -> Iterator[Line]:
    asked = [flow.questionnaire for flow in simulation.doors.programme.flows.values()]
    for group in simulation.groups:
        yield from lines(db, asked, cohorts.cohort(db, group.code), simulation.doors.clock())


def _stood(db: Database, simulation: Simulation) -> Iterator[Stood]:
    asked, ways = [flow.questionnaire for flow in simulation.doors.programme.flows.values()], _ways(db)
    for group in simulation.groups:
        cohort = cohorts.cohort(db, group.code)
        for role in ROLES:
            for person in people.people_of_cohort(db, cohort.id, role):
                for each in standings(db, asked, person, cohort, simulation.doors.clock(), PRESCRIBED):
                    session = cohort.calendar.session(each.moment)
                    place = f"J{cohort.calendar.place(session)}" if session else each.moment
                    way = ways.get((person.id, each.questionnaire.id, each.moment), "")
                    yield Stood(role, person.code, each.questionnaire.id, place, each.status, way)


def _ways(db: Database) -> dict[tuple[int, str, str], str]:
    """How most of each questionnaire was answered."""
    found = every(
        db,
        "SELECT i.person_id, i.questionnaire, i.moment, CASE a.door WHEN 'held' THEN a.mode WHEN 'web' THEN 'page'"
        " ELSE a.door END AS way, count(*) AS n FROM answers a JOIN instances i ON i.id = a.instance_id"
        " GROUP BY 1, 2, 3, 4 ORDER BY n",
    )
    return {(row["person_id"], row["questionnaire"], row["moment"]): row["way"] for row in found}


def _runs(db: Database) -> dict[str, Ended]:
    found = every(db, "SELECT code, questionnaire, finished_at FROM instances")
    return {
        row["code"]: Ended(row["questionnaire"], when(row["finished_at"]) if row["finished_at"] else None)
        for row in found
    }

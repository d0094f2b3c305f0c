from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import every
from storage.people import Person
from storage.times import moment, stamp


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at reaching a person about a questionnaire; `wave` counts the messages of a kind."""

    questionnaire: str
    moment: str
    wave: int
    channel: str


def attempt(db: Database, person: Person, tried: Attempt, now: datetime) -> bool:
    """Keep an attempt before it is made; False when it was made already, and must not be made again."""
    added = db.conn.execute(
        "INSERT OR IGNORE INTO attempts (person_id, cae_id, questionnaire, moment, wave, channel, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (person.id, person.cae_id, tried.questionnaire, tried.moment, tried.wave, tried.channel, stamp(now)),
    )
    return added.rowcount == 1


def came_of(db: Database, person_id: int, tried: Attempt, outcome: str) -> None:
    """Keep what came of an attempt: done, call back, wrong number, no answer, refuses."""
    db.conn.execute(
        "UPDATE attempts SET outcome = ? WHERE person_id = ? AND questionnaire = ? AND moment = ?"
        " AND wave = ? AND channel = ?",
        (outcome, person_id, tried.questionnaire, tried.moment, tried.wave, tried.channel),
    )


def attempts_of(db: Database, person_id: int) -> list[tuple[Attempt, datetime, str | None]]:
    """Everything tried with a person, oldest first, with its moment and outcome."""
    found = every(db, "SELECT * FROM attempts WHERE person_id = ? ORDER BY at, wave, channel", (person_id,))
    return [
        (
            Attempt(row["questionnaire"], row["moment"], row["wave"], row["channel"]),
            moment(row["at"]),
            row["outcome"],
        )
        for row in found
    ]

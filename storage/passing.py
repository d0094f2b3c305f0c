"""A call passed to somebody else, an interpreter mostly: hers until its line is closed or it is taken back."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import every, one
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Passed:
    """A line of the phone list that somebody was asked to call, and by whom (None: she is forgotten)."""

    person_id: int
    cohort_id: int
    moment: str
    to_person: int
    by_person: int | None


def hand(db: Database, passed: Passed, cae_id: int | None, now: datetime) -> None:
    """Pass a line; whoever had it has it no more."""
    take_back(db, passed.cohort_id, passed.person_id, passed.moment, now)
    db.conn.execute(
        "INSERT INTO passed_calls (person_id, cae_id, cohort_id, moment, to_person, by_person, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (passed.person_id, cae_id, passed.cohort_id, passed.moment, passed.to_person, passed.by_person, stamp(now)),
    )


def take_back(db: Database, cohort_id: int, person_id: int, moment: str, now: datetime) -> None:
    """The line is nobody else's any more: taken back, or closed."""
    db.conn.execute(
        "UPDATE passed_calls SET ended_at = ?"
        " WHERE cohort_id = ? AND person_id = ? AND moment = ? AND ended_at IS NULL",
        (stamp(now), cohort_id, person_id, moment),
    )


def take_back_all(db: Database, to_person: int, now: datetime) -> None:
    """Somebody calls nobody any more."""
    db.conn.execute(
        "UPDATE passed_calls SET ended_at = ? WHERE to_person = ? AND ended_at IS NULL", (stamp(now), to_person)
    )


def passed_to(db: Database, to_person: int) -> list[Passed]:
    """The lines that are somebody's now, the one she has longest first."""
    found = every(db, f"{_OPEN} AND to_person = ? ORDER BY id", (to_person,))
    return [Passed(*row) for row in found]


def passed_about(db: Database, cohort_id: int, person_id: int, moment: str) -> Passed | None:
    """To whom a line is passed, None when to nobody."""
    row = one(db, f"{_OPEN} AND cohort_id = ? AND person_id = ? AND moment = ?", (cohort_id, person_id, moment))
    return Passed(*row) if row else None


_OPEN = "SELECT person_id, cohort_id, moment, to_person, by_person FROM passed_calls WHERE ended_at IS NULL"

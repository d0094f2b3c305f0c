from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import every, one
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Help:
    """A person waits for a human: at which step, why, and the clip that was not understood, if any."""

    id: int
    person_id: int
    instance_id: int | None
    step: str
    reason: str
    take_id: str | None
    asked_at: str


def call_help(
    db: Database,
    person_id: int,
    cae_id: int | None,
    instance_id: int | None,
    step: str,
    reason: str,
    take_id: str | None,
    now: datetime,
) -> None:
    """Ask for a human; a call that is open for the same step is not doubled."""
    db.conn.execute(
        "INSERT INTO helps (person_id, cae_id, instance_id, step, reason, take_id, asked_at)"
        " SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM helps WHERE person_id = ?"
        " AND instance_id IS ? AND step = ? AND reason = ? AND closed_at IS NULL)",
        (person_id, cae_id, instance_id, step, reason, take_id, stamp(now), person_id, instance_id, step, reason),
    )


def open_helps(db: Database, cae_id: int | None) -> list[Help]:
    """The people of a CAE who wait for a human, the longest waiting first."""
    found = every(
        db,
        "SELECT id, person_id, instance_id, step, reason, take_id, asked_at FROM helps"
        " WHERE closed_at IS NULL AND cae_id IS ? ORDER BY id",
        (cae_id,),
    )
    return [Help(*row) for row in found]


def helps_in(db: Database, cohort_id: int) -> list[Help]:
    """The people of a Flashcoop who wait for a human, the longest waiting first."""
    found = every(
        db,
        "SELECT h.id, h.person_id, h.instance_id, h.step, h.reason, h.take_id, h.asked_at FROM helps h"
        " JOIN people p ON p.id = h.person_id LEFT JOIN instances i ON i.id = h.instance_id"
        " WHERE h.closed_at IS NULL AND p.withdrawn_at IS NULL AND coalesce(i.cohort_id, p.cohort_id) = ?"
        " ORDER BY h.id",
        (cohort_id,),
    )
    return [Help(*row) for row in found]


def help_of(db: Database, help_id: int) -> Help | None:
    """A call for a human, open or not; None where there is none."""
    row = one(
        db,
        "SELECT id, person_id, instance_id, step, reason, take_id, asked_at FROM helps WHERE id = ?",
        (help_id,),
    )
    return Help(*row) if row else None


def close_help(db: Database, help_id: int, by: str, now: datetime) -> None:
    """Someone helped; `by` is that person's code."""
    db.conn.execute(
        "UPDATE helps SET closed_at = ?, closed_by = ? WHERE id = ? AND closed_at IS NULL",
        (stamp(now), by, help_id),
    )

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import every
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


def close_help(db: Database, help_id: int, by: str, now: datetime) -> None:
    """Someone helped; `by` is that person's code."""
    db.conn.execute(
        "UPDATE helps SET closed_at = ?, closed_by = ? WHERE id = ? AND closed_at IS NULL",
        (stamp(now), by, help_id),
    )

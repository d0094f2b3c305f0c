from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from storage import json_text
from storage.database import every
from storage.times import stamp

Kind = Literal["listen", "transcribe"]


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done on a clip."""

    id: int
    kind: Kind
    take_id: str
    person_id: int
    body: Mapping[str, Any]
    attempts: int


def add_job(db: Database, kind: Kind, take_id: str, body: Mapping[str, Any], now: datetime) -> int:
    """Put work in the queue; its row id."""
    cursor = db.conn.execute(
        "INSERT INTO jobs (kind, take_id, body, not_before) VALUES (?, ?, ?, ?)",
        (kind, take_id, json_text.dump(body), stamp(now)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def due_jobs(db: Database, kind: Kind, now: datetime, limit: int) -> list[Job]:
    """Work of one kind that can be done now, oldest first."""
    found = every(
        db,
        "SELECT j.*, t.person_id FROM jobs j INDEXED BY jobs_waiting JOIN takes t ON t.id = j.take_id"
        " WHERE j.state = 'waiting' AND j.kind = ? AND j.not_before <= ?"
        " ORDER BY j.not_before, j.id LIMIT ?",
        (kind, stamp(now), limit),
    )
    return [
        Job(
            row["id"],
            row["kind"],
            row["take_id"],
            row["person_id"],
            json_text.load(row["body"]),
            row["attempts"],
        )
        for row in found
    ]


def job_done(db: Database, job_id: int) -> bool:
    """The work is done; False when it was no longer waiting."""
    changed = db.conn.execute(
        "UPDATE jobs SET state = 'done', body = '{}' WHERE id = ? AND state = 'waiting'", (job_id,)
    )
    return changed.rowcount == 1


def job_later(db: Database, job_id: int, reason: str, not_before: datetime) -> None:
    """The work did not succeed and will be tried again, not before a moment."""
    db.conn.execute(
        "UPDATE jobs SET attempts = attempts + 1, reason = ?, not_before = ? WHERE id = ?",
        (reason, stamp(not_before), job_id),
    )


def job_failed(db: Database, job_id: int, reason: str) -> None:
    """The work cannot succeed."""
    db.conn.execute(
        "UPDATE jobs SET state = 'failed', attempts = attempts + 1, reason = ? WHERE id = ?", (reason, job_id)
    )

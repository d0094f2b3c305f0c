"""Reminders an animator gives by one tap: what was planned, for whom, why not for others, and when it was sent."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.database import every, one
from storage.times import moment, stamp

WAITS = timedelta(hours=24)  # for a person's own hours; what could not be said by then is planned anew


@dataclass(frozen=True, slots=True)
class GroupReminder:
    """One plan of a Flashcoop; `sent_at` is when it was tapped, `told_at` when the group itself was told."""

    id: int
    cohort_id: int
    by_person: int | None
    planned_at: datetime
    sent_at: datetime | None
    told_until: datetime | None
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a plan says of one person: a code of `bot.reminding.group.Why`, and what came of it."""

    person_id: int
    why: str
    attempt_id: int | None = None
    wanted_until: datetime | None = None


def plan(db: Database, cohort_id: int, by: int, people: Iterable[tuple[int, str]], now: datetime) -> int:
    """Keep a plan: for each person (row id) what is to be done; its number."""
    cursor = db.conn.execute(
        "INSERT INTO group_reminders (cohort_id, by_person, planned_at) VALUES (?, ?, ?)", (cohort_id, by, stamp(now))
    )
    assert cursor.lastrowid is not None
    db.conn.executemany(
        "INSERT INTO group_reminder_people (reminder_id, person_id, why) VALUES (?, ?, ?)",
        [(cursor.lastrowid, person_id, why) for person_id, why in people],
    )
    return cursor.lastrowid


def reminder(db: Database, reminder_id: int) -> GroupReminder | None:
    """The plan of that number, None when there is none."""
    row = one(db, "SELECT * FROM group_reminders WHERE id = ?", (reminder_id,))
    return _reminder(row) if row else None


def meant(db: Database, reminder_id: int) -> list[Meant]:
    """What a plan says of each person, in the order of their row ids; who was erased is not in it."""
    found = every(db, "SELECT * FROM group_reminder_people WHERE reminder_id = ? ORDER BY person_id", (reminder_id,))
    return [Meant(row["person_id"], row["why"], row["attempt_id"], _moment(row["wanted_until"])) for row in found]


def tapped(db: Database, reminder_id: int, now: datetime) -> bool:
    """Keep that a plan is sent; whether this was the first tap."""
    changed = db.conn.execute(
        "UPDATE group_reminders SET sent_at = ? WHERE id = ? AND sent_at IS NULL", (stamp(now), reminder_id)
    )
    return changed.rowcount == 1


def planned_as(db: Database, reminder_id: int, person_id: int, attempt_id: int) -> None:
    """A person's message was planned."""
    db.conn.execute(
        "UPDATE group_reminder_people SET attempt_id = ?, wanted_until = NULL WHERE reminder_id = ? AND person_id = ?",
        (attempt_id, reminder_id, person_id),
    )


def wait(db: Database, reminder_id: int, person_id: int, now: datetime) -> None:
    """A person is written to when her hours begin."""
    db.conn.execute(
        "UPDATE group_reminder_people SET wanted_until = ? WHERE reminder_id = ? AND person_id = ?",
        (stamp(now + WAITS), reminder_id, person_id),
    )


def no_longer(db: Database, reminder_id: int, person_id: int, why: str) -> None:
    """Who waited is not written to after all: why not."""
    db.conn.execute(
        "UPDATE group_reminder_people SET why = ?, wanted_until = NULL WHERE reminder_id = ? AND person_id = ?",
        (why, reminder_id, person_id),
    )


def wanted(db: Database, cohort_id: int, now: datetime) -> dict[int, int]:
    """Who waits for her hours in a Flashcoop: the plan's number by the person's row id."""
    found = every(
        db,
        "SELECT p.person_id, p.reminder_id FROM group_reminder_people p JOIN group_reminders r ON r.id = p.reminder_id"
        " WHERE r.cohort_id = ? AND p.wanted_until > ? ORDER BY r.id",
        (cohort_id, stamp(now)),
    )
    return {row["person_id"]: row["reminder_id"] for row in found}


def overdue(db: Database, now: datetime) -> None:
    """Whoever waited for her hours longer than a day is no longer written to."""
    db.conn.execute(
        "UPDATE group_reminder_people SET why = 'late', wanted_until = NULL WHERE wanted_until <= ?", (stamp(now),)
    )


def group_waits(db: Database, reminder_id: int, now: datetime) -> None:
    """The group is told when the hours begin."""
    db.conn.execute("UPDATE group_reminders SET told_until = ? WHERE id = ?", (stamp(now + WAITS), reminder_id))


def group_told(db: Database, reminder_id: int, now: datetime) -> bool:
    """Keep that the group is told; whether nobody had done it."""
    changed = db.conn.execute(
        "UPDATE group_reminders SET told_at = ? WHERE id = ? AND told_at IS NULL", (stamp(now), reminder_id)
    )
    return changed.rowcount == 1


def told_since(db: Database, cohort_id: int, since: datetime, now: datetime) -> int:
    """How often a Flashcoop's group was told from a moment on, what waits for its hours included."""
    row = one(
        db,
        "SELECT count(*) AS n FROM group_reminders WHERE cohort_id = ?"
        " AND (told_at > ? OR told_at IS NULL AND told_until > ?)",
        (cohort_id, stamp(since), stamp(now)),
    )
    assert row is not None
    return int(row["n"])


def to_tell(db: Database, cohort_id: int, now: datetime) -> list[GroupReminder]:
    """The plans of a Flashcoop whose group waits to be told."""
    found = every(
        db,
        "SELECT * FROM group_reminders WHERE cohort_id = ? AND told_at IS NULL AND told_until > ? ORDER BY id",
        (cohort_id, stamp(now)),
    )
    return [_reminder(row) for row in found]


def to_log(db: Database) -> list[GroupReminder]:
    """The plans that were sent and whose animator has not been told what came of it."""
    found = every(db, "SELECT * FROM group_reminders WHERE sent_at IS NOT NULL AND logged_at IS NULL ORDER BY id")
    return [_reminder(row) for row in found]


def logged(db: Database, reminder_id: int, now: datetime) -> None:
    """The animator was told what came of a plan."""
    db.conn.execute("UPDATE group_reminders SET logged_at = ? WHERE id = ?", (stamp(now), reminder_id))


def latest(db: Database, cohort_id: int) -> GroupReminder | None:
    """The plan of a Flashcoop that was sent last, None when none ever was."""
    row = one(
        db,
        "SELECT * FROM group_reminders WHERE cohort_id = ? AND sent_at IS NOT NULL ORDER BY sent_at DESC LIMIT 1",
        (cohort_id,),
    )
    return _reminder(row) if row else None


def came_of(db: Database, attempt_id: int | None) -> str:
    """What came of a planned message: `sent`, `blocked` (nobody takes it there any more), `dropped` (it was no
    longer true) or `leaving` (nobody knows yet).
    """
    row = one(
        db,
        "SELECT a.state, a.inbox_id, d.state AS address FROM attempts a"
        " LEFT JOIN addresses d ON d.id = a.address_id WHERE a.id = ?",
        (attempt_id,),
    )
    if row is None:
        return "dropped"
    calls = every(
        db,
        "SELECT c.state, c.open FROM calls c JOIN outbox o ON o.id = c.outbox_id"
        " WHERE o.priority = 5 AND o.inbox_id = ?",
        (row["inbox_id"],),
    )
    if any(call["state"] == "sent" for call in calls):
        return "sent"
    if row["address"] in ("blocked", "dead"):
        return "blocked"
    if row["state"] == "dropped" or (calls and not any(call["open"] for call in calls)):
        return "dropped"
    return "leaving" if row["state"] == "sent" or _waits(db, row["inbox_id"]) else "dropped"


def _waits(db: Database, inbox_id: int | None) -> bool:
    """Whether a message's turn, or what its turn said, is still to come."""
    found = one(
        db,
        "SELECT 1 FROM inbox WHERE id = ?1 AND state = 'waiting' UNION ALL"
        " SELECT 1 FROM outbox WHERE priority = 5 AND inbox_id = ?1 AND state IN ('waiting', 'expanded')",
        (inbox_id,),
    )
    return found is not None


def _moment(text: str | None) -> datetime | None:
    return moment(text) if text else None


def _reminder(row: sqlite3.Row) -> GroupReminder:
    return GroupReminder(
        row["id"],
        row["cohort_id"],
        row["by_person"],
        moment(row["planned_at"]),
        _moment(row["sent_at"]),
        _moment(row["told_until"]),
        _moment(row["told_at"]),
    )

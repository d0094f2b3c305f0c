"""Messages the house sends by itself: kept before they are made, looked at again right before they leave."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from sqlite_utils import Database

from storage.database import every, one
from storage.people import Person
from storage.times import moment, stamp

Kind = Literal["reminder", "notice", "moved", "cancelled"]
State = Literal["planned", "sent", "dropped"]


class About(NamedTuple):
    """What a message is about: a questionnaire ("" for a session told of), and the `occasion` it names (a date)."""

    questionnaire: str
    cohort_id: int
    moment: str
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One message. `at` is when it was planned, then when it left; after `until` it would no longer be true.

    `sent` says that it was on its way: whether it arrived may be unknown, and it counts all the same.
    """

    id: int
    person_id: int
    kind: Kind
    channel: str
    inbox_id: int | None
    state: State
    at: datetime
    until: datetime
    about: tuple[About, ...]


def plan(
    db: Database, person: Person, kind: Kind, address_id: int, about: Iterable[About], now: datetime, until: datetime
) -> int:
    """Keep a message before it is made; its id."""
    cursor = db.conn.execute(
        "INSERT INTO attempts (person_id, cae_id, kind, channel, address_id, state, at, until)"
        " VALUES (?, ?, ?, (SELECT channel FROM addresses WHERE id = ?), ?, 'planned', ?, ?)",
        (person.id, person.cae_id, kind, address_id, address_id, stamp(now), stamp(until)),
    )
    assert cursor.lastrowid is not None
    db.conn.executemany(
        "INSERT INTO attempts_about VALUES (?, ?, ?, ?, ?)", [(cursor.lastrowid, *each) for each in about]
    )
    return cursor.lastrowid


def comes_as(db: Database, attempt_id: int, inbox_id: int) -> None:
    """Keep which inbox row a message comes from: what that row has said is the message."""
    db.conn.execute("UPDATE attempts SET inbox_id = ? WHERE id = ?", (inbox_id, attempt_id))


def attempt(db: Database, attempt_id: int) -> Attempt | None:
    """The message of that id, None when its person was erased."""
    row = one(db, "SELECT * FROM attempts WHERE id = ?", (attempt_id,))
    return _attempt(db, row) if row else None


def said_by(db: Database, outbox_id: int) -> Attempt | None:
    """The message an intent is part of, None for an answer to somebody who spoke."""
    row = one(db, "SELECT a.* FROM outbox o JOIN attempts a ON a.inbox_id = o.inbox_id WHERE o.id = ?", (outbox_id,))
    return _attempt(db, row) if row else None


def attempts_of(db: Database, person_id: int) -> list[Attempt]:
    """Everything that was sent to a person, or is about to be, oldest first; what was dropped is not in it."""
    found = every(db, "SELECT * FROM attempts WHERE person_id = ? AND state <> 'dropped' ORDER BY at, id", (person_id,))
    return [_attempt(db, row) for row in found]


def asked_since(db: Database, address_id: int, since: datetime) -> bool:
    """Whether anybody was asked for anything at an address from a moment on: several people may share it."""
    found = one(
        db,
        "SELECT 1 FROM attempts WHERE address_id = ? AND kind = 'reminder' AND state <> 'dropped' AND at > ?",
        (address_id, stamp(since)),
    )
    return found is not None


def reminded(db: Database) -> dict[int, int]:
    """How often each person was asked again, by row id; who never was is not in it."""
    found = every(
        db,
        "SELECT person_id, count(*) AS n FROM attempts WHERE kind = 'reminder' AND state <> 'dropped'"
        " GROUP BY person_id",
    )
    return {row["person_id"]: row["n"] for row in found}


def leaves(db: Database, attempt_id: int, now: datetime) -> None:
    """A message is on its way from now on."""
    db.conn.execute("UPDATE attempts SET state = 'sent', at = ? WHERE id = ?", (stamp(now), attempt_id))


def drop(db: Database, attempt: Attempt) -> None:
    """A message is no longer true: none of it is said, and it does not count."""
    db.conn.execute("UPDATE attempts SET state = 'dropped' WHERE id = ?", (attempt.id,))
    db.conn.execute("UPDATE outbox SET state = 'dropped' WHERE inbox_id = ?", (attempt.inbox_id,))
    db.conn.execute(
        "UPDATE calls SET state = 'dropped', open = 0, payload = NULL WHERE open = 1 AND state <> 'sending'"
        " AND outbox_id IN (SELECT id FROM outbox WHERE inbox_id = ?)",
        (attempt.inbox_id,),
    )


def begun(db: Database, attempt: Attempt) -> bool:
    """Whether any part of a message has left, or is leaving: then it is said to its end."""
    found = one(
        db,
        "SELECT 1 FROM calls c JOIN outbox o ON o.id = c.outbox_id WHERE o.inbox_id = ?"
        " AND c.state IN ('sent', 'sending', 'uncertain')",
        (attempt.inbox_id,),
    )
    return found is not None


def tidy(db: Database) -> None:
    """What was planned and never came to be said (its turn found it untrue, its address was lost) does not count."""
    db.conn.execute(
        "UPDATE attempts SET state = 'dropped' WHERE state = 'planned' AND NOT EXISTS"
        " (SELECT 1 FROM inbox WHERE inbox.id = inbox_id AND inbox.state = 'waiting') AND NOT EXISTS"
        " (SELECT 1 FROM outbox WHERE outbox.inbox_id = attempts.inbox_id AND outbox.state <> 'dropped')"
    )


def _attempt(db: Database, row: sqlite3.Row) -> Attempt:
    found = every(db, "SELECT * FROM attempts_about WHERE attempt_id = ?", (row["id"],))
    return Attempt(
        row["id"],
        row["person_id"],
        row["kind"],
        row["channel"],
        row["inbox_id"],
        row["state"],
        moment(row["at"]),
        moment(row["until"]),
        tuple(About(each["questionnaire"], each["cohort_id"], each["moment"], each["occasion"]) for each in found),
    )

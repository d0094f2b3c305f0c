"""What is to be said at an address, in order, before a channel makes calls of it."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from storage import json_text
from storage.database import every
from storage.times import moment, stamp

REPLY, REMINDER = 0, 5  # priorities: who speaks to us is answered before others are written to

Doubt = Literal["repeat", "skip"]


@dataclass(frozen=True, slots=True)
class Intent:
    """Something to be said at an address; `seq` counts them there, `body` is channel-neutral.

    `sealed` is what the channel knows the address by, where the intent was read in order to be sent.
    """

    id: int
    address_id: int
    person_id: int | None
    seq: int
    body: Mapping[str, Any]
    on_doubt: Doubt
    priority: int
    created_at: datetime
    until: datetime | None = None
    sealed: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An intent to be put: what, for whom, and what to do when nobody knows whether it arrived.

    `until` says how long it is true: a « good morning » that could not be said in time is not said.
    """

    body: Mapping[str, Any]
    on_doubt: Doubt
    person_id: int | None = None
    inbox_id: int | None = None
    priority: int = REPLY
    until: datetime | None = None


def put_intent(db: Database, address_id: int, wanted: Wanted, now: datetime) -> int:
    """Add an intent behind those of the address; its number there, from 1."""
    row = db.conn.execute(
        "INSERT INTO outbox (address_id, channel, person_id, seq, intent, on_doubt, inbox_id, priority, created_at,"
        " until) SELECT ?, (SELECT channel FROM addresses WHERE id = ?), ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ?, ?"
        " FROM outbox WHERE address_id = ? RETURNING seq",
        (
            address_id,
            address_id,
            wanted.person_id,
            json_text.dump(wanted.body),
            wanted.on_doubt,
            wanted.inbox_id,
            wanted.priority,
            stamp(now),
            stamp(wanted.until) if wanted.until else None,
            address_id,
        ),
    ).fetchone()
    return int(row["seq"])


def waiting_intents(db: Database, channel: str, limit: int) -> list[Intent]:
    """The first waiting intent of each live address of a channel where no call is open: replies first, then the
    oldest.
    """
    found = every(
        db,
        "SELECT o.*, a.sealed FROM outbox o INDEXED BY outbox_waiting JOIN addresses a ON a.id = o.address_id"
        " WHERE o.state = 'waiting' AND o.channel = ? AND a.state = 'live' AND o.seq ="
        " (SELECT min(f.seq) FROM outbox f INDEXED BY outbox_waiting_at"
        " WHERE f.address_id = o.address_id AND f.state = 'waiting')"
        " AND NOT EXISTS (SELECT 1 FROM calls c INDEXED BY calls_open_at WHERE c.open = 1"
        " AND c.address_id = o.address_id)"
        " ORDER BY o.priority, o.id LIMIT ?",
        (channel, limit),
    )
    return [_intent(row, row["sealed"]) for row in found]


def intents_after(db: Database, address_id: int, seq: int) -> list[Intent]:
    """What was said at an address after a number, for a page that shows it."""
    found = every(
        db,
        "SELECT * FROM outbox WHERE address_id = ? AND seq > ? AND state <> 'dropped' ORDER BY seq",
        (address_id, seq),
    )
    return [_intent(row) for row in found]


def overtaken(db: Database, intent: Intent, now: datetime) -> bool:
    """Whether an intent need not be said: its time is over, or a later draft stands for it on the same keypad."""
    if intent.until is not None and intent.until <= now:
        return True
    if intent.body["kind"] != "draft":
        return False
    later = every(
        db,
        "SELECT 1 FROM outbox INDEXED BY outbox_waiting_at WHERE state = 'waiting' AND address_id = ? AND seq > ?"
        " AND json_extract(intent, '$.kind') = 'draft' AND json_extract(intent, '$.ask') = ?"
        " AND json_extract(intent, '$.instance') = ? LIMIT 1",
        (intent.address_id, intent.seq, intent.body["ask"], intent.body["instance"]),
    )
    return bool(later)


def intent_done(db: Database, outbox_id: int) -> None:
    """An intent was said, or shown."""
    db.conn.execute("UPDATE outbox SET state = 'done' WHERE id = ?", (outbox_id,))


def drop_intent(db: Database, outbox_id: int) -> None:
    """An intent is no longer true: it will not be said, nor will what is left of its calls be made."""
    db.conn.execute("UPDATE outbox SET state = 'dropped' WHERE id = ?", (outbox_id,))
    db.conn.execute(
        "UPDATE calls SET state = 'dropped', open = 0, payload = NULL WHERE outbox_id = ? AND open = 1"
        " AND state <> 'sending'",
        (outbox_id,),
    )


def drop_waiting(db: Database, person_id: int) -> None:
    """Nothing that waits to be asked of a person is to be asked any more; what is being sent goes out."""
    waiting = every(
        db,
        "SELECT id FROM outbox WHERE person_id = ? AND state IN ('waiting', 'expanded') AND on_doubt = 'repeat'"
        " AND NOT EXISTS (SELECT 1 FROM calls WHERE outbox_id = outbox.id AND state = 'sending')",
        (person_id,),
    )
    for row in waiting:
        drop_intent(db, row["id"])


def drop_address(db: Database, address_id: int, reason: str) -> None:
    """Nothing that waits at an address can be said: it blocked us, or is no more."""
    db.conn.execute(
        "UPDATE outbox SET state = 'dropped' WHERE address_id = ? AND state IN ('waiting', 'expanded')"
        " AND NOT EXISTS (SELECT 1 FROM calls WHERE outbox_id = outbox.id AND state = 'sending')",
        (address_id,),
    )
    db.conn.execute(
        "UPDATE calls SET state = 'dropped', open = 0, payload = NULL, reason = ?"
        " WHERE address_id = ? AND open = 1 AND state <> 'sending'",
        (reason, address_id),
    )


def _intent(row: sqlite3.Row, sealed: str | None = None) -> Intent:
    return Intent(
        row["id"],
        row["address_id"],
        row["person_id"],
        row["seq"],
        json_text.load(row["intent"]),
        row["on_doubt"],
        row["priority"],
        moment(row["created_at"]),
        moment(row["until"]) if row["until"] else None,
        sealed,
    )

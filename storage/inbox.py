import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storage import json_text
from storage.database import every, one
from storage.secrets import Vault
from storage.times import moment, stamp

NOBODY_THERE = "nobody_there"  # why a row is parked


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in and waits for its turn."""

    id: int
    channel: str
    key: str
    address_id: int | None
    recipient: str
    received_at: datetime
    body: Any
    attempts: int


def receive(
    db: Database,
    channel: str,
    key: str,
    recipient: str,
    body: Any,  # noqa: ANN401 -- whatever the channel was given
    now: datetime,
    address_id: int | None = None,
) -> int | None:
    """Keep what came in; its row id, or None when the channel gave the same thing (`key`) before.

    `recipient` names the conversation it belongs to, without being an outside id; its rows go in order.
    """
    row = db.conn.execute(
        "INSERT INTO inbox (channel, key, address_id, recipient, received_at, body) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (channel, key) DO NOTHING RETURNING id",
        (channel, key, address_id, recipient, stamp(now), json_text.dump(body)),
    ).fetchone()
    return row["id"] if row else None


def known(db: Database, channel: str, key: str) -> int:
    """The row id of what a channel gave under a key before."""
    row = one(db, "SELECT id FROM inbox WHERE channel = ? AND key = ?", (channel, key))
    assert row is not None
    return int(row["id"])


def take_batch(db: Database, limit: int) -> list[Incoming]:
    """The oldest waiting row of each recipient, oldest first, at most `limit`."""
    found = every(
        db,
        "SELECT * FROM inbox WHERE id IN (SELECT min(id) FROM inbox INDEXED BY inbox_waiting"
        " WHERE state = 'waiting' GROUP BY recipient ORDER BY 1 LIMIT ?) ORDER BY id",
        (limit,),
    )
    return [_incoming(row) for row in found]


def waits(db: Database, inbox_id: int) -> bool:
    """Whether a row still waits for its turn."""
    row = one(db, "SELECT state FROM inbox WHERE id = ?", (inbox_id,))
    return row is not None and row["state"] == "waiting"


def done(db: Database, inbox_id: int, now: datetime) -> None:
    """A row had its turn: what it said is in other rows now, and is blanked here."""
    db.conn.execute("UPDATE inbox SET state = 'done', body = NULL, done_at = ? WHERE id = ?", (stamp(now), inbox_id))


def failed(db: Database, inbox_id: int, reason: str) -> int:
    """A turn did not work out and will be tried again; how often it has been tried."""
    row = db.conn.execute(
        "UPDATE inbox SET attempts = attempts + 1, reason = ? WHERE id = ? RETURNING attempts",
        (reason, inbox_id),
    ).fetchone()
    return int(row["attempts"])


def quarantine(db: Database, vault: Vault, inbox_id: int, reason: str, now: datetime) -> None:
    """Set a row aside with its reason, so that the next ones pass; what it said is kept sealed."""
    row = one(db, "SELECT body FROM inbox WHERE id = ? AND state = 'waiting'", (inbox_id,))
    if row is not None:
        db.conn.execute(
            "UPDATE inbox SET state = 'quarantined', body = ?, reason = ?, done_at = ? WHERE id = ?",
            (vault.seal(row["body"] or ""), reason, stamp(now), inbox_id),
        )


def park(db: Database, vault: Vault, row: Incoming, now: datetime) -> None:
    """Keep what a row said, sealed, until somebody says who is there: then it is hers, or nobody's."""
    again = receive(db, row.channel, f"{row.key}:parked", row.recipient, row.body, now, row.address_id)
    if again is not None:
        quarantine(db, vault, again, NOBODY_THERE, now)


def unpark(db: Database, vault: Vault, address_id: int, instances: Collection[int]) -> int:
    """Let what was parked at an address for one of these instances have its turn; how many rows that is."""
    found = every(
        db,
        "SELECT * FROM inbox WHERE address_id = ? AND state = 'quarantined' AND reason = ?",
        (address_id, NOBODY_THERE),
    )
    bodies = {row["id"]: vault.unseal(row["body"]) for row in found}
    hers = [row_id for row_id, body in bodies.items() if json_text.load(body).get("instance") in instances]
    db.conn.executemany(
        "UPDATE inbox SET state = 'waiting', reason = NULL, done_at = NULL, body = ? WHERE id = ?",
        [(bodies[row_id], row_id) for row_id in hers],
    )
    return len(hers)


def _incoming(row: sqlite3.Row) -> Incoming:
    return Incoming(
        row["id"],
        row["channel"],
        row["key"],
        row["address_id"],
        row["recipient"],
        moment(row["received_at"]),
        json_text.load(row["body"]),
        row["attempts"],
    )

"""Messages that are to disappear from a chat once what they carried is kept here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.database import every
from storage.times import moment, stamp

LENT = timedelta(hours=46)  # channels let us remove a message for 48


@dataclass(frozen=True, slots=True)
class Removal:
    """A message to be removed from the chat at an address; `message` is the channel's number for it."""

    id: int
    address_id: int
    message: int
    attempts: int
    asked_at: datetime


def remove(db: Database, address_id: int, take_id: str, message: int, now: datetime) -> None:
    """Have a message removed as soon as the take it carried is stored."""
    db.conn.execute(
        "INSERT INTO removals (address_id, take_id, message, asked_at, not_before) VALUES (?, ?, ?, ?, ?)",
        (address_id, take_id, message, stamp(now), stamp(now)),
    )


def lend(db: Database, address_id: int, take_id: str, message: int, now: datetime) -> None:
    """A voice stands in the chat of who is to help its owner: gone when it may no longer be kept, and in two days."""
    db.conn.execute(
        "INSERT INTO removals (address_id, take_id, message, asked_at, not_before) VALUES (?, ?, ?, ?, ?)",
        (address_id, take_id, message, stamp(now), stamp(now + LENT)),
    )


def due_removals(db: Database, now: datetime, limit: int) -> list[Removal]:
    """What can be removed now, what was asked first first: the bytes are here, or were, or belong to nobody."""
    found = every(
        db,
        "SELECT r.* FROM removals r INDEXED BY removals_due LEFT JOIN takes t ON t.id = r.take_id"
        " WHERE r.not_before <= ? AND (t.id IS NULL OR t.state IN ('stored', 'gone'))"
        " ORDER BY r.not_before LIMIT ?",
        (stamp(now), limit),
    )
    return [
        Removal(row["id"], row["address_id"], row["message"], row["attempts"], moment(row["asked_at"])) for row in found
    ]


def removed(db: Database, removal_id: int) -> None:
    """A message is gone from the chat, or will never be."""
    db.conn.execute("DELETE FROM removals WHERE id = ?", (removal_id,))


def remove_later(db: Database, removal_id: int, again: datetime) -> None:
    """It did not work out and is tried again."""
    db.conn.execute(
        "UPDATE removals SET attempts = attempts + 1, not_before = ? WHERE id = ?", (stamp(again), removal_id)
    )


def let_stay(db: Database, before: datetime) -> int:
    """Give up what was asked before a moment, since the channel no longer allows it; how many that are."""
    return db.conn.execute("DELETE FROM removals WHERE asked_at < ?", (stamp(before),)).rowcount

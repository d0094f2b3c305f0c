from datetime import datetime

from sqlite_utils import Database

from storage.database import one
from storage.times import moment, stamp


def note_contact(db: Database, channel: str, at: datetime) -> None:
    """Keep that a channel handed over all it had at a moment."""
    db.conn.execute("INSERT OR REPLACE INTO contacts VALUES (?, ?)", (channel, stamp(at)))


def last_contact(db: Database, channel: str) -> datetime | None:
    """When a channel last handed over all it had, None before the first time."""
    row = one(db, "SELECT at FROM contacts WHERE channel = ?", (channel,))
    return moment(row["at"]) if row else None

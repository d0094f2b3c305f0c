"""Where somebody stands in the studio, so that she can stop and come back."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import one
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Place:
    """A list of phrases in a language, and the one that is open; "" before the first."""

    language: str
    list: str
    item: str


def place(db: Database, person_id: int) -> Place | None:
    """Where a person stands, None before she has begun."""
    row = one(db, "SELECT * FROM studio_places WHERE person_id = ?", (person_id,))
    return Place(row["language"], row["list"], row["item"]) if row else None


def stand(db: Database, person_id: int, where: Place, now: datetime) -> None:
    """Keep where a person stands."""
    db.conn.execute(
        "INSERT OR REPLACE INTO studio_places VALUES (?, ?, ?, ?, ?)",
        (person_id, where.language, where.list, where.item, stamp(now)),
    )

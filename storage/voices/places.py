"""Where somebody stands in the studio, so that she can stop and come back."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import one
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Place:
    """A list of phrases in a language, and the one that is open; "" before the first. `speaker_id` is who speaks, None
    for herself.
    """

    language: str
    list: str
    item: str = ""
    speaker_id: int | None = None


def place(db: Database, person_id: int) -> Place | None:
    """Where a person stands, None before she has begun."""
    row = one(db, "SELECT * FROM studio_places WHERE person_id = ?", (person_id,))
    return Place(row["language"], row["list"], row["item"], row["speaker_id"]) if row else None


def stand(db: Database, person_id: int, where: Place, now: datetime) -> None:
    """Keep where a person stands."""
    db.conn.execute(
        "INSERT OR REPLACE INTO studio_places (person_id, language, list, item, speaker_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (person_id, where.language, where.list, where.item, where.speaker_id, stamp(now)),
    )

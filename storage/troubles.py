from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import every
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Where:
    """What a trouble is about, as far as it is known."""

    inbox_id: int | None = None
    person_id: int | None = None
    cae_id: int | None = None
    instance_id: int | None = None


def note(db: Database, where: Where, code: str, detail: str, now: datetime) -> None:
    """Keep that something did not work out. `detail` holds no name, phone, token or answer."""
    db.conn.execute(
        "INSERT INTO troubles (inbox_id, person_id, cae_id, instance_id, code, detail, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (where.inbox_id, where.person_id, where.cae_id, where.instance_id, code, detail, stamp(now)),
    )


def troubles(db: Database, limit: int) -> list[tuple[str, str, str]]:
    """The latest troubles as (moment, code, detail), latest first."""
    found = every(db, "SELECT at, code, detail FROM troubles ORDER BY id DESC LIMIT ?", (limit,))
    return [(row["at"], row["code"], row["detail"]) for row in found]

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.answers import wording_hash
from storage.database import every
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Given:
    """A consent given or refused for one purpose, with the words it was asked in."""

    purpose: str
    given: bool
    wording: str
    language: str | None
    mode: str
    author: str
    take: str | None = None


def agree(db: Database, person_id: int, cae_id: int | None, said: Given, inbox_id: int | None, now: datetime) -> None:
    """Keep what a person said to a purpose; what she said before stays as history."""
    db.conn.execute(
        "INSERT INTO consents (person_id, cae_id, purpose, given, wording, wording_hash, language, mode,"
        " author, take_id, inbox_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person_id,
            cae_id,
            said.purpose,
            said.given,
            said.wording,
            wording_hash(said.wording),
            said.language,
            said.mode,
            said.author,
            said.take,
            inbox_id,
            stamp(now),
        ),
    )


def consents_of(db: Database, person_id: int) -> dict[str, bool]:
    """What a person agrees to now, by purpose; a purpose she was never asked about is not in it."""
    found = every(
        db,
        "SELECT purpose, given FROM consents WHERE person_id = ? ORDER BY purpose, id",
        (person_id,),
    )
    return {row["purpose"]: bool(row["given"]) for row in found}

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage import takes
from storage.answers import wording_hash
from storage.database import every
from storage.people import Person
from storage.remembering import remembered
from storage.times import stamp

KEEP_AUDIO = "keep_audio"


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


@dataclass(frozen=True, slots=True)
class Kept:
    """What was last said to a purpose: in which words and language it was asked, how and when it was given."""

    purpose: str
    given: bool
    wording: str
    wording_hash: str
    language: str | None
    mode: str
    author: str
    take: str | None
    at: str


def agree(db: Database, person_id: int, cae_id: int | None, said: Given, inbox_id: int | None, now: datetime) -> None:
    """Keep what a person said to a purpose, and let her voice follow it; what she said before stays as history."""
    before = consents_of(db, person_id).get(said.purpose)
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
    if said.purpose == KEEP_AUDIO and not said.given:
        # Taken back, her recordings go at the next sweep once they are understood.
        takes.keep_shorter(db, person_id, now if before else now + takes.UNDERSTOOD_WITHIN)
    if said.take:
        _keep_or_let_go(db, person_id, said.take, now)


def withdraw(db: Database, person: Person, said: Given, now: datetime) -> None:
    """Keep that a person takes a consent back (`said.given` is false), without an inbox row."""
    agree(db, person.id, person.cae_id, said, None, now)


def _keep_or_let_go(db: Database, person_id: int, take: str, now: datetime) -> None:
    """The recording of her « yes » or « no » is kept like her other recordings, or not at all."""
    if consents_of(db, person_id).get(KEEP_AUDIO):
        takes.keep_longer(db, take, now + takes.KEPT)
    else:
        takes.release(db, take, now)


@remembered("consents")
def consents_of(db: Database, person_id: int) -> dict[str, bool]:
    """What a person agrees to now, by purpose; a purpose she was never asked about is not in it."""
    return {purpose: kept.given for purpose, kept in latest(db, person_id).items()}


def latest(db: Database, person_id: int) -> dict[str, Kept]:
    """What a person last said, by purpose."""
    return {kept.purpose: kept for kept in history(db, person_id)}


def history(db: Database, person_id: int) -> list[Kept]:
    """Everything a person said to purposes, by purpose and in the order she said it."""
    found = every(
        db,
        "SELECT purpose, given, wording, wording_hash, language, mode, author, take_id, at FROM consents"
        " WHERE person_id = ? ORDER BY purpose, id",
        (person_id,),
    )
    return [Kept(row[0], bool(row[1]), *tuple(row)[2:]) for row in found]

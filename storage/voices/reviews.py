"""What people who speak a language said to its wordings: signed, worded better, or spoken until somebody writes it.

A row is about one entry of the catalogue (`context`) as it stood: its French (`source`) and its text. What they come
to is told by `bot.wording.merging`.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from storage import media
from storage.database import every, one
from storage.people import Person
from storage.times import moment, stamp

Verdict = Literal["signed", "better", "spoken", "settled"]
WRITTEN: tuple[Verdict, ...] = ("signed", "better")  # what a catalogue can hold, and another CAE can be told


@dataclass(frozen=True, slots=True)
class About:
    """One entry of a catalogue: its language and context, and the French it was made from."""

    language: str
    context: str
    source: str


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody said to an entry; `text` is what she signs, `sha256` the recording where she said it."""

    id: int
    about: About
    verdict: Verdict
    text: str
    sha256: str | None
    signed_as: str
    at: datetime


def review(
    db: Database, about: About, verdict: Verdict, text: str, by: Person | None, signed_as: str, at: datetime
) -> None:
    """Keep what somebody says to an entry; `by` is None where it came from another installation."""
    _insert(db, about, verdict, text, None, by, signed_as, at)


def say(db: Database, about: About, stored: media.Stored, by: Person, signed_as: str, now: datetime) -> None:
    """Keep a better wording that somebody spoke, until it is written down or settled."""
    media.keep(db, stored, now)
    _insert(db, about, "spoken", "", stored.sha256, by, signed_as, now)


def settle(db: Database, language: str, contexts: Iterable[str]) -> None:
    """What was spoken about some entries is written down, or was listened to: the next sweep lets the recordings go."""
    for context in contexts:
        db.conn.execute(
            "UPDATE wording_reviews SET verdict = 'settled', sha256 = NULL"
            " WHERE language = ? AND context = ? AND verdict = 'spoken'",
            (language, context),
        )


def reviews(db: Database, language: str = "") -> list[Review]:
    """Everything that was said, in the order of its dates; of one language if it is named."""
    found = every(db, "SELECT * FROM wording_reviews WHERE ?1 = '' OR language = ?1 ORDER BY at, id", (language,))
    return [_review(row) for row in found]


def spoken(db: Database, review_id: int) -> Review | None:
    """A wording that was spoken and waits to be written down, None where there is none of that number."""
    row = one(db, "SELECT * FROM wording_reviews WHERE id = ? AND verdict = 'spoken'", (review_id,))
    return _review(row) if row else None


def newest(db: Database) -> int:
    """The number of the newest review, 0 before the first: it grows with each."""
    row = one(db, "SELECT coalesce(max(id), 0) AS last FROM wording_reviews")
    assert row is not None
    return int(row["last"])


def known(db: Database, about: About, verdict: Verdict, text: str, signed_as: str, at: datetime) -> bool:
    """Whether this very review is here already, such as from an earlier import."""
    row = one(
        db,
        "SELECT 1 FROM wording_reviews WHERE language = ? AND context = ? AND source = ? AND verdict = ? AND text = ?"
        " AND signed_as = ? AND at = ?",
        (about.language, about.context, about.source, verdict, text, signed_as, stamp(at)),
    )
    return row is not None


def signature(db: Database, person: Person) -> str:
    """The name somebody signs with, "" before she said it or signed anything."""
    row = one(db, "SELECT signed_as FROM wording_reviews WHERE person_id = ? ORDER BY id DESC LIMIT 1", (person.id,))
    return str(row["signed_as"]) if row else ""


def signs_as(db: Database, person: Person, name: str, now: datetime) -> None:
    """Somebody says under which name she signs: a review of nothing, so that she need not be asked again."""
    _insert(db, About("", "", ""), "settled", "", None, person, name, now)


def forget(db: Database, person_id: int, code: str) -> None:
    """Somebody is erased: her name leaves what she signed, under which her code stays; what she spoke goes with her."""
    db.conn.execute("DELETE FROM wording_reviews WHERE person_id = ? AND verdict = 'spoken'", (person_id,))
    db.conn.execute("UPDATE wording_reviews SET signed_as = ? WHERE person_id = ?", (code, person_id))


def _insert(
    db: Database,
    about: About,
    verdict: Verdict,
    text: str,
    sha256: str | None,
    by: Person | None,
    signed_as: str,
    at: datetime,
) -> None:
    db.conn.execute(
        "INSERT INTO wording_reviews (language, context, source, verdict, text, sha256, person_id, signed_as, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*_key(about), verdict, text, sha256, by and by.id, signed_as, stamp(at)),
    )


def _key(about: About) -> tuple[str, str, str]:
    return (about.language, about.context, about.source)


def _review(row: sqlite3.Row) -> Review:
    about = About(row["language"], row["context"], row["source"])
    at = moment(row["at"])
    return Review(row["id"], about, row["verdict"], row["text"], row["sha256"], row["signed_as"], at)

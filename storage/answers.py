import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from storage import json_text
from storage.database import every, one
from storage.times import moment, stamp

MOST_WORDINGS = 4_096  # the same for everybody: all questions in all languages


@dataclass(frozen=True, slots=True)
class Revision:
    """One thing a person answered to a question: a value or a no-answer code, as it was asked and given.

    `guessed` marks what a machine heard in `take` and nobody confirmed.
    """

    question: str
    value: Any
    none: str | None
    label: str | None
    wording: str
    language: str | None
    mode: str
    author: str
    door: str
    ask: str | None = None
    take: str | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A revision with its number (from 1) and moment."""

    number: int
    revision: Revision
    at: datetime


def revise(
    db: Database,
    instance_id: int,
    cae_id: int | None,
    revision: Revision,
    inbox_id: int | None,
    now: datetime,
) -> int | None:
    """Add a revision and return its number; None when it says what is already there.

    What the same inbox row said about a question before is already there too.
    """
    value = None if revision.none is not None else json_text.dump(revision.value)
    added = one(
        db,
        _ADD,
        (
            instance_id,
            cae_id,
            revision.question,
            value,
            revision.none,
            revision.label,
            revision.wording,
            wording_hash(revision.wording),
            revision.language,
            revision.mode,
            revision.author,
            revision.door,
            revision.ask,
            revision.take,
            revision.guessed,
            inbox_id,
            stamp(now),
        ),
    )
    return added["revision"] if added else None


def present(db: Database, instance_id: int) -> dict[str, Kept]:
    """The present answers of an instance by question."""
    return {kept.revision.question: kept for kept in history(db, instance_id)}


def history(db: Database, instance_id: int) -> list[Kept]:
    """All revisions of an instance's answers, by question and number."""
    found = every(db, "SELECT * FROM answers WHERE instance_id = ? ORDER BY question, revision", (instance_id,))
    return [_kept(row) for row in found]


@lru_cache(MOST_WORDINGS)
def wording_hash(wording: str) -> str:
    """What tells one wording from another: SHA-256, 16 hexadecimal digits."""
    return hashlib.sha256(wording.encode()).hexdigest()[:16]


_LAST = "SELECT max(revision) FROM answers WHERE instance_id = ?1 AND question = ?3"
# Behind the last revision of the question, unless that one says the same.
_ADD = (
    "INSERT INTO answers (instance_id, cae_id, question, value, none, label, wording, wording_hash, language, mode,"  # noqa: S608 -- two constants
    " author, door, ask, take_id, guessed, inbox_id, answered_at, revision)"
    " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
    f" coalesce(({_LAST}), 0) + 1 WHERE NOT EXISTS (SELECT 1 FROM answers WHERE instance_id = ?1 AND question = ?3"
    f" AND revision = ({_LAST}) AND value IS ?4 AND none IS ?5)"
    " ON CONFLICT (inbox_id, instance_id, question) DO NOTHING RETURNING revision"
)


def _kept(row: sqlite3.Row) -> Kept:
    revision = Revision(
        question=row["question"],
        value=None if row["value"] is None else json_text.load(row["value"]),
        none=row["none"],
        label=row["label"],
        wording=row["wording"],
        language=row["language"],
        mode=row["mode"],
        author=row["author"],
        door=row["door"],
        ask=row["ask"],
        take=row["take_id"],
        guessed=bool(row["guessed"]),
    )
    return Kept(row["revision"], revision, moment(row["answered_at"]))

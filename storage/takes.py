import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from storage import json_text, media
from storage.codes import Codes
from storage.database import every, one
from storage.people import Person
from storage.secrets import Vault
from storage.times import stamp

KEPT = timedelta(days=30)  # with consent; no longer than the CNIL proposal says (0-30 days)
UNDERSTOOD_WITHIN = timedelta(days=1)  # without it, a voice is only a way to answer, and gone the next day


@dataclass(frozen=True, slots=True)
class Take:
    """A recorded clip of a person; `sha256` names its bytes once they are stored."""

    id: str
    person_id: int
    cae_id: int | None
    instance_id: int | None
    ask: str | None
    question: str | None
    sha256: str | None
    mime: str | None
    seconds: float | None
    bytes: int | None
    state: str
    keep_until: str
    released: bool
    transcript: str | None
    transcript_status: str
    transcript_by: str | None
    confidence: float | None


def expect(
    db: Database,
    codes: Codes,
    person: Person,
    instance_id: int | None,
    ask: str | None,
    source: str | None,
    now: datetime,
) -> str:
    """A clip was announced: its random name. `source` (sealed) says where the bytes are to be fetched."""
    take_id = codes.take()
    db.conn.execute(
        "INSERT INTO takes (id, person_id, cae_id, instance_id, ask, source, received_at, keep_until)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (take_id, person.id, person.cae_id, instance_id, ask, source, stamp(now), stamp(now + UNDERSTOOD_WITHIN)),
    )
    return take_id


def seal_source(vault: Vault, source: dict[str, Any]) -> str:
    """The sealed form of where a clip's bytes are to be fetched."""
    return vault.seal(json_text.dump(source))


def source_of(db: Database, vault: Vault, take_id: str) -> dict[str, Any] | None:
    """Where a clip's bytes are to be fetched, None once they were."""
    row = one(db, "SELECT source FROM takes WHERE id = ?", (take_id,))
    if row is None or row["source"] is None:
        return None
    source: dict[str, Any] = json_text.load(vault.unseal(row["source"]))
    return source


def store(db: Database, take_id: str, stored: media.Stored, seconds: float | None, now: datetime) -> None:
    """The clip's bytes are on disk: refer to them; not where the clip was erased or let go meanwhile."""
    if one(db, "SELECT 1 FROM takes WHERE id = ? AND state IN ('expected', 'stored')", (take_id,)) is None:
        return
    media.keep(db, stored, now)
    db.conn.execute(
        "UPDATE takes SET sha256 = ?, mime = ?, seconds = ?, bytes = ?, state = 'stored', source = NULL"
        " WHERE id = ? AND state IN ('expected', 'stored')",
        (stored.sha256, stored.mime, seconds, stored.bytes, take_id),
    )


def refuse(db: Database, take_id: str) -> None:
    """The clip cannot be had or read: what is known of it stays."""
    db.conn.execute("UPDATE takes SET state = 'refused', source = NULL WHERE id = ?", (take_id,))


def release(db: Database, take_id: str, now: datetime) -> None:
    """The clip may not be kept any longer: it is due for deletion now."""
    db.conn.execute(
        "UPDATE takes SET released_at = ?, keep_until = ? WHERE id = ? AND released_at IS NULL",
        (stamp(now), stamp(now), take_id),
    )


def keep_longer(db: Database, take_id: str, until: datetime) -> None:
    """Keep a clip until a later moment, such as a spoken name until the cold survey closes."""
    db.conn.execute(
        "UPDATE takes SET keep_until = max(keep_until, ?) WHERE id = ? AND released_at IS NULL",
        (stamp(until), take_id),
    )


def keep_shorter(db: Database, person_id: int, until: datetime) -> None:
    """Let a person's clips go earlier: she no longer wants her voice kept, and is written down by then."""
    db.conn.execute(
        "UPDATE takes SET keep_until = min(keep_until, ?) WHERE person_id = ? AND released_at IS NULL",
        (stamp(until), person_id),
    )


def concerns(db: Database, take_id: str, question: str) -> None:
    """Keep which question a clip answers."""
    db.conn.execute("UPDATE takes SET question = ? WHERE id = ?", (question, take_id))


def expire(db: Database, now: datetime) -> list[str]:
    """Let go of clips whose time is over, unless work on them waits; the files to drop after the commit."""
    db.conn.execute(
        "UPDATE takes SET state = 'gone', sha256 = NULL, source = NULL"
        " WHERE state IN ('expected', 'stored') AND keep_until <= ? AND (released_at IS NOT NULL"
        " OR NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.take_id = takes.id AND jobs.state = 'waiting'))",
        (stamp(now),),
    )
    return media.forget_unreferenced(db)


def take(db: Database, take_id: str) -> Take | None:
    """The clip of that name, None when there is none."""
    row = one(db, "SELECT * FROM takes WHERE id = ?", (take_id,))
    return _take(row) if row else None


def takes_of(db: Database, person_id: int) -> list[Take]:
    """A person's clips, oldest first."""
    return [
        _take(row)
        for row in every(db, "SELECT * FROM takes WHERE person_id = ? ORDER BY received_at, id", (person_id,))
    ]


_SAME = [
    "id",
    "person_id",
    "cae_id",
    "instance_id",
    "ask",
    "question",
    "sha256",
    "mime",
    "seconds",
    "bytes",
    "state",
    "keep_until",
    "transcript",
    "transcript_status",
    "transcript_by",
    "confidence",
]


def _take(row: sqlite3.Row) -> Take:
    return Take(**{name: row[name] for name in _SAME}, released=row["released_at"] is not None)

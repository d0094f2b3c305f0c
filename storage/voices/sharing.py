"""Voices that travel between installations: what may leave in an archive, and what came in one."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage import media
from storage.database import every, one
from storage.times import moment, stamp
from storage.voices import recorded, speakers
from storage.voices.recorded import Recorded, Words
from storage.voices.speakers import Release, Speaker

_TAKES = "SELECT t.*, s.code FROM voice_takes t JOIN speakers s ON s.id = t.speaker_id"


@dataclass(frozen=True, slots=True)
class Travelling:
    """A take with its speaker's code, its bytes by name, and when it was recorded."""

    id: str
    speaker: str
    words: Words
    sha256: str
    seconds: float
    at: datetime


def leaving(db: Database, now: datetime, language: str | None = None) -> list[Travelling]:
    """The used takes whose speakers allow the whole network to use them now; of one language where one is given."""
    rows = every(
        db,
        f"{_TAKES} JOIN voice_releases r ON r.id = (SELECT max(id) FROM voice_releases WHERE speaker_id = s.id)"  # noqa: S608 -- our own words
        " WHERE t.state = 'used' AND r.scope = 'network' AND r.until > ?1 AND (?2 IS NULL OR t.language = ?2)"
        " ORDER BY t.at, t.id",
        (stamp(now), language),
    )
    return [_travelling(row) for row in rows]


def told_of(db: Database) -> list[tuple[Speaker, Release]]:
    """Everybody who ever allowed the network to use her voice, with what she says now: less than that is news too."""
    ever = {row["speaker_id"] for row in every(db, "SELECT speaker_id FROM voice_releases WHERE scope = 'network'")}
    told = [(each, speakers.released(db, each.id)) for each in speakers.speakers(db) if each.id in ever]
    return [(speaker, release) for speaker, release in told if release is not None]


def takes_of(db: Database, speaker_id: int) -> list[Travelling]:
    """All that is here of a speaker."""
    rows = every(db, f"{_TAKES} WHERE s.id = ? ORDER BY t.at, t.id", (speaker_id,))
    return [_travelling(row) for row in rows]


def found(db: Database, take_id: str) -> Travelling | None:
    """The take of that name, None where there is none."""
    row = one(
        db, "SELECT t.*, s.code FROM voice_takes t JOIN speakers s ON s.id = t.speaker_id WHERE t.id = ?", (take_id,)
    )
    return _travelling(row) if row else None


def later(db: Database, speaker_id: int, words: Words, at: datetime) -> bool:
    """Whether a speaker has said these words since, and that is used here."""
    latest = recorded.latest(db, speaker_id, words)
    again = found(db, latest.id) if latest else None
    return again is not None and again.at >= at


def welcome(db: Database, code: str, origin: str, dialect: str, now: datetime) -> Speaker:
    """The speaker of a code that came in an archive."""
    db.conn.execute(
        "INSERT OR IGNORE INTO speakers (code, origin, dialect, since) VALUES (?, ?, ?, ?)",
        (code, origin, dialect, stamp(now)),
    )
    return speakers.speaker(db, code)


def arrive(db: Database, speaker: Speaker, take: Travelling, stored: media.Stored, now: datetime) -> None:
    """A take that came in an archive is used here, under the name it has everywhere."""
    media.keep(db, stored, now)
    recorded.enter(db, Recorded(take.id, speaker.id, take.words, stored.sha256, take.seconds, "used", ""), take.at)


def let_go(db: Database, takes: Collection[str]) -> None:
    """Takes are not here any more; their bytes are the caller's to forget."""
    db.conn.executemany("DELETE FROM voice_takes WHERE id = ?", [(each,) for each in takes])


def _travelling(row: sqlite3.Row) -> Travelling:
    words = Words(row["kind"], row["language"], row["text"], row["set_name"], row["option"])
    return Travelling(row["id"], row["code"], words, row["sha256"], row["seconds"], moment(row["at"]))

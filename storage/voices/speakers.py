"""Who gives a voice, and what she allows with it."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from storage import media
from storage.codes import Codes
from storage.database import every, one
from storage.people import Person
from storage.refusals import Refused
from storage.times import moment, stamp

# What a voice may be used for: by nobody, by this installation, by every CAE an archive reaches.
Scope = Literal["none", "here", "network"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who records; `person_id` where she is of the team, `origin` where her takes came in an archive."""

    id: int
    code: str
    person_id: int | None
    cae_id: int | None
    dialect: str
    origin: str


@dataclass(frozen=True, slots=True)
class Release:
    """What a speaker said to the use of her voice, in which words, and until when; `sha256` is the recording of it."""

    scope: Scope
    until: datetime
    wording: str
    language: str
    sha256: str | None
    at: datetime

    def holds(self, now: datetime, *, network: bool = False) -> bool:
        """Whether her voice may be used now: here, or by the whole network."""
        return now < self.until and (self.scope == "network" or (self.scope == "here" and not network))


def speaker_of(db: Database, codes: Codes, person: Person, now: datetime) -> Speaker:
    """The speaker somebody of the team is, from her first take on."""
    return known(db, person.id) or add_speaker(db, codes, person.cae_id, now, person_id=person.id)


def known(db: Database, person_id: int) -> Speaker | None:
    """The speaker somebody of the team is, None before her first take."""
    row = one(db, "SELECT * FROM speakers WHERE person_id = ?", (person_id,))
    return _speaker(row) if row else None


def add_speaker(
    db: Database,
    codes: Codes,
    cae_id: int | None,
    now: datetime,
    *,
    person_id: int | None = None,
    dialect: str = "",
) -> Speaker:
    """A new speaker: somebody of an afternoon of recordings where no `person_id` is given."""
    code = codes.speaker()
    db.conn.execute(
        "INSERT INTO speakers (code, person_id, cae_id, dialect, since) VALUES (?, ?, ?, ?, ?)",
        (code, person_id, cae_id, dialect, stamp(now)),
    )
    return speaker(db, code)


def speaker(db: Database, code: str) -> Speaker:
    """The speaker of a code. Raises Refused when there is none."""
    found = find(db, code)
    if found is None:
        raise Refused("unknown_speaker", f"Personne n'a donné sa voix sous le code « {code} ».")
    return found


def by_id(db: Database, speaker_id: int) -> Speaker | None:
    """The speaker of that row id, None where she has taken her voice back."""
    row = one(db, "SELECT * FROM speakers WHERE id = ?", (speaker_id,))
    return _speaker(row) if row else None


def guests(db: Database, cae_id: int | None) -> list[Speaker]:
    """Those of a CAE who are not of the team and spoke on somebody else's telephone, the newest first."""
    found = "SELECT * FROM speakers WHERE person_id IS NULL AND origin = '' AND cae_id IS ? ORDER BY id DESC"
    return [_speaker(row) for row in every(db, found, (cae_id,))]


def say_dialect(db: Database, speaker_id: int, dialect: str) -> None:
    """Keep in a word how a speaker speaks."""
    db.conn.execute("UPDATE speakers SET dialect = ? WHERE id = ?", (dialect, speaker_id))


def speakers(db: Database) -> list[Speaker]:
    """Everybody whose voice is here, oldest first."""
    return [_speaker(row) for row in every(db, "SELECT * FROM speakers ORDER BY id")]


def release(db: Database, speaker_id: int, given: Release) -> None:
    """Keep what a speaker allows; the newest counts. A recording of it is to be in `media` already."""
    db.conn.execute(
        "INSERT INTO voice_releases (speaker_id, scope, until, wording, language, sha256, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (speaker_id, given.scope, stamp(given.until), given.wording, given.language, given.sha256, stamp(given.at)),
    )


def released(db: Database, speaker_id: int) -> Release | None:
    """What a speaker allows, None where she was never asked."""
    row = one(db, "SELECT * FROM voice_releases WHERE speaker_id = ? ORDER BY id DESC LIMIT 1", (speaker_id,))
    if row is None:
        return None
    times = {name: moment(row[name]) for name in ("until", "at")}
    return Release(row["scope"], times["until"], row["wording"], row["language"], row["sha256"], times["at"])


def next_end(db: Database, now: datetime) -> datetime | None:
    """When the next release ends, None where none does any more."""
    row = one(db, "SELECT min(until) AS until FROM voice_releases WHERE scope <> 'none' AND until > ?", (stamp(now),))
    return moment(row["until"]) if row and row["until"] else None


def take_back(db: Database, speaker: Speaker, now: datetime) -> list[str]:
    """A speaker takes her voice back: her takes go, and no archive brings them again; the files to drop after it."""
    bar(db, speaker.code, now)
    db.conn.execute("DELETE FROM speakers WHERE id = ?", (speaker.id,))
    return media.forget_unreferenced(db)


def bar(db: Database, code: str, now: datetime) -> None:
    """No archive brings the voice of that code, whether it was ever here or not."""
    db.conn.execute("INSERT OR IGNORE INTO voices_taken_back VALUES (?, ?)", (code, stamp(now)))


def bar_of(db: Database, person_id: int, now: datetime) -> None:
    """Nor that of somebody of the team who is being forgotten; her takes go with her."""
    row = one(db, "SELECT code FROM speakers WHERE person_id = ?", (person_id,))
    if row is not None:
        bar(db, row["code"], now)


def taken_back(db: Database) -> dict[str, str]:
    """The codes of those who took their voices back, with when."""
    return {row["code"]: row["at"] for row in every(db, "SELECT * FROM voices_taken_back")}


def find(db: Database, code: str) -> Speaker | None:
    """The speaker of a code, None when there is none."""
    row = one(db, "SELECT * FROM speakers WHERE code = ?", (code,))
    return _speaker(row) if row else None


def _speaker(row: sqlite3.Row) -> Speaker:
    return Speaker(**{name: row[name] for name in ("id", "code", "person_id", "cae_id", "dialect", "origin")})

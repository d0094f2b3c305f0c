"""What people recorded to be heard, and to be understood by."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from storage import media
from storage.codes import Codes
from storage.database import every, one
from storage.times import stamp

Kind = Literal["phrase", "example"]
State = Literal["flagged", "used", "replaced"]

# A speaker's newest release, which has to hold for a take to be used.
ALLOWED = (
    "EXISTS (SELECT 1 FROM voice_releases r WHERE r.speaker_id = t.speaker_id AND r.scope <> 'none' AND r.until > ?"
    " AND r.id = (SELECT max(id) FROM voice_releases WHERE speaker_id = t.speaker_id))"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be said: a phrase people hear, by its text, or an example of an option of a set."""

    kind: Kind
    language: str
    text: str
    set_name: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A take that was trimmed, brought to loudness and stored; `heard` is what a machine heard where it doubts it."""

    id: str
    speaker_id: int
    words: Words
    sha256: str
    seconds: float
    state: State
    heard: str


def record(
    db: Database,
    codes: Codes,
    speaker_id: int,
    words: Words,
    stored: media.Stored,
    seconds: float,
    now: datetime,
    *,
    heard: str = "",
) -> Recorded:
    """Keep a take: used at once, in the place of the speaker's last one of these words; or flagged where `heard` says
    what else was understood, until she confirms it.
    """
    made = Recorded(codes.take(), speaker_id, words, stored.sha256, seconds, "flagged" if heard else "used", heard)
    media.keep(db, stored, now)
    enter(db, made, now)
    return made


def enter(db: Database, made: Recorded, at: datetime) -> None:
    """Enter a take recorded at that time, whose bytes have their row; used, it is so in the place of the speaker's last
    one of these words.
    """
    if made.state == "used":
        _replace(db, made)
    db.conn.execute(
        "INSERT INTO voice_takes (id, speaker_id, kind, language, text, set_name, option, sha256, seconds, state,"
        " heard, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(made.id, made.speaker_id, *_key(made.words), made.sha256, made.seconds, made.state, made.heard),
            stamp(at),
        ),
    )


def confirm(db: Database, take_id: str) -> None:
    """Its speaker says that a flagged take is what it should be: it is used from now on."""
    found = recorded(db, take_id)
    if found is not None and found.state == "flagged":
        _replace(db, found)
        db.conn.execute("UPDATE voice_takes SET state = 'used' WHERE id = ?", (take_id,))


def discard(db: Database, take_id: str) -> list[str]:
    """Let a take go; the files to drop after the commit."""
    db.conn.execute("DELETE FROM voice_takes WHERE id = ?", (take_id,))
    return media.forget_unreferenced(db)


def recorded(db: Database, take_id: str) -> Recorded | None:
    """The take of that name, None when there is none."""
    row = one(db, "SELECT * FROM voice_takes WHERE id = ?", (take_id,))
    return _recorded(row) if row else None


def latest(db: Database, speaker_id: int, words: Words) -> Recorded | None:
    """A speaker's newest take of some words, flagged or used."""
    row = one(
        db,
        "SELECT * FROM voice_takes WHERE speaker_id = ? AND kind = ? AND language = ? AND text = ? AND set_name = ?"
        " AND option = ? AND state <> 'replaced' ORDER BY at DESC, id LIMIT 1",
        (speaker_id, *_key(words)),
    )
    return _recorded(row) if row else None


def of_speaker(db: Database, speaker_id: int, language: str) -> dict[Words, Recorded]:
    """A speaker's newest take of all she recorded in a language, flagged or used."""
    found = every(
        db,
        "SELECT * FROM voice_takes WHERE speaker_id = ? AND language = ? AND state <> 'replaced' ORDER BY at, id",
        (speaker_id, language),
    )
    return {take.words: take for take in map(_recorded, found)}


def phrases(db: Database, language: str, now: datetime) -> dict[str, Recorded]:
    """The take each text of a language is heard in: the newest one whose speaker allows it."""
    found = every(
        db,
        f"SELECT t.* FROM voice_takes t WHERE t.kind = 'phrase' AND t.language = ? AND t.state = 'used' AND {ALLOWED}"  # noqa: S608 -- our own words
        " ORDER BY t.at, t.id",
        (language, stamp(now)),
    )
    return {row["text"]: _recorded(row) for row in found}


def phrase(db: Database, language: str, text: str, now: datetime) -> Recorded | None:
    """The take a text is heard in, None where nobody recorded it or nobody allows it."""
    row = one(
        db,
        "SELECT t.* FROM voice_takes t WHERE t.kind = 'phrase' AND t.language = ? AND t.text = ? AND t.state = 'used'"  # noqa: S608 -- our own words
        f" AND {ALLOWED} ORDER BY t.at DESC, t.id DESC LIMIT 1",
        (language, text, stamp(now)),
    )
    return _recorded(row) if row else None


def doubted(db: Database, language: str) -> int:
    """How many takes of a language wait for their speaker's word, since a machine heard something else in them."""
    found = one(db, "SELECT count(*) AS n FROM voice_takes WHERE language = ? AND state = 'flagged'", (language,))
    return int(found["n"]) if found else 0


def examples(db: Database, language: str, now: datetime) -> list[Recorded]:
    """The takes of words people may say, whose speakers allow it: by set and option, one a speaker."""
    found = every(
        db,
        f"SELECT t.* FROM voice_takes t WHERE t.kind = 'example' AND t.language = ? AND t.state = 'used' AND {ALLOWED}"  # noqa: S608 -- our own words
        " ORDER BY t.set_name, t.option, t.speaker_id, t.id",
        (language, stamp(now)),
    )
    return [_recorded(row) for row in found]


def _replace(db: Database, take: Recorded) -> None:
    db.conn.execute(
        "UPDATE voice_takes SET state = 'replaced' WHERE speaker_id = ? AND kind = ? AND language = ? AND text = ?"
        " AND set_name = ? AND option = ? AND id <> ?",
        (take.speaker_id, *_key(take.words), take.id),
    )


def _key(words: Words) -> tuple[str, str, str, str, str]:
    return (words.kind, words.language, words.text, words.set_name, words.option)


def _recorded(row: sqlite3.Row) -> Recorded:
    words = Words(row["kind"], row["language"], row["text"], row["set_name"], row["option"])
    return Recorded(row["id"], row["speaker_id"], words, row["sha256"], row["seconds"], row["state"], row["heard"])

"""What became of each backup, in rows: when it was made and where, whether it failed, when it was last rehearsed."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.database import every, one
from storage.times import moment, stamp

REMEMBERED = timedelta(days=400)  # rows of backups that failed or are gone: a year and something to compare with


@dataclass(frozen=True, slots=True)
class Backup:
    """A row: `state` is `made`, `failed` (`trouble` says why, in French) or `gone`; `place` holds no key."""

    id: int
    made_at: datetime
    place: str
    name: str
    bytes: int | None
    sha256: str | None
    state: str
    trouble: str | None
    rehearsed_at: datetime | None


def made(db: Database, place: str, name: str, size: int, sha256: str, now: datetime) -> None:
    """A backup is whole at its place."""
    db.conn.execute(
        "INSERT INTO backups (made_at, place, name, bytes, sha256, state) VALUES (?, ?, ?, ?, ?, 'made')",
        (stamp(now), place, name, size, sha256),
    )


def failed(db: Database, place: str, trouble: str, now: datetime) -> None:
    """A backup could not be made. Rows nobody asks for any more go."""
    db.conn.execute(
        "INSERT INTO backups (made_at, place, name, state, trouble) VALUES (?, ?, '', 'failed', ?)",
        (stamp(now), place, trouble),
    )
    db.conn.execute("DELETE FROM backups WHERE state <> 'made' AND made_at < ?", (stamp(now - REMEMBERED),))


def gone(db: Database, place: str, name: str) -> None:
    """A backup's time was over."""
    db.conn.execute("UPDATE backups SET state = 'gone' WHERE place = ? AND name = ?", (place, name))


def rehearsal(db: Database, name: str, size: int, sha256: str, made_at: datetime, now: datetime) -> None:
    """A backup was restored into a scratch place and found whole; one of which there is no row gets one."""
    done = db.conn.execute("UPDATE backups SET rehearsed_at = ? WHERE sha256 = ?", (stamp(now), sha256)).rowcount
    if not done:
        db.conn.execute(
            "INSERT INTO backups (made_at, place, name, bytes, sha256, state, rehearsed_at)"
            " VALUES (?, '', ?, ?, ?, 'made', ?)",
            (stamp(made_at), name, size, sha256, stamp(now)),
        )


def last(db: Database, place: str | None = None) -> Backup | None:
    """The newest backup that was made (at a place), whole and still there; None when there never was one."""
    return _one(db, "state = 'made' AND place = coalesce(?, place) ORDER BY made_at DESC, id DESC", (place,))


def tried(db: Database, place: str | None = None) -> Backup | None:
    """The try (at a place) that was kept last, made or failed: in their order, whatever the clock did meanwhile."""
    return _one(db, "state <> 'gone' AND place <> '' AND place = coalesce(?, place) ORDER BY id DESC", (place,))


def rehearsed(db: Database) -> Backup | None:
    """The backup that was rehearsed last."""
    return _one(db, "rehearsed_at IS NOT NULL ORDER BY rehearsed_at DESC, id DESC", ())


def listed(db: Database) -> list[Backup]:
    """All rows, the newest first."""
    return [_backup(row) for row in every(db, "SELECT * FROM backups ORDER BY made_at DESC, id DESC")]


def _one(db: Database, wanted: str, values: tuple[str | None, ...]) -> Backup | None:
    row = one(db, f"SELECT * FROM backups WHERE {wanted} LIMIT 1", values)  # noqa: S608 -- our own words
    return None if row is None else _backup(row)


def _backup(row: sqlite3.Row) -> Backup:
    again = row["rehearsed_at"]
    return Backup(
        row["id"],
        moment(row["made_at"]),
        row["place"],
        row["name"],
        row["bytes"],
        row["sha256"],
        row["state"],
        row["trouble"],
        moment(again) if again else None,
    )

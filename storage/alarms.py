"""What the operator is to hear of: each trouble once when it begins, and once when it is over."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import every
from storage.times import moment, stamp


@dataclass(frozen=True, slots=True)
class Alarm:
    """A trouble that lasts: since when, when it was last seen, and when the operator was told, if she was."""

    code: str
    sentence: str
    since: datetime
    seen_at: datetime
    told_at: datetime | None = None


def alarms(db: Database) -> list[Alarm]:
    """Those that are kept, the oldest first."""
    return [_alarm(row) for row in every(db, "SELECT * FROM alarms ORDER BY since, code")]


def keep(db: Database, lasting: Iterable[Alarm]) -> None:
    """Keep these alarms and no others."""
    db.conn.execute("DELETE FROM alarms")
    db.conn.executemany(
        "INSERT INTO alarms (code, sentence, since, seen_at, told_at) VALUES (?, ?, ?, ?, ?)",
        [
            (each.code, each.sentence, stamp(each.since), stamp(each.seen_at), each.told_at and stamp(each.told_at))
            for each in lasting
        ],
    )


def _alarm(row: sqlite3.Row) -> Alarm:
    told = moment(row["told_at"]) if row["told_at"] else None
    return Alarm(row["code"], row["sentence"], moment(row["since"]), moment(row["seen_at"]), told)

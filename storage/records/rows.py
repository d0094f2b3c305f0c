"""How far each object has come in each target. A row outlives what it is about, so that what went can be taken back.

The state says what is to be done: `waiting` (put or take back), `sent`, `held` (it cannot go as it is), `conflict`
(somebody changed it there), `lost` (it was anonymised or deleted there, and is never made again), `gone` (taken back).
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from storage.database import every, one
from storage.ledger import Entry
from storage.records.mapping import Kind
from storage.records.wishes import BETWEEN, PURPOSE, Wish
from storage.refusals import Refused
from storage.times import moment, stamp

State = Literal["waiting", "sent", "held", "conflict", "lost", "gone"]
UNKNOWN = "?"  # the version of what may have gone: a request was on its way whose end we do not know


@dataclass(frozen=True, slots=True)
class Row:
    """One object in one target. `id` is 0 before it is kept. `seen` has a hash a column of what the target showed."""

    id: int
    kind: Kind
    key: str
    wanted: str | None
    sent: str | None
    seen: Mapping[str, str] | None
    outside: str | None
    state: State
    trouble: str | None
    detail: str | None
    attempts: int
    not_before: datetime
    went_at: datetime | None = None
    columns: tuple[str, ...] = ()

    @property
    def person(self) -> str:
        """The code of the person it is about, "" for a Flashcoop."""
        return "" if self.kind == "cohort" else self.key.partition(BETWEEN)[0]


def rows(db: Database, target_id: int) -> list[Row]:
    """All of a target, people and their notes together."""
    return [_row(row) for row in every(db, "SELECT * FROM record_rows WHERE target_id = ? ORDER BY key", (target_id,))]


def planned(known: Iterable[Row], wishes: Iterable[Wish], forgotten: Collection[str], now: datetime) -> list[Row]:
    """The rows as they are to be now; those that are as they were are not among them. Pure.

    `forgotten` are the codes of people whom the ledger says are not to be in anybody's records: an older copy of the
    database may not know what of theirs went.
    """
    left = {(row.kind, row.key): row for row in known}
    people = {row.person for row in left.values()}
    news = [_wanted(left.pop((wish.kind, wish.key), None), wish, now) for wish in wishes]
    wished = {row.person for row in news}
    news += [_unwanted(row, now) for row in left.values()]
    lost = sorted(set(forgotten) - people - wished)
    news += [_fresh("person", code, now, sent=UNKNOWN) for code in lost]
    before = {row.id: row for row in known if row.id}
    return [row for row in news if before.get(row.id) != row]


def _fresh(kind: Kind, key: str, now: datetime, sent: str | None = None) -> Row:
    return Row(0, kind, key, None, sent, None, None, "waiting", None, None, 0, now)


def _wanted(row: Row | None, wish: Wish, now: datetime) -> Row:
    row = row or _fresh(wish.kind, wish.key, now)
    if row.state == "lost":
        return row
    if wish.held:
        return replace(row, state="held", wanted=None, trouble=wish.held.code, detail=wish.held.sentence)
    if row.state == "waiting" and row.wanted == wish.version:
        return row
    if row.state in ("sent", "conflict") and row.wanted == wish.version:
        return row
    if row.sent == wish.version:
        return replace(row, wanted=wish.version, state="sent", trouble=None, detail=None)
    fresh = replace(row, attempts=0, not_before=now, trouble=None, detail=None)
    return replace(fresh, wanted=wish.version, state="waiting")


def _unwanted(row: Row, now: datetime) -> Row:
    """What was held and never went is simply over; what went, or may have, is taken back."""
    if row.sent is None:
        return replace(row, wanted=None, state="gone", seen=None, trouble=None, detail=None)
    if row.state == "waiting" and row.wanted is None:
        return row
    return replace(row, wanted=None, state="waiting", attempts=0, not_before=now, trouble=None, detail=None)


def keep(db: Database, target_id: int, news: Iterable[Row], now: datetime) -> None:
    """Keep rows as planned, unless they were changed meanwhile: then the next look plans again."""
    for row in news:
        values = (row.wanted, row.state, row.trouble, row.detail, row.attempts, stamp(row.not_before), stamp(now))
        if row.id:
            db.conn.execute(
                "UPDATE record_rows SET wanted = ?, state = ?, trouble = ?, detail = ?, attempts = ?, not_before = ?,"
                " changed_at = ?, seen = ? WHERE id = ?",
                (*values, _dump(row.seen), row.id),
            )
        else:
            db.conn.execute(
                "INSERT OR IGNORE INTO record_rows (wanted, state, trouble, detail, attempts, not_before, changed_at,"
                " target_id, kind, key, sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, target_id, row.kind, row.key, row.sent),
            )


def claim(db: Database, going: Mapping[int, Iterable[str]]) -> None:
    """From here on nobody can say that these rows, with these columns, did not go: they are about to."""
    for row_id, columns in going.items():
        before = one(db, "SELECT columns FROM record_rows WHERE id = ?", (row_id,))
        ever = dict.fromkeys([*(json.loads(before["columns"]) if before else ()), *columns])
        db.conn.execute(
            "UPDATE record_rows SET sent = ?, columns = ? WHERE id = ?", (UNKNOWN, json.dumps(list(ever)), row_id)
        )


def went(db: Database, row_id: int, version: str, seen: Mapping[str, str] | None, outside: str, now: datetime) -> None:
    """That version is there under the target's own id; `seen` is what it shows of it, None while nobody can tell."""
    db.conn.execute(
        "UPDATE record_rows SET sent = ?1, seen = ?2, outside = ?3, changed_at = ?4, went_at = ?4, attempts = 0,"
        " trouble = NULL, detail = NULL, state = CASE WHEN wanted IS ?1 THEN 'sent' ELSE state END WHERE id = ?5",
        (version, _dump(seen), outside, stamp(now), row_id),
    )


def back(db: Database, row_id: int, now: datetime) -> None:
    """It was taken back: nothing of it is there any more, nor kept here."""
    db.conn.execute(
        "UPDATE record_rows SET sent = NULL, seen = NULL, outside = NULL, columns = '[]', trouble = NULL,"
        " detail = NULL, attempts = 0, changed_at = ?, state = CASE WHEN wanted IS NULL"
        " THEN 'gone' ELSE state END WHERE id = ?",
        (stamp(now), row_id),
    )


def shown(db: Database, row_id: int, seen: Mapping[str, str]) -> None:
    """What the target shows now is what nobody has changed since."""
    db.conn.execute("UPDATE record_rows SET seen = ? WHERE id = ?", (_dump(seen), row_id))


def refused(db: Database, row_id: int, trouble: str, sentence: str, wait: timedelta, now: datetime) -> None:
    """The target did not take it: it is tried again later, and says why."""
    db.conn.execute(
        "UPDATE record_rows SET trouble = ?, detail = ?, attempts = attempts + 1, not_before = ?, changed_at = ?"
        " WHERE id = ?",
        (trouble, sentence, stamp(now + wait), stamp(now), row_id),
    )


def set_aside(db: Database, row_id: int, state: State, trouble: str, sentence: str, now: datetime) -> None:
    """Nothing more is done with it until somebody decides, or it is wanted otherwise."""
    db.conn.execute(
        "UPDATE record_rows SET state = ?, trouble = ?, detail = ?, changed_at = ?"
        " WHERE id = ? AND wanted IS NOT NULL AND state IN ('waiting', 'sent')",
        (state, trouble, sentence, stamp(now), row_id),
    )


def settle(db: Database, target_id: int, key: str, ours: bool, now: datetime) -> None:
    """Decide a conflict: ours is put there again, or theirs stays until we have something new. Refused without one."""
    row = one(db, "SELECT id FROM record_rows WHERE target_id = ? AND key = ? AND state = 'conflict'", (target_id, key))
    if row is None:
        raise Refused("no_conflict", f"« {key} » n'est pas en conflit.")
    decided = "sent = ?1, state = 'waiting'" if ours else "sent = wanted, state = 'sent'"
    db.conn.execute(
        f"UPDATE record_rows SET {decided}, seen = NULL, trouble = NULL, detail = NULL, not_before = ?2"  # noqa: S608 -- both are words of this module
        " WHERE id = ?3",
        (UNKNOWN, stamp(now), row["id"]),
    )


def forgotten(entries: Iterable[Entry]) -> frozenset[str]:
    """The codes that the ledger says are not to be in anybody's records."""
    return frozenset(
        entry.code
        for entry in entries
        if entry.kind == "erased" or (entry.kind == "withdrew" and entry.purpose == PURPOSE)
    )


def _dump(seen: Mapping[str, str] | None) -> str | None:
    return None if seen is None else json.dumps(dict(seen))


def _row(row: sqlite3.Row) -> Row:
    return Row(
        row["id"],
        row["kind"],
        row["key"],
        row["wanted"],
        row["sent"],
        json.loads(row["seen"]) if row["seen"] else None,
        row["outside"],
        row["state"],
        row["trouble"],
        row["detail"],
        row["attempts"],
        moment(row["not_before"]),
        moment(row["went_at"]) if row["went_at"] else None,
        tuple(json.loads(row["columns"])),
    )

"""The calls a channel makes for an intent: strictly in order at an address, each with what came of it."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storage import json_text
from storage.database import every
from storage.outbox import Doubt, Intent
from storage.times import moment, stamp


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a channel's own method, whose turn it is at its address, which the channel knows by `sealed`."""

    id: int
    outbox_id: int
    address_id: int
    seq: int
    n: int
    method: str
    payload: Mapping[str, Any]
    attempts: int
    on_doubt: Doubt
    priority: int
    until: datetime | None
    person_id: int | None
    sealed: str | None = None


LAID_OUT, BEGUN = ("waiting", 0), ("sending", 1)  # state and attempts of a call that is added


def expand(
    db: Database, intent: Intent, calls: Sequence[tuple[str, str]], now: datetime, *, begun: bool = False
) -> Call | None:
    """Turn an intent into calls (method, payload as JSON) and give the first; an intent with none is done.

    `begun`: the first is being made from now on, as after `sending`.
    """
    state = "expanded" if calls else "done"
    changed = db.conn.execute("UPDATE outbox SET state = ? WHERE id = ? AND state = 'waiting'", (state, intent.id))
    if changed.rowcount == 0:
        return None
    at = stamp(now)
    about = (intent.id, intent.address_id, intent.seq, intent.priority, at)
    added = [
        db.conn.execute(_ADD, (*about, n, method, payload, *(BEGUN if begun and n == 1 else LAID_OUT)))
        for n, (method, payload) in enumerate(calls, 1)
    ]
    return _first(intent, added[0].lastrowid, *calls[0]) if calls else None


def next_calls(db: Database, channel: str, now: datetime, limit: int) -> list[Call]:
    """The calls that may be made now: at each address the first open one, if it is due and not being made.

    Replies come before reminders, and then what was wanted first.
    """
    found = every(db, _NEXT, (stamp(now), channel, limit))
    return [_call(row) for row in found]


def sending(db: Database, call_id: int) -> bool:
    """Keep that a call is about to be made; False when it is not to be made any more."""
    changed = db.conn.execute(
        "UPDATE calls SET state = 'sending', attempts = attempts + 1 WHERE id = ? AND open = 1 AND state <> 'sending'",
        (call_id,),
    )
    return changed.rowcount == 1


def sent(db: Database, call_id: int, result: Mapping[str, Any], now: datetime) -> None:
    """A call was accepted; what it said is blanked, what the channel answered is kept."""
    db.conn.execute(
        "UPDATE calls SET state = 'sent', open = 0, payload = NULL, result = ?, sent_at = ? WHERE id = ?",
        (json_text.dump(result), stamp(now), call_id),
    )
    _done_when_over(db, call_id)


def later(db: Database, call_id: int, reason: str, not_before: datetime) -> None:
    """A call was certainly not accepted and will be made again, not before a moment."""
    db.conn.execute(
        "UPDATE calls SET state = 'waiting', reason = ?, not_before = ? WHERE id = ?",
        (reason, stamp(not_before), call_id),
    )


def uncertain(db: Database, call_id: int, reason: str, again: datetime) -> None:
    """Nobody knows whether a call was accepted: it is made once more at `again` if it may repeat, else left.

    Either way `doubts` counts it. The state stays `uncertain` unless a repetition is accepted.
    """
    db.conn.execute(
        "UPDATE calls SET state = 'uncertain', doubts = doubts + 1, reason = ?, not_before = ?,"
        " open = (SELECT on_doubt = 'repeat' FROM outbox WHERE outbox.id = calls.outbox_id) WHERE id = ?",
        (reason, stamp(again), call_id),
    )
    _done_when_over(db, call_id)


def gave_up(db: Database, call_id: int, reason: str) -> None:
    """A call can never be accepted; the next ones go on."""
    db.conn.execute(
        "UPDATE calls SET state = 'failed', open = 0, payload = NULL, reason = ? WHERE id = ?",
        (reason, call_id),
    )
    _done_when_over(db, call_id)


def recover(db: Database, channel: str, now: datetime) -> int:
    """After a restart: what a channel was sending when the process ended is uncertain. How many calls that are."""
    cut = every(
        db,
        "SELECT c.id FROM calls c JOIN addresses a ON a.id = c.address_id"
        " WHERE c.open = 1 AND c.state = 'sending' AND a.channel = ?",
        (channel,),
    )
    for row in cut:
        uncertain(db, row["id"], "restart", now)
    return len(cut)


def results(db: Database, outbox_id: int) -> list[Mapping[str, Any]]:
    """What the channel answered to the calls of an intent, such as the ids of its messages, in order."""
    found = every(db, "SELECT result FROM calls WHERE outbox_id = ? AND result IS NOT NULL ORDER BY n", (outbox_id,))
    return [json_text.load(row["result"]) for row in found]


_ADD = (
    "INSERT INTO calls (outbox_id, address_id, seq, priority, not_before, n, method, payload, state, attempts)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NEXT = (
    "SELECT c.*, o.on_doubt, o.until, o.person_id, a.sealed FROM calls c INDEXED BY calls_open"
    " JOIN outbox o ON o.id = c.outbox_id JOIN addresses a ON a.id = c.address_id"
    " WHERE c.open = 1 AND c.state <> 'sending' AND c.not_before <= ? AND a.channel = ? AND a.state = 'live'"
    " AND c.id = (SELECT f.id FROM calls f INDEXED BY calls_open_at WHERE f.open = 1"
    " AND f.address_id = c.address_id ORDER BY f.seq, f.n LIMIT 1)"
    " ORDER BY c.priority, c.id LIMIT ?"
)


def _done_when_over(db: Database, call_id: int) -> None:
    db.conn.execute(
        "UPDATE outbox SET state = 'done' WHERE state = 'expanded'"
        " AND id = (SELECT outbox_id FROM calls WHERE id = ?)"
        " AND NOT EXISTS (SELECT 1 FROM calls WHERE calls.outbox_id = outbox.id AND calls.open = 1)",
        (call_id,),
    )


def _first(intent: Intent, call_id: int | None, method: str, payload: str) -> Call:
    assert call_id is not None
    return Call(
        call_id,
        intent.id,
        intent.address_id,
        intent.seq,
        1,
        method,
        json_text.load(payload),
        0,
        intent.on_doubt,
        intent.priority,
        intent.until,
        intent.person_id,
        intent.sealed,
    )


def _call(row: sqlite3.Row) -> Call:
    return Call(
        row["id"],
        row["outbox_id"],
        row["address_id"],
        row["seq"],
        row["n"],
        row["method"],
        json_text.load(row["payload"]),
        row["attempts"],
        row["on_doubt"],
        row["priority"],
        moment(row["until"]) if row["until"] else None,
        row["person_id"],
        row["sealed"],
    )

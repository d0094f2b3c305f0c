"""How the service stands, in numbers: what waits and since when. Counted where somebody looks, nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storage import backups
from storage.database import every, one
from storage.times import moment, stamp

SERVER = "server"  # among the channels' contacts: when the assistant itself last wrote, for whoever watches it
TELEGRAM = "telegram"
LEAVING = (TELEGRAM, "mail", "sms")  # the channels on which something has to be sent; a page is looked at
NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Queue:
    """How much waits, and how long the oldest of it has."""

    waiting: int
    oldest: timedelta


@dataclass(frozen=True, slots=True)
class Target:
    """A CAE's records: whether the last try failed, and since when they were not reached."""

    name: str
    failing: bool
    away: timedelta


@dataclass(frozen=True, slots=True)
class Backup:
    """When the newest backup was made, why the newest try failed (None where it did not), and when one was last put
    back on trial.
    """

    made_at: datetime | None
    failed: str | None
    rehearsed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything at a moment. `uncertain` counts messages of which nobody knows whether they arrived, `set_aside`
    what could not be read; `silent` is how long nothing could be had of Telegram, None before the first time.
    """

    inbox: Queue
    outbox: Queue
    engine: Queue
    uncertain: int
    set_aside: int
    helps: int
    reminders: Mapping[str, int]
    targets: tuple[Target, ...]
    silent: timedelta | None
    alive: timedelta | None


def numbers(db: Database, now: datetime) -> Numbers:
    """How things stand."""
    return Numbers(
        inbox=_queue(db, _INBOX, (), now),
        outbox=_outbox(db, now),
        engine=_queue(db, _ENGINE, (stamp(now),), now),
        uncertain=_count(db, "SELECT count(*) AS n FROM calls INDEXED BY calls_uncertain WHERE state = 'uncertain'"),
        set_aside=_count(db, "SELECT count(*) AS n FROM inbox INDEXED BY inbox_set_aside WHERE state = 'quarantined'"),
        helps=_count(db, "SELECT count(*) AS n FROM helps WHERE closed_at IS NULL"),
        reminders={row["state"]: row["n"] for row in every(db, _REMINDERS)},
        targets=tuple(_target(row["name"], row["trouble"], row["since"], now) for row in every(db, _TARGETS)),
        silent=_since(db, TELEGRAM, now),
        alive=_since(db, SERVER, now),
    )


def last_written(db: Database) -> datetime | None:
    """The latest moment that stands in the database: no clock that is right is before it."""
    row = one(db, _LAST)
    return moment(row["at"]) if row and row["at"] else None


def known_bot(db: Database) -> str | None:
    """The number of the bot people last wrote to, None before anybody did."""
    row = one(db, _BOT, (TELEGRAM,))
    return str(row["bot"]) if row else None


def backup(db: Database) -> Backup:
    """How backups stand."""
    made, tried, again = backups.last(db), backups.tried(db), backups.rehearsed(db)
    failed = tried.trouble or "?" if tried is not None and tried.state == "failed" else None
    return Backup(made.made_at if made else None, failed, again.rehearsed_at if again else None)


_INBOX = "SELECT count(*) AS n, min(received_at) AS oldest FROM inbox INDEXED BY inbox_waiting WHERE state = 'waiting'"
_ENGINE = "SELECT count(*) AS n, min(not_before) AS oldest FROM jobs WHERE state = 'waiting' AND not_before <= ?"
_WAITING = (
    "SELECT count(*) AS n, min(o.created_at) AS oldest FROM outbox o INDEXED BY outbox_waiting"
    " JOIN addresses a ON a.id = o.address_id WHERE o.state = 'waiting' AND a.state = 'live'"
    " AND o.channel IN (?, ?, ?) AND (o.until IS NULL OR o.until > ?)"
)
_OPEN = (
    "SELECT count(*) AS n, min(o.created_at) AS oldest FROM calls c INDEXED BY calls_open"
    " JOIN outbox o ON o.id = c.outbox_id JOIN addresses a ON a.id = c.address_id"
    " WHERE c.open = 1 AND a.state = 'live' AND a.channel IN (?, ?, ?) AND (o.until IS NULL OR o.until > ?)"
)
_REMINDERS = "SELECT state, count(*) AS n FROM attempts WHERE kind = 'reminder' GROUP BY state ORDER BY state"
_TARGETS = "SELECT name, trouble, coalesce(reached_at, added_at) AS since FROM record_targets ORDER BY id"
_LAST = (
    "SELECT max(at) AS at FROM (SELECT at FROM contacts UNION ALL"
    " SELECT received_at FROM (SELECT received_at FROM inbox ORDER BY id DESC LIMIT 1))"
)
# What Telegram gave is kept under « number of the bot : what it was » (bot/telegram/intake.py).
_BOT = "SELECT substr(key, 1, instr(key, ':') - 1) AS bot FROM inbox WHERE channel = ? ORDER BY id DESC LIMIT 1"


def _queue(db: Database, query: str, given: tuple[str, ...], now: datetime) -> Queue:
    row = one(db, query, given)
    assert row is not None
    return Queue(row["n"], max(NONE, now - moment(row["oldest"])) if row["oldest"] else NONE)


def _outbox(db: Database, now: datetime) -> Queue:
    """What waits to be made into calls, and calls that wait to be made."""
    parts = [_queue(db, query, (*LEAVING, stamp(now)), now) for query in (_WAITING, _OPEN)]
    return Queue(sum(each.waiting for each in parts), max(each.oldest for each in parts))


def _count(db: Database, query: str) -> int:
    row = one(db, query)
    assert row is not None
    return int(row["n"])


def _target(name: str, trouble: str | None, since: str, now: datetime) -> Target:
    return Target(name, trouble is not None, now - moment(since) if trouble is not None else NONE)


def _since(db: Database, channel: str, now: datetime) -> timedelta | None:
    row = one(db, "SELECT at FROM contacts WHERE channel = ?", (channel,))
    return max(NONE, now - moment(row["at"])) if row else None

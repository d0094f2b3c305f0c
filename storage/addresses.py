import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from storage.database import every, one
from storage.secrets import Vault
from storage.times import stamp

MENU = "!menu"  # stands for an ask where a menu was put: no questionnaire's question
State = Literal["live", "blocked", "dead"]
PAGES = ("web", "held")  # the channels that are pages: what is put there is shown at once


@dataclass(frozen=True, slots=True)
class Address:
    """Where messages go: one Telegram account or one page. `person_id` is who is there now.

    Through a door with `held_by` somebody else fills the run `held_instance` with her (`storage.holding`).
    """

    id: int
    channel: str
    person_id: int | None
    state: State
    last_ask: str | None
    last_ask_instance: int | None
    shown_outbox: int
    held_by: int | None = None
    held_instance: int | None = None
    held_mode: str | None = None


def reach(db: Database, vault: Vault, channel: str, outside_id: str, now: datetime) -> Address:
    """The address of an outside id, made when it is new; whoever writes from it has it live again.

    The id itself is kept sealed; that of a page, which is made of people's codes, is not kept at all.
    """
    lookup = vault.lookup(channel, outside_id)
    seen = "UPDATE addresses SET last_seen_at = ?, state = 'live' WHERE lookup = ? RETURNING *"
    row = one(db, seen, (stamp(now), lookup))
    if row is None:
        sealed = None if channel in PAGES else vault.seal(outside_id)
        added = "INSERT INTO addresses (channel, lookup, sealed, last_seen_at) VALUES (?, ?, ?, ?) RETURNING *"
        row = one(db, added, (channel, lookup, sealed, stamp(now)))
    return _address(row)


def known(db: Database, vault: Vault, channel: str, outside_id: str) -> int | None:
    """The row id of the address of an outside id, None where nobody ever wrote from it; none is made."""
    row = one(db, "SELECT id FROM addresses WHERE lookup = ?", (vault.lookup(channel, outside_id),))
    return row["id"] if row else None


def address(db: Database, address_id: int) -> Address:
    """The address of that row id, which exists."""
    return _address(one(db, "SELECT * FROM addresses WHERE id = ?", (address_id,)))


def outside_id(db: Database, vault: Vault, address_id: int) -> str | None:
    """The id the channel knows an address by, None for a page."""
    row = one(db, "SELECT sealed FROM addresses WHERE id = ?", (address_id,))
    return vault.unseal(row["sealed"]) if row and row["sealed"] else None


def sit_down(db: Database, address_id: int, person_id: int) -> None:
    """A person is at an address now. The others who use it stay known."""
    db.conn.execute("UPDATE addresses SET person_id = ? WHERE id = ?", (person_id, address_id))
    db.conn.execute("INSERT OR IGNORE INTO address_people VALUES (?, ?)", (address_id, person_id))


def leave(db: Database, address_id: int) -> None:
    """Nobody in particular is at an address now: whoever comes is asked who is there."""
    db.conn.execute("UPDATE addresses SET person_id = NULL WHERE id = ?", (address_id,))


def people_at(db: Database, address_id: int) -> list[int]:
    """Everyone who uses an address, in the order of their row ids; whom a held door is for."""
    found = every(
        db,
        "SELECT person_id FROM address_people WHERE address_id = ?"
        " UNION SELECT person_id FROM addresses WHERE id = ? AND held_by IS NOT NULL ORDER BY person_id",
        (address_id, address_id),
    )
    return [row["person_id"] for row in found]


def addresses_of(db: Database, person_id: int) -> list[Address]:
    """The addresses a person can be found at, the one last used first."""
    found = every(
        db,
        "SELECT a.* FROM address_people ap JOIN addresses a ON a.id = ap.address_id"
        " WHERE ap.person_id = ? ORDER BY a.last_seen_at DESC, a.id",
        (person_id,),
    )
    return [_address(row) for row in found]


def reachable(db: Database, person_id: int, channel: str) -> Address | None:
    """Where a person can be written to through a channel: the live address she used last, none that others hold."""
    found = addresses_of(db, person_id)
    mine = (each for each in found if each.channel == channel and each.state == "live" and each.held_by is None)
    return next(mine, None)


def seen_since(db: Database, address_id: int, since: datetime) -> bool:
    """Whether anybody has been active at an address from a moment on."""
    row = one(db, "SELECT last_seen_at FROM addresses WHERE id = ?", (address_id,))
    return row is not None and str(row["last_seen_at"]) > stamp(since)


def mark(db: Database, address_id: int, state: State) -> None:
    """Keep that an address can be written to (live), refuses us (blocked) or is no more (dead)."""
    db.conn.execute("UPDATE addresses SET state = ? WHERE id = ?", (state, address_id))


def move(db: Database, vault: Vault, address_id: int, channel: str, outside_id: str) -> None:
    """The channel knows an address by another id now. Where that one had an address too, what waits and who is
    known go there, behind what waits there, and the old one is dead.
    """
    lookup = vault.lookup(channel, outside_id)
    other = one(db, "SELECT id FROM addresses WHERE lookup = ? AND id <> ?", (lookup, address_id))
    if other is None:
        db.conn.execute(
            "UPDATE addresses SET lookup = ?, sealed = ? WHERE id = ?", (lookup, vault.seal(outside_id), address_id)
        )
        return
    behind = one(db, "SELECT coalesce(max(seq), 0) AS seq FROM outbox WHERE address_id = ?", (other["id"],))
    assert behind is not None
    to = (other["id"], behind["seq"], address_id)
    db.conn.execute("UPDATE calls SET address_id = ?, seq = seq + ? WHERE address_id = ? AND open = 1", to)
    db.conn.execute(
        "UPDATE outbox SET address_id = ?, seq = seq + ? WHERE address_id = ? AND state IN ('waiting', 'expanded')", to
    )
    db.conn.execute(
        "INSERT OR IGNORE INTO address_people SELECT ?, person_id FROM address_people WHERE address_id = ?",
        (other["id"], address_id),
    )
    db.conn.execute("DELETE FROM groups WHERE address_id = ? AND cohort_id IS NULL", (other["id"],))
    db.conn.execute("UPDATE OR IGNORE groups SET address_id = ? WHERE address_id = ?", (other["id"], address_id))
    mark(db, address_id, "dead")


def move_known(db: Database, vault: Vault, channel: str, old: str, new: str) -> None:
    """The channel tells that an outside id has become another; nothing where the old one has no address."""
    row = one(db, "SELECT id FROM addresses WHERE lookup = ?", (vault.lookup(channel, old),))
    if row is not None:
        move(db, vault, row["id"], channel, new)


def asked(db: Database, address_id: int, ask: str, instance_id: int) -> None:
    """Keep what was last asked at an address: a voice message that comes answers that."""
    db.conn.execute(
        "UPDATE addresses SET last_ask = ?, last_ask_instance = ? WHERE id = ?",
        (ask, instance_id, address_id),
    )


def being_asked(db: Database, address_id: int, ask: str, instance: str) -> None:
    """The same by the code of the instance, which may have been erased meanwhile."""
    db.conn.execute(
        "UPDATE addresses SET last_ask = ?, last_ask_instance = i.id FROM instances i"
        " WHERE addresses.id = ? AND i.code = ?",
        (ask, address_id, instance),
    )


def asked_outside(db: Database, address_id: int, ask: str = MENU) -> None:
    """Keep that a menu was put (or what `ask` stands for), so that what is said or typed now is no answer to the
    question before it.
    """
    db.conn.execute("UPDATE addresses SET last_ask = ? WHERE id = ?", (ask, address_id))


def shown(db: Database, address_id: int, seq: int) -> None:
    """Keep up to which intent a page has shown what was said."""
    db.conn.execute("UPDATE addresses SET shown_outbox = max(shown_outbox, ?) WHERE id = ?", (seq, address_id))


def _address(row: sqlite3.Row | None) -> Address:
    assert row is not None
    return Address(
        row["id"],
        row["channel"],
        row["person_id"],
        row["state"],
        row["last_ask"],
        row["last_ask_instance"],
        row["shown_outbox"],
        row["held_by"],
        row["held_instance"],
        row["held_mode"],
    )

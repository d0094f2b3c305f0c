"""Where a CAE's records are: kind, place, keys (sealed) and mapping; and how the last try went."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from storage import json_text
from storage.database import every, one
from storage.records.mapping import Plan, read_plan
from storage.refusals import Refused
from storage.secrets import Vault
from storage.times import moment, stamp

TargetKind = Literal["endi", "grist", "folder"]
KINDS: tuple[TargetKind, ...] = ("endi", "grist", "folder")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Target:
    """A CAE's records. `trouble` is why the last try failed (a sentence), None after one that did not; `remarks` are
    what of the mapping does not fit, a sentence each.
    """

    id: int
    name: str
    cae_id: int
    cae: str
    kind: TargetKind
    place: str
    sealed: str
    mapping: str
    attempts: int
    not_before: datetime
    trouble: str | None
    remarks: tuple[str, ...]
    reached_at: datetime | None

    @property
    def plan(self) -> Plan:
        """The mapping, read."""
        return read_plan(self.mapping)

    def keys(self, vault: Vault) -> Mapping[str, str]:
        """What opens it: login and password, a document and its key. Refused with another secret."""
        keys: dict[str, str] = json_text.load(vault.unseal(self.sealed))
        return keys


@dataclass(frozen=True, slots=True)
class Opening:
    """A target to be added."""

    name: str
    cae_id: int
    kind: str
    place: str
    keys: Mapping[str, str]
    mapping: str


def add(db: Database, vault: Vault, opening: Opening, now: datetime) -> None:
    """Keep a new target; refused when its name is taken or cannot be, or its mapping cannot be read."""
    if not NAME.fullmatch(opening.name):
        raise Refused("bad_name", "Un nom a des minuscules, des chiffres et des tirets : « endi-coodem ».")
    if opening.kind not in KINDS:
        raise Refused("unknown_kind", f"« {opening.kind} » n'est pas une sorte de fiches : {', '.join(KINDS)}.")
    if one(db, "SELECT 1 FROM record_targets WHERE name = ?", (opening.name,)):
        raise Refused("name_taken", f"« {opening.name} » existe déjà.")
    read_plan(opening.mapping)
    db.conn.execute(
        "INSERT INTO record_targets (name, cae_id, kind, place, sealed, mapping, not_before, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            opening.name,
            opening.cae_id,
            opening.kind,
            opening.place,
            vault.seal(json_text.dump(dict(opening.keys))),
            opening.mapping,
            stamp(now),
            stamp(now),
        ),
    )


def targets(db: Database) -> list[Target]:
    """All of them, in the order they were added."""
    return [_target(row) for row in every(db, _TARGETS + " ORDER BY t.id")]


def target(db: Database, name: str) -> Target:
    """The target of that name; refused when there is none."""
    row = one(db, _TARGETS + " WHERE t.name = ?", (name,))
    if row is None:
        raise Refused("unknown_target", f"Il n'y a pas de fiches « {name} » : voyez « flashcoop records list ».")
    return _target(row)


def change(db: Database, vault: Vault, name: str, now: datetime, **news: str | Mapping[str, str]) -> None:
    """Change place, keys or mapping of a target; it is tried again at once."""
    known = target(db, name)
    if "mapping" in news:
        read_plan(str(news["mapping"]))
    keys = news.get("keys")
    db.conn.execute(
        "UPDATE record_targets SET place = ?, mapping = ?, sealed = ? WHERE id = ?",
        (
            news.get("place", known.place),
            news.get("mapping", known.mapping),
            vault.seal(json_text.dump(dict(keys))) if isinstance(keys, Mapping) else known.sealed,
            known.id,
        ),
    )
    try_now(db, known.id, now)


def try_now(db: Database, target_id: int, now: datetime) -> None:
    """Whatever was put off is tried at the next look."""
    db.conn.execute("UPDATE record_targets SET not_before = ?, attempts = 0 WHERE id = ?", (stamp(now), target_id))
    db.conn.execute("UPDATE record_rows SET not_before = ? WHERE target_id = ?", (stamp(now), target_id))


def reached(db: Database, target_id: int, remarks: Sequence[str], now: datetime) -> None:
    """It was there and let us in."""
    db.conn.execute(
        "UPDATE record_targets SET trouble = NULL, attempts = 0, not_before = ?1, reached_at = ?1, remarks = ?2"
        " WHERE id = ?3",
        (stamp(now), json_text.dump(list(remarks)), target_id),
    )


def failed(db: Database, target_id: int, sentence: str, wait: timedelta, now: datetime) -> None:
    """It was not there, or did not let us in: everything for it waits so long."""
    db.conn.execute(
        "UPDATE record_targets SET trouble = ?, attempts = attempts + 1, not_before = ? WHERE id = ?",
        (sentence, stamp(now + wait), target_id),
    )


_TARGETS = "SELECT t.*, caes.name AS cae FROM record_targets t JOIN caes ON caes.id = t.cae_id"


def _target(row: sqlite3.Row) -> Target:
    return Target(
        row["id"],
        row["name"],
        row["cae_id"],
        row["cae"],
        row["kind"],
        row["place"],
        row["sealed"],
        row["mapping"],
        row["attempts"],
        moment(row["not_before"]),
        row["trouble"],
        tuple(json_text.load(row["remarks"])),
        moment(row["reached_at"]) if row["reached_at"] else None,
    )

"""Restoring a backup into a scratch place, to know that it could be: nothing of the installation is touched."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.restoring import Identity, no_identity, unpacked
from bot.settings import Settings
from storage import backup, restoring
from storage.backup import Unpacked
from storage.copying import counts
from storage.database import Database, every, open_database, transaction
from storage.ledger import Entry, Ledger
from storage.secrets import Vault


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a rehearsal found: rows by table, recordings that were not in the backup any more, people erased again,
    and, in French, what is not as it was written. Without any of these it is sound.
    """

    made_at: datetime | None
    bytes: int
    sha256: str
    tables: Mapping[str, int]
    lost: int
    erased: int
    differences: list[str]


def rehearse(
    settings: Settings, vault: Vault, file: Path, folder: Path, now: datetime, identity: Identity = no_identity
) -> Rehearsed:
    """Restore a backup into a scratch folder and compare. Raises Refused for what a restore would refuse."""
    entries = Ledger(settings.ledger_path).entries()
    found = unpacked(file, folder, settings, identity)
    with closing(sqlite3.connect(found.database)) as copy:
        tables = counts(copy)
    differences = _differences(found, tables)
    with open_database(found.database, now) as db:
        with transaction(db):
            backup.lost(db, found.database.parent)
            lost = tables.get("media", 0) - db["media"].count
            done = restoring.settle(db, vault, entries, now)
        differences += _not_right(db, entries)
    size, sha256 = file.stat().st_size, backup.sha256_of(file)
    return Rehearsed(found.made_at, size, sha256, tables, lost, done.erased, differences)


def _differences(found: Unpacked, tables: Mapping[str, int]) -> list[str]:
    if found.tables is None:
        return []
    names = sorted({*found.tables, *tables})
    return [
        f"Table {name} : {tables.get(name, 0)} lignes au lieu de {found.tables.get(name, 0)}."
        for name in names
        if tables.get(name) != found.tables.get(name)
    ]


def _not_right(db: Database, entries: list[Entry]) -> list[str]:
    """What must not be in a restored database: people who were erased, and rows that hang in the air."""
    erased = {entry.code for entry in entries if entry.kind == "erased"}
    back = [row["code"] for row in every(db, "SELECT code FROM people ORDER BY id") if row["code"] in erased]
    found = [f"{code} a été effacée et revient." for code in back]
    if every(db, "PRAGMA foreign_key_check"):
        found.append("Des lignes sont sans attache.")
    return found

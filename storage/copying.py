"""The database at one moment, as a single file without a log; writers are not held up."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database


def copy_database(db: Database, path: Path) -> None:
    """Copy the database to a new file, readable by its owner only."""
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as copy:
        db.conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def counts(copy: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    names = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {str(name): int(copy.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0]) for (name,) in names}  # noqa: S608 -- SQLite's own names

"""Which installation a database is."""

import sqlite3
from contextlib import closing
from pathlib import Path


def code_of(connection: sqlite3.Connection) -> str | None:
    """The code of an installation; None in a database of before there were any."""
    return _first(connection, "SELECT code FROM installation")


def same(copy: Path, present: Path) -> bool:
    """Whether a copy is of the installation that is there. Where nothing readable is there, any copy is.

    Copies of before there were codes are known by the moment their first table was made.
    """
    with closing(_reading(copy)) as one, closing(_reading(present)) as other:
        codes = code_of(one), code_of(other)
        if None not in codes:
            return codes[0] == codes[1]
        begun = _begun(other)
        return begun is None or begun == _begun(one)


def keep(connection: sqlite3.Connection, code: str | None) -> None:
    """Be the installation of that code: a copy of before there were any has just been given another."""
    if code is not None:
        connection.execute("UPDATE installation SET code = ?", (code,))


def code_at(path: Path) -> str | None:
    """The code of the installation whose database is at a path, if there is one."""
    with closing(_reading(path)) as connection:
        return code_of(connection)


def _begun(connection: sqlite3.Connection) -> str | None:
    return _first(connection, "SELECT applied_at FROM _sqlite_migrations ORDER BY rowid LIMIT 1")


def _first(connection: sqlite3.Connection, sql: str) -> str | None:
    try:
        row = connection.execute(sql).fetchone()
    except sqlite3.DatabaseError:
        return None
    return None if row is None else str(row[0])


def _reading(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, not even beside the file; an empty one where there is none."""
    if not path.exists():
        return sqlite3.connect(":memory:")
    log = path.with_name(path.name + "-wal").exists()
    return sqlite3.connect(f"{path.resolve().as_uri()}?{'mode=ro' if log else 'immutable=1'}", uri=True)

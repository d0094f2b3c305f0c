import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import sqlite_utils

from storage.ailing import ailment
from storage.refusals import Refused
from storage.remembering import Memory, memory_of, watch
from storage.schema import NAMES, schema
from storage.times import stamp
from storage.upgrading import keep_before

BUSY_MILLISECONDS = 10_000  # a backup or a reader may hold a page for a moment; longer is a fault
STATEMENTS = 512  # prepared statements kept: more than this package has
# What an operator hears when the disk does not let the assistant begin.
DISK = {
    "full": "Le disque est plein : faites de la place, puis relancez. Rien n'est perdu.",
    "read_only": "La base ne peut pas s'écrire (droits, ou disque en lecture seule) : réglez cela, puis relancez.",
    "failing": "Le disque ne répond pas comme il faut : vérifiez-le, puis relancez.",
}
OURS = 0x0F1A5C00  # PRAGMA application_id, so that another program's database is recognised


class AlreadyRunning(Refused):
    """Another process writes to this database."""

    def __init__(self) -> None:
        super().__init__(
            "already_running",
            "L'assistant tourne déjà sur cette base : arrêtez-le, ou passez par lui.",
        )


class Database(sqlite_utils.Database):
    """A connection with its pragmas set; a writing one holds the lock until it is closed."""

    lock: int | None = None
    remembered: Memory | None = None

    def close(self) -> None:
        """Close the connection and let another process write."""
        super().close()
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None

    def __enter__(self) -> Self:
        return self


def open_database(path: Path | str, now: datetime, *, write: bool = True, recipient: str = "") -> Database:
    """The database at `path`, brought to the present schema when opened for writing, after a copy of it was laid
    beside (`storage.upgrading`), sealed for `recipient` if there is one.

    `now` dates the migrations applied. Raises AlreadyRunning when another process writes, and Refused for a
    database of another program, of a newer version, or (reading only) of an older one.
    """
    path = Path(path)
    if not write and not path.exists():
        raise Refused("no_database", f"Il n'y a pas de base de données à {path}.")
    lock = take_lock(path) if write else None
    try:
        db = Database(connect(path, write=write))
        db.lock = lock
        _prepare(db, now, recipient, write=write)
        db.remembered = watch(db) if write else None
    except BaseException:
        if lock is not None:
            os.close(lock)
        raise
    return db


@contextmanager
def transaction(db: sqlite_utils.Database) -> Iterator[None]:
    """Everything inside is committed together at the end, or nothing is."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        _forget(db)
        raise


@contextmanager
def savepoint(db: sqlite_utils.Database) -> Iterator[None]:
    """What is inside can fail alone, within a transaction that goes on."""
    db.conn.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if db.conn.in_transaction:  # a full disk ends the whole transaction, savepoints included
            db.conn.execute("ROLLBACK TO part")
            db.conn.execute("RELEASE part")
        _forget(db)
        raise
    db.conn.execute("RELEASE part")


def _forget(db: sqlite_utils.Database) -> None:
    if (memory := memory_of(db)) is not None:
        memory.forget_all()


def one(db: sqlite_utils.Database, sql: str, parameters: tuple[Any, ...] = ()) -> sqlite3.Row | None:
    """The first row of a query, None when there is none."""
    row: sqlite3.Row | None = db.conn.execute(sql, parameters).fetchone()
    return row


def every(db: sqlite_utils.Database, sql: str, parameters: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
    """All rows of a query."""
    return db.conn.execute(sql, parameters).fetchall()


def take_lock(path: Path) -> int:
    """The lock of the file at `path`, as a descriptor to close in the end; AlreadyRunning when it is taken."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.resolve()
    handle = os.open(beside.with_name(beside.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise AlreadyRunning from None
    return handle


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection on which transactions are begun by hand and rows are known by their columns' names."""
    if write and not path.exists():
        path.touch(mode=0o600)
    mode = "rw" if write else "ro"
    # isolation_level=None: the driver begins no transaction of its own.
    # check_same_thread=False: a connection may be made in one thread and used in another, never in two at once.
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        cached_statements=STATEMENTS,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    return connection


def make_durable(db: sqlite_utils.Database) -> None:
    """What a writing connection needs so that a commit is on disk and an erasure leaves nothing."""
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # NORMAL loses acknowledged rows on power loss
        "foreign_keys = ON",
        "secure_delete = ON",  # what is blanked or erased leaves no bytes in free pages
    ):
        db.conn.execute(f"PRAGMA {pragma}")


def _prepare(db: Database, now: datetime, recipient: str, *, write: bool) -> None:
    try:
        _refuse_foreign(db)
        if write:
            make_durable(db)
            _migrate(db, now, recipient)
        elif schema.pending(db):
            raise Refused("old_database", "Cette base est plus ancienne : lancez « flashcoop run » une fois.")
    except sqlite3.DatabaseError as error:
        db.conn.close()
        if suffers := ailment(error):
            raise Refused("disk", DISK[suffers]) from error
        raise Refused("not_a_database", f"Ce fichier n'est pas une base lisible ({error}).") from error
    except BaseException:
        db.conn.close()
        raise


def _refuse_foreign(db: Database) -> None:
    application = db.conn.execute("PRAGMA application_id").fetchone()[0]
    if application != OURS and (application != 0 or db.table_names()):
        raise Refused("foreign_database", "Cette base n'est pas celle de l'assistant.")
    if {migration.name for migration in schema.applied(db)} - NAMES:
        raise Refused("newer_database", "Cette base vient d'une version plus récente de l'assistant.")


def _migrate(db: Database, now: datetime, recipient: str) -> None:
    pending = schema.pending(db)
    if not pending:
        return
    if schema.applied(db):  # a new database has nothing to go back to
        keep_before(db, pending[0].name, now, recipient)
    # A table that is made anew is dropped on the way: with foreign keys on, what refers to it would go with it.
    db.conn.execute("PRAGMA foreign_keys = OFF")
    with transaction(db):
        db.conn.execute(f"PRAGMA application_id = {OURS}")
        schema.apply(db)
        for migration in pending:
            db.conn.execute(
                "UPDATE _sqlite_migrations SET applied_at = ? WHERE migration_set = ? AND name = ?",
                (stamp(now), schema.name, migration.name),
            )
        if every(db, "PRAGMA foreign_key_check"):
            raise Refused("broken_references", "Cette base a des lignes sans attache : elle n'a pas été changée.")
    db.conn.execute("PRAGMA foreign_keys = ON")

"""What the one writing connection remembers of rows that every turn reads and few change, until they change.

SQLite itself says when: triggers of the connection's own (TEMP) name each row that is added, changed or deleted, by
whatever statement, cascades included. Nobody else writes meanwhile (the lock of `storage.database`), and what is rolled
back is forgotten with all the rest. A reading connection remembers nothing.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Literal, TypeVar, get_args

import sqlite_utils

Subject = Literal["person", "cohort", "consents", "group", "helps", "instance"]
T = TypeVar("T")

MOST = 1_000  # of a subject, in memory only: where the people are who talk to us now; an instance takes some 5 kB
ALL = None  # in place of a key
CHANGED = {"UPDATE": ("old", "new"), "DELETE": ("old",)}
ADDED = {"INSERT": ("new",), **CHANGED}
# What is remembered, the table it hangs on, the column by which that table names it, and what changes it. That there is
# no row of an id is never remembered: where rows are only added, nothing is told.
WATCHED: tuple[tuple[Subject, str, str | None, Mapping[str, tuple[str, ...]]], ...] = (
    ("person", "people", "id", CHANGED),
    ("cohort", "cohorts", "id", CHANGED),
    ("cohort", "sessions", "cohort_id", ADDED),
    ("cohort", "caes", ALL, CHANGED),
    ("consents", "consents", "person_id", ADDED),
    ("group", "groups", "address_id", ADDED),
    ("helps", "helps", ALL, ADDED),
    ("instance", "instances", "id", CHANGED),
)


class Memory:
    """Values by subject and key."""

    def __init__(self) -> None:
        self.known: dict[Subject, dict[int, Any]] = {subject: {} for subject in get_args(Subject)}

    def keep(self, subject: Subject, key: int, value: Any) -> None:  # noqa: ANN401 -- whatever was read
        """Remember a value; where there are too many, the one remembered first goes."""
        values = self.known[subject]
        if len(values) >= MOST:
            del values[next(iter(values))]
        values[key] = value

    def forget(self, subject: Subject, key: int | None) -> None:
        """A row of that key was changed; ALL: any may have been."""
        if key is ALL:
            self.known[subject].clear()
        else:
            self.known[subject].pop(key, None)

    def forget_all(self) -> None:
        """What was read since the transaction began may never have been."""
        for values in self.known.values():
            values.clear()


def watch(db: sqlite_utils.Database) -> Memory:
    """The memory of a writing connection, told of every change from now on."""
    memory = Memory()
    db.conn.create_function("forget", 2, memory.forget)
    for subject, table, column, changes in WATCHED:
        for event, rows in changes.items():
            told = "; ".join(f"SELECT forget('{subject}', {f'{row}.{column}' if column else 'NULL'})" for row in rows)
            name = f"forget_{subject}_{table}_{event}"
            db.conn.execute(f"CREATE TEMP TRIGGER {name} AFTER {event} ON {table} BEGIN {told}; END")
    return memory


def memory_of(db: sqlite_utils.Database) -> Memory | None:
    """The memory of a connection, None of a reading one."""
    found: Memory | None = getattr(db, "remembered", None)
    return found


def remembered(
    subject: Subject,
) -> Callable[[Callable[[sqlite_utils.Database, int], T]], Callable[[sqlite_utils.Database, int], T]]:
    """Have what a function reads by a row id remembered, until it changes. A subject is read by one function, and
    nobody changes the value it gives.
    """

    def around(read: Callable[[sqlite_utils.Database, int], T]) -> Callable[[sqlite_utils.Database, int], T]:
        @wraps(read)
        def looked_up(db: sqlite_utils.Database, key: int) -> T:
            memory = memory_of(db)
            if memory is None:
                return read(db, key)
            values = memory.known[subject]
            if key not in values:
                memory.keep(subject, key, read(db, key))
            found: T = values[key]
            return found

        return looked_up

    return around

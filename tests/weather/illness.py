"""A disk that fails for a while: the writing connection refuses statements as SQLite does when it cannot write.

At a failure the open transaction is undone, as SQLite itself does where the disk is full or a sync fails. Not modelled:
a sync that failed and had written all the same (`tests/weather/power.py` cuts at every write and sync).
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

CODES = {
    "full": (sqlite3.SQLITE_FULL, "database or disk is full"),
    "read_only": (sqlite3.SQLITE_READONLY, "attempt to write a readonly database"),
    "unsynced": (sqlite3.SQLITE_IOERR_FSYNC, "disk I/O error"),
}
CHANGING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "COMMIT")


@dataclass
class Illness:
    """What the disk has at present: after `left` more statements it refuses the next `lasts`."""

    kind: str = ""
    left: int = 0
    lasts: int = 0
    struck: int = 0

    def catches(self, kind: str, left: int, lasts: int) -> None:
        """Fall ill."""
        self.kind, self.left, self.lasts, self.struck = kind, left, lasts, 0

    def heals(self) -> None:
        """There is room again."""
        self.kind = ""

    def refuses(self, sql: str) -> bool:
        """Whether a statement is refused now. A sync fails where something is committed, and nowhere else."""
        head = sql.lstrip().split(None, 1)[0].upper() if sql.strip() else ""
        if not self.kind or head not in (("COMMIT",) if self.kind == "unsynced" else CHANGING):
            return False
        if self.left > 0:
            self.left -= 1
            return False
        self.struck += 1
        if self.struck >= self.lasts:
            self.heals()
        return True


class Sickly(sqlite3.Connection):
    """A connection whose disk has what `illness` says; without one it is well."""

    illness: Illness | None = None

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        self._suffer(sql)
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        self._suffer(sql)
        return super().executemany(sql, parameters)

    def _suffer(self, sql: str) -> None:
        illness = self.illness
        if illness is None:
            return
        kind = illness.kind
        if illness.refuses(sql):
            if self.in_transaction and kind != "read_only":
                super().execute("ROLLBACK")
            code, words = CODES[kind]
            error = sqlite3.OperationalError(words)
            error.sqlite_errorcode = code
            raise error

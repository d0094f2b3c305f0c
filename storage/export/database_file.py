"""Tables as one SQLite file for Datasette: keys, full-text search, and what every column means."""

import errno
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlite_utils

from storage.export.described import COLUMNS, NUMBERS, TABLES
from storage.export.tables import Table

NAME, METADATA = "flashcoop.db", "metadata.json"

KEYS: Mapping[str, str] = {"people": "participant", "cohorts": "cohort"}
# Columns that name a row of another table, wherever they stand.
FOREIGN: Mapping[str, tuple[str, str]] = {
    "participant": ("people", "participant"),
    "about": ("people", "participant"),
    "prescriber": ("people", "participant"),
    "code": ("people", "participant"),
    "cohort": ("cohorts", "cohort"),
    "flashcoop": ("cohorts", "cohort"),
}
SEARCHED: Mapping[str, Sequence[str]] = {
    "answers": ("value", "label", "transcript", "translation"),
    "peers": ("words",),
    "codebook": ("question", "printed_fr", "spoken_fr", "choices"),
}
INDEXED = (("participant",), ("questionnaire", "question"))
FACETS: Mapping[str, Sequence[str]] = {
    "answers": ("questionnaire", "moment", "status", "language", "mode"),
    "people": ("role", "language", "cohort"),
    "statuses": ("questionnaire", "moment", "status"),
}


class DatabaseFile:
    """`flashcoop.db` in a folder, and `metadata.json` for `datasette flashcoop.db --metadata metadata.json`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._db = sqlite_utils.Database(folder / NAME)
        # Nobody sees the file before it is whole: a journal would protect nothing.
        self._db.conn.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        self._written: dict[str, Table] = {}

    def write(self, table: Table) -> int:
        """Write a table; the number of rows."""
        types: dict[str, Any] = {name: int if name in NUMBERS else str for name in table.columns}
        made = self._db.table(table.name).create(types, pk=KEYS.get(table.name))
        places = ", ".join("?" * len(table.columns))
        insert = f"INSERT INTO [{made.name}] VALUES ({places})"  # noqa: S608 -- a name of ours
        count = 0
        for rows in table.chunks():
            with _as_file():
                self._db.conn.executemany(insert, rows)
            count += len(rows)
        self._written[table.name] = table
        return count

    def close(self) -> None:
        """Tie the tables together, index their words, describe them. Raises OSError where that cannot be written."""
        with _as_file():
            self._tie()
            self._db.conn.commit()
            self._db.close()
        text = json.dumps(self._described(), ensure_ascii=False, indent=1)
        (self._folder / METADATA).write_text(text + "\n", encoding="utf-8")

    def _tie(self) -> None:
        for name, table in self._written.items():
            made = self._db.table(name)
            for columns in INDEXED:
                if name not in KEYS and set(columns) <= set(table.columns):
                    made.create_index(columns)
            if searched := [column for column in SEARCHED.get(name, ()) if column in table.columns]:
                made.enable_fts(searched, fts_version="FTS5")
        self._db.add_foreign_keys(self._foreign_keys())

    def _foreign_keys(self) -> list[tuple[str, str, str, str]]:
        return [
            (name, column, *FOREIGN[column])
            for name, table in self._written.items()
            for column in table.columns
            if column in FOREIGN and FOREIGN[column][0] in self._written and KEYS.get(name) != column
        ]

    def _described(self) -> dict[str, Any]:
        tables = {
            name: {
                "description": TABLES.get(name, ""),
                "columns": {column: COLUMNS[column] for column in table.columns if column in COLUMNS},
                **({"facets": list(FACETS[name])} if name in FACETS else {}),
            }
            for name, table in self._written.items()
        }
        about = "Réponses recueillies dans les Flashcoops, sous codes."
        return {"title": "Flashcoop", "description": about, "databases": {"flashcoop": {"tables": tables}}}


@contextmanager
def _as_file() -> Iterator[None]:
    """Inside, what cannot be written is told as a file's: the tables are read from a database too."""
    try:
        yield
    except sqlite3.OperationalError as error:
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error

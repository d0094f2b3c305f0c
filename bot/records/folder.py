"""A folder as a target: a CSV file a table, and all of them as one workbook, changed together or not at all."""

import csv
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from bot.records.port import (
    NOTE_KEY,
    NOTE_PERSON,
    NOTE_TEXT,
    NOTE_TITLE,
    Failed,
    Refusal,
    Seen,
    Thing,
    note_cells,
)
from storage.export.cells import Row, clean, unguard
from storage.export.tables import table
from storage.export.text_files import CsvFiles
from storage.export.workbook import Workbook
from storage.records.mapping import Kind, Plan

FILES: Mapping[Kind, str] = {"person": "participants", "note": "notes", "cohort": "flashcoops"}
PART = ".flashcoop-records"  # in the folder: from there a file is moved to its place in one step

Rows = dict[str, dict[str, str]]  # cells by key and column
Lines = tuple[str, tuple[str, ...], list[Row]]  # the name of a table, its columns and its rows


class Folder:
    """A folder with a CAE's mapping."""

    shows_after = timedelta()

    def __init__(self, folder: Path, plan: Plan) -> None:
        self._folder = folder
        self._keys: dict[Kind, str] = {"person": plan.person.key}
        self._columns: dict[Kind, list[str]] = {"person": list(plan.person.columns)}
        if plan.notes.entries:
            self._keys["note"], self._columns["note"] = NOTE_KEY, [NOTE_PERSON, NOTE_TITLE, NOTE_TEXT]
        if plan.cohort:
            self._keys["cohort"], self._columns["cohort"] = plan.cohort.key, list(plan.cohort.columns)
        self.kinds: frozenset[Kind] = frozenset(self._keys)

    async def check(self) -> list[str]:
        """Whether files can be written there."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._failed(error) from None
        if not os.access(self._folder, os.W_OK):
            raise Failed(f"On ne peut pas écrire dans {self._folder}.")
        return []

    async def look(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Seen]:
        """The rows of those keys, as the file has them."""
        rows = self._read(kind)
        return {thing.key: Seen(thing.key, rows[thing.key]) for thing in things if thing.key in rows}

    async def put(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Seen | Refusal]:
        """Write the files anew, with these rows as they are to be."""
        rows = self._read(kind)
        for thing in things:
            cells = note_cells(thing) if kind == "note" else thing.cells
            rows[thing.key] = {name: clean(cells.get(name, "")) for name in self._columns[kind]}
        self._write({kind: rows})
        return {thing.key: Seen(thing.key, rows[thing.key]) for thing in things}

    async def remove(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Refusal]:
        """Write the files anew without these rows; with a person go the notes about her."""
        gone = {thing.key for thing in things}
        left = {kind: {key: cells for key, cells in self._read(kind).items() if key not in gone}}
        if kind == "person" and "note" in self.kinds:
            notes = self._read("note").items()
            left["note"] = {key: cells for key, cells in notes if cells[NOTE_PERSON] not in gone}
        self._write(left)
        return {}

    def _read(self, kind: Kind) -> Rows:
        path = self._folder / f"{FILES[kind]}.csv"
        try:
            if not path.exists():
                return {}
            with path.open(encoding="utf-8-sig", newline="") as file:
                found = list(csv.DictReader(file))
        except (OSError, UnicodeDecodeError, csv.Error):
            raise Failed(f"{path.name} ne se lit plus : renommez-le, il sera refait.") from None
        key, names = self._keys[kind], self._columns[kind]
        return {row[key]: {name: unguard(row.get(name) or "") for name in names} for row in found if row.get(key)}

    def _write(self, changed: Mapping[Kind, Rows]) -> None:
        part = self._folder / PART
        rows = {kind: changed[kind] if kind in changed else self._read(kind) for kind in self.kinds}
        try:
            shutil.rmtree(part, ignore_errors=True)  # what a crash left; nobody else writes here
            part.mkdir(parents=True)
            _fill(part, [self._table(kind, rows[kind]) for kind in FILES if kind in rows])
            for path in sorted(part.iterdir()):
                path.replace(self._folder / path.name)
        except OSError as error:
            raise self._failed(error) from None
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def _table(self, kind: Kind, rows: Rows) -> Lines:
        columns = (self._keys[kind], *self._columns[kind])
        return FILES[kind], columns, [(key, *cells.values()) for key, cells in sorted(rows.items())]

    def _failed(self, error: OSError) -> Failed:
        why = os.strerror(error.errno) if error.errno else type(error).__name__
        return Failed(f"Rien ne peut être écrit dans {self._folder} ({why}) : le disque est-il plein ?")


def _fill(folder: Path, tables: Sequence[Lines]) -> None:
    files, book = CsvFiles(folder), Workbook(folder)
    for each in tables:
        files.write(table(*each))
        book.write(table(*each))
    book.close()

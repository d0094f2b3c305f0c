"""A folder as a target: a CSV file a table, and all of them as one workbook, each there whole or not at all."""

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

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
from storage.export.cells import guard as cell
from storage.export.text_files import line
from storage.records.mapping import Kind, Plan

FILES: Mapping[Kind, str] = {"person": "participants", "note": "notes", "cohort": "flashcoops"}
WORKBOOK = "fiches.xlsx"
MADE = datetime(2026, 1, 1)

Rows = dict[str, dict[str, str]]  # cells by key and column, in the order they came


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
        rows, wanted = self._read(kind), {cell(thing.key): thing.key for thing in things}
        return {wanted[key]: Seen(key, cells) for key, cells in rows.items() if key in wanted}

    async def put(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Seen | Refusal]:
        """Write the file anew, with these rows as they are to be."""
        rows = self._read(kind)
        for thing in things:
            cells = note_cells(thing) if kind == "note" else thing.cells
            rows[cell(thing.key)] = {name: cell(cells.get(name, "")) for name in self._columns[kind]}
        self._write(kind, rows)
        return {thing.key: Seen(cell(thing.key), rows[cell(thing.key)]) for thing in things}

    async def remove(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Refusal]:
        """Write the files anew without these rows; with a person go the notes about her."""
        gone = {cell(thing.key) for thing in things}
        self._write(kind, {key: cells for key, cells in self._read(kind).items() if key not in gone})
        if kind == "person" and "note" in self.kinds:
            notes = {key: cells for key, cells in self._read("note").items() if cells[NOTE_PERSON] not in gone}
            self._write("note", notes)
        return {}

    def _path(self, kind: Kind) -> Path:
        return self._folder / f"{FILES[kind]}.csv"

    def _read(self, kind: Kind) -> Rows:
        try:
            if not self._path(kind).exists():
                return {}
            with self._path(kind).open(encoding="utf-8-sig", newline="") as file:
                found = list(csv.DictReader(file))
        except (OSError, UnicodeDecodeError, csv.Error):
            raise Failed(f"{self._path(kind).name} ne se lit plus : renommez-le, il sera refait.") from None
        key = self._keys[kind]
        return {row[key]: {name: row.get(name) or "" for name in self._columns[kind]} for row in found if row.get(key)}

    def _write(self, kind: Kind, rows: Rows) -> None:
        columns = (self._keys[kind], *self._columns[kind])
        lines = [line(columns), *(line((key, *cells.values())) for key, cells in sorted(rows.items()))]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._path(kind).with_suffix(".part")
            part.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
            part.replace(self._path(kind))
            self._workbook()
        except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
            raise self._failed(error) from None

    def _workbook(self) -> None:
        part = self._folder / f".{WORKBOOK}.part"
        try:
            book = xlsxwriter.Workbook(part, {"strings_to_formulas": False, "strings_to_urls": False})
            book.set_properties({"created": MADE})
            for kind in FILES:
                if kind in self.kinds:
                    _sheet(book.add_worksheet(FILES[kind]), [self._keys[kind], *self._columns[kind]], self._read(kind))
            book.close()
            part.rename(self._folder / WORKBOOK)
        finally:
            part.unlink(missing_ok=True)

    def _failed(self, error: Exception) -> Failed:
        full = isinstance(error, OSError) and error.errno is not None
        why = os.strerror(error.errno) if full else type(error).__name__  # type: ignore[attr-defined]
        return Failed(f"Rien ne peut être écrit dans {self._folder} ({why}) : le disque est-il plein ?")


def _sheet(sheet: xlsxwriter.worksheet.Worksheet, names: Sequence[str], rows: Rows) -> None:
    lines: Iterable[Sequence[str]] = [names, *([key, *cells.values()] for key, cells in rows.items())]
    for number, texts in enumerate(lines):
        for column, text in enumerate(texts):
            sheet.write_string(number, column, text)

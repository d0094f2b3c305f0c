"""Reads an export again, from the files it was written as."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.export.cells import unguard
from storage.export.described import NUMBERS
from storage.export.writing import MANIFEST
from storage.refusals import Refused

LONGEST = 10_000_000  # characters of a cell; Python's own limit is shorter than a long transcript
READABLE = ("csv", "jsonl")

Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export in a folder: its form, what it is of (`export.json`), and its tables by name."""

    folder: Path
    form: str
    exports: Sequence[dict[str, Any]]
    tables: Sequence[str]

    @property
    def installations(self) -> list[str]:
        """Where it comes from: one installation, or several where exports were put together before."""
        return [str(each["installation"]) for each in self.exports]

    def columns(self, name: str) -> list[str]:
        """The columns of a table; of an empty one in JSON Lines, none."""
        if self.form == "csv":
            with self._path(name).open(encoding="utf-8", newline="") as file:
                return [unguard(column) for column in next(csv.reader(file), [])]
        return list(next(iter(self.rows(name)), {}))

    def rows(self, name: str) -> Iterator[Cells]:
        """The rows of a table, by column. Refused, with file and line, for what is no row of it."""
        return self._csv(self._path(name)) if self.form == "csv" else self._jsonl(self._path(name))

    def _path(self, name: str) -> Path:
        path = self.folder / f"{name}.{self.form}"
        if not path.is_file():
            raise Refused("no_table", f"Il manque {path}.")
        return path

    def _csv(self, path: Path) -> Iterator[Cells]:
        csv.field_size_limit(LONGEST)
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            columns = [unguard(column) for column in next(reader, [])]
            try:
                for row in reader:
                    yield {name: _cell(name, text) for name, text in zip(columns, row, strict=True)}
            except (csv.Error, ValueError):
                raise Refused(
                    "bad_line", f"{path}, ligne {reader.line_num} : ce n'est pas une ligne d'export."
                ) from None

    def _jsonl(self, path: Path) -> Iterator[Cells]:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    row = json.loads(line)
                except ValueError:
                    row = None
                if not isinstance(row, dict):
                    raise Refused("bad_line", f"{path}, ligne {number} : ce n'est pas une ligne d'export.")
                yield row


def exported(folder: Path) -> Exported:
    """The export in a folder; refused, with one sentence, where there is none that can be read line by line."""
    try:
        about = json.loads((folder / MANIFEST).read_text("utf-8"))
        found = Exported(folder, about["form"], about["exports"], tuple(about["tables"]))
        assert all(each["installation"] for each in found.exports)
    except (OSError, ValueError, KeyError, TypeError, AssertionError):
        raise Refused("no_export", f"{folder} ne contient pas d'export (ou un export vide).") from None
    if found.form not in READABLE:
        raise Refused("not_mergeable", f"{folder} est un export {found.form} : fusionnez des exports csv ou jsonl.")
    return found


def _cell(column: str, text: str) -> object:
    if not text:
        return None
    return int(text) if column in NUMBERS and text.isdecimal() else unguard(text)

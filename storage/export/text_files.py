"""Tables as text: CSV for spreadsheets, JSON Lines for programs; a file each, in a folder."""

import json
from collections.abc import Iterable
from pathlib import Path

from storage.export.cells import Row, guard, is_harmless
from storage.export.tables import Parts, Table

REMEMBERED = 20_000  # parts of rows; a person's runs and the wordings of all languages are far fewer


class CsvFiles:
    """CSV in UTF-8, with commas and newlines, in which no program finds a formula."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, table: Table) -> int:
        """Write `NAME.csv`; the number of rows."""
        count, lines = 0, _Lines()
        with (self._folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(line(table.columns) + "\n")
            for some in table.together():
                file.writelines(map(lines.of, some))
                count += len(some)
        return count

    def close(self) -> None:
        """Each file is finished already."""


class _Lines:
    """Makes lines of rows, and remembers what it made of the parts that repeat: most of the time of an export."""

    def __init__(self) -> None:
        self._known: dict[Row, str] = {}

    def of(self, parts: Parts) -> str:
        """One row as a line."""
        if len(parts) == 1:
            return line(parts[0]) + "\n"
        known = self._known
        return ",".join([known.get(part) or self._remembered(part) for part in parts]) + "\n"

    def _remembered(self, part: Row) -> str:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        told = self._known[part] = line(part)
        return told


def line(cells: Iterable[object]) -> str:
    """Cells as CSV has them, quoted where they must be (RFC 4180)."""
    return ",".join([_cell(cell) for cell in cells])


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    text = cell if is_harmless(cell) else guard(cell)
    if "," in text or '"' in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


class JsonLines:
    """JSON Lines, an object a row."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, table: Table) -> int:
        """Write `NAME.jsonl`; the number of rows."""
        count, encode = 0, json.JSONEncoder(ensure_ascii=False).encode
        with (self._folder / f"{table.name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            for rows in table.chunks():
                file.writelines(encode(dict(zip(table.columns, row, strict=True))) + "\n" for row in rows)
                count += len(rows)
        return count

    def close(self) -> None:
        """Each file is finished already."""

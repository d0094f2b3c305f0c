"""A table of rows, written as a file that opens anywhere and harms nobody."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

Row = tuple[Any, ...]

# A spreadsheet takes what begins so for a formula (OWASP, « CSV Injection »), full-width signs and invisible
# characters before them included.
FORMULA = re.compile(r"^[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]|^[\t\r]")
SUSPICIOUS = " =+-@＝＋－＠"  # first characters, of a text without invisible ones, that need a closer look
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Table:
    """Names of columns, and rows as they come."""

    columns: tuple[str, ...]
    rows: Iterable[Row]


def cell(value: object) -> str:
    """A value as a CSV cell that no program takes for a formula; a control character becomes U+FFFD."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    if value.isprintable() and value[:1] not in SUSPICIOUS:
        return value
    if UNPRINTABLE.search(value):
        value = UNPRINTABLE.sub("\ufffd", value)
    return "'" + value if FORMULA.match(value) else value


def write_csv(table: Table, path: Path) -> int:
    """Write a table as CSV (UTF-8, comma, newline); the number of rows."""

    def write(file: IO[str]) -> int:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        count = 0
        for row in table.rows:
            writer.writerow([cell(value) for value in row])
            count += 1
        return count

    return _whole(path, write)


def write_jsonl(table: Table, path: Path) -> int:
    """Write a table as JSON Lines, an object a row; the number of rows."""

    def write(file: IO[str]) -> int:
        count = 0
        for each in _objects(table):
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
            count += 1
        return count

    return _whole(path, write)


def write_json(table: Table, path: Path) -> int:
    """Write a table as one JSON list; the number of rows. For tables that fit into memory."""
    rows = list(_objects(table))

    def write(file: IO[str]) -> int:
        json.dump(rows, file, ensure_ascii=False, indent=1)
        file.write("\n")
        return len(rows)

    return _whole(path, write)


def _objects(table: Table) -> Iterator[dict[str, Any]]:
    return (dict(zip(table.columns, row, strict=True)) for row in table.rows)


def _whole(path: Path, write: Callable[[IO[str]], int]) -> int:
    with _beside(path) as part:
        with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
            count = write(file)
        part.rename(path)
    return count


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)

"""What is in the files of an export."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl

Rows = list[dict[str, Any]]


def csv_rows(folder: Path, name: str) -> Rows:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def jsonl_rows(folder: Path, name: str) -> Rows:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]


def sheets(folder: Path, *names: str) -> dict[str, Rows]:
    """The rows of the named sheets of a workbook, of every sheet where none is named."""
    book = openpyxl.load_workbook(folder / "flashcoop.xlsx", read_only=True)
    found = {}
    for sheet in (book[name] for name in names or book.sheetnames):
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found

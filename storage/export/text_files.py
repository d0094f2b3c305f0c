"""Tables as text: CSV for spreadsheets, JSON Lines for programs; a file each, in a folder."""

import csv
import json
from pathlib import Path

from storage.export.cells import guard
from storage.export.tables import Table


class CsvFiles:
    """CSV in UTF-8, with commas and newlines, in which no program finds a formula."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, table: Table) -> int:
        """Write `NAME.csv`; the number of rows."""
        count = 0
        with (self._folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(map(guard, table.columns))
            for rows in table.chunks(guard):
                writer.writerows(rows)
                count += len(rows)
        return count

    def close(self) -> None:
        """Each file is finished already."""


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

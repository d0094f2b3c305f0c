"""Tables as one XLSX file: a sheet each, written row by row, texts as texts."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from storage.export.cells import Row
from storage.export.tables import Table

NAME = "flashcoop.xlsx"
SHEET_ROWS = 1_048_576  # Excel's, the headings among them
LONGEST = 32_767  # UTF-16 units of a cell, Excel's
CUT = " […]"  # stands at the end of what was longer
WIDTH = 18  # characters a column is wide at first
# A file says when it was made; ours does not know, so that the same data are the same bytes.
MADE = datetime(2000, 1, 1)
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Workbook:
    """`flashcoop.xlsx` in a folder."""

    def __init__(self, folder: Path) -> None:
        # In a folder of its own XlsxWriter keeps rows until the end: where a full disk would be met anyway.
        self._book = xlsxwriter.Workbook(str(folder / NAME), {**OPTIONS, "tmpdir": str(folder)})
        self._book.set_properties({"created": MADE})
        self._heading = self._book.add_format({"bold": True})

    def write(self, table: Table) -> int:
        """Write a sheet called like the table, and `NAME 2`… for what does not fit into it; the number of rows."""
        rows = (row for chunk in table.chunks() for row in chunk)
        count, number = 0, 1
        while True:
            title = table.name if number == 1 else f"{table.name} {number}"
            written = self._sheet(title, table.columns, islice(rows, SHEET_ROWS - 1))
            count += written
            if written < SHEET_ROWS - 1:
                return count
            number += 1

    def close(self) -> None:
        """Put the sheets together. Raises OSError where that cannot be written."""
        try:
            self._book.close()
        except FileCreateError as error:
            raise error.args[0] from error

    def _sheet(self, title: str, columns: tuple[str, ...], rows: Iterable[Row]) -> int:
        sheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(columns) - 1, WIDTH)
        for place, name in enumerate(columns):
            sheet.write_string(0, place, name, self._heading)
        number = 0
        for number, row in enumerate(rows, 1):
            _write(sheet, number, row)
        return number


def _write(sheet: Any, number: int, row: Row) -> None:  # noqa: ANN401 -- XlsxWriter has no types
    for place, value in enumerate(row):
        if isinstance(value, str):
            sheet.write_string(number, place, _fitting(value))
        elif value is not None:
            sheet.write_number(number, place, value)


def _fitting(text: str) -> str:
    """A text as a cell can hold it."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return text + " "  # XlsxWriter would put such a text into its XML as it is
    if len(text) <= LONGEST // 2:  # where every character counts twice
        return text
    cells = text.encode("utf-16-le")
    return text if len(cells) <= 2 * LONGEST else cells[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT

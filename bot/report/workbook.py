"""The bilan as a workbook: a sheet a section, figures as figures, texts as texts."""

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.report.document import Bilan, Block, Cell, Euros, Percent, Plot, Quote, Section, Table
from bot.report.plots import drawn
from bot.report.words import SIGNED

MADE = datetime(2020, 1, 1)  # always the same, so that the bytes are
NAME_LETTERS = 31  # of a sheet; Excel's limit
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST = 32_767  # letters of a cell; Excel's limit
FIRST, OTHERS = 52, 18  # widths of columns
PLOT_ROWS = 26  # rows that a plot covers
TEXTS_STAY_TEXTS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(bilan: Bilan) -> bytes:
    """The XLSX file."""
    file = BytesIO()
    book = Workbook(file, TEXTS_STAY_TEXTS)
    book.set_properties({"title": bilan.title, "created": MADE})
    formats = {
        "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "percent": book.add_format({"num_format": "0\u00a0%", "valign": "top"}),
        "euros": book.add_format({"num_format": "#,##0.00\u00a0€", "valign": "top"}),
    }
    for number, section in enumerate(bilan.sections, 1):
        title = f"{number} {section.title}".translate(FORBIDDEN)[:NAME_LETTERS]
        _Writer(book.add_worksheet(title), formats).write(bilan, section)
    book.close()
    return file.getvalue()


class _Writer:
    """Writes a section downwards."""

    def __init__(self, sheet: Worksheet, formats: dict[str, Format]) -> None:
        self._sheet, self._formats, self._line = sheet, formats, 0
        sheet.set_column(0, 0, FIRST)
        sheet.set_column(1, 12, OTHERS)

    def write(self, bilan: Bilan, section: Section) -> None:
        """A section under the title of the bilan."""
        self._row(f"{bilan.title} — {bilan.day}", bold=True)
        self._row(section.title, bold=True)
        for block in section.blocks:
            self._line += 1
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Table():
                self._table(block)
            case Plot():
                picture = {"image_data": BytesIO(drawn(block, "png")), "description": block.alt}
                self._sheet.insert_image(self._line, 0, f"{block.key}.png", picture | {"x_scale": 0.6, "y_scale": 0.6})
                self._line += PLOT_ROWS
            case Quote():
                mark = f" ({block.mark})" if block.mark else ""
                self._row(f"« {block.text} » {SIGNED}{mark}", *block.themes)
            case _:
                self._row(block)

    def _table(self, table: Table) -> None:
        self._row(table.caption, bold=True)
        self._row(*table.columns, bold=True)
        for row in table.rows:
            self._row(*row)
        if table.note:
            self._row(table.note)

    def _row(self, *cells: Cell, bold: bool = False) -> None:
        for column, cell in enumerate(cells):
            self._cell(column, cell, bold=bold)
        self._line += 1

    def _cell(self, column: int, cell: Cell, *, bold: bool) -> None:
        match cell:
            case Percent():
                self._sheet.write_number(self._line, column, cell.value / 100, self._formats["percent"])
            case Euros():
                self._sheet.write_number(self._line, column, cell.cents / 100, self._formats["euros"])
            case int():
                self._sheet.write_number(self._line, column, cell, self._formats["text"])
            case _:
                form = self._formats["bold" if bold else "text"]
                self._sheet.write_string(self._line, column, cell[:LONGEST], form)

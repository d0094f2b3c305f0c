"""The rows of a list as a spreadsheet wrote it, CSV or XLSX: texts, with what cannot be read said in a sentence."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from storage.refusals import Refused

BYTES = 1024 * 1024  # of a file; a Flashcoop's list has some kilobytes
UNPACKED = 20 * 1024 * 1024  # bytes of an XLSX once unpacked; a bomb is thousands of times its size
ROWS = 500  # read at all: a list of people with notes above and below, not a register
COLUMNS = 40  # read of a row
CELL = 200  # letters of a cell
FORMULA = "\ufffc"  # stands where a formula stood: it is never evaluated
UTF16 = (b"\xff\xfe", b"\xfe\xff")
MARKS = ";,\t|"

Row = tuple[int, list[str]]  # its number in the file, counted from 1, and its cells


def read_table(content: bytes) -> list[Row]:
    """The rows that are not empty, of CSV in whatever encoding and separator or of an XLSX's first sheet.

    Raises Refused, with one sentence, for what is no list.
    """
    if len(content) > BYTES:
        raise Refused("list_too_big", "Ce fichier est trop gros pour une liste de personnes (1 Mo au plus).")
    if not content.strip():
        raise Refused("list_empty", "Ce fichier est vide.")
    rows = _xlsx(content) if content.startswith(b"PK") else _csv(_text(content))
    found = []
    for number, cells in rows:
        tidy = [cell.strip()[:CELL] for cell in cells[:COLUMNS]]
        if number > ROWS and any(tidy):
            raise Refused("list_too_long", f"Cette liste a plus de {ROWS} lignes : gardez celles du Flashcoop.")
        if any(tidy):
            found.append((number, tidy))
    return found


def _text(content: bytes) -> str:
    """UTF-8, UTF-16 where it says so, else what Excel writes in France (Windows-1252)."""
    encodings = ["utf-16"] if content.startswith(UTF16) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("list_encoding", "Ce fichier ne se lit pas : enregistrez-le en CSV UTF-8 ou en XLSX.")


def _csv(text: str) -> Iterator[Row]:
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().strip('"').lower().startswith("sep="):  # Excel's own way to name the separator
        text, skipped = rest, 1
    head = text.partition("\n")[0]
    mark = max(MARKS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for row in reader:
            yield reader.line_num + skipped, row
    except csv.Error:
        raise Refused("list_csv", f"La ligne {reader.line_num + skipped} de ce fichier ne se lit pas.") from None


def _xlsx(content: bytes) -> Iterator[Row]:
    import openpyxl  # loaded when there is such a file: every start would wait for it

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
        if unpacked > UNPACKED:
            raise Refused("list_too_big", "Ce fichier XLSX est trop gros une fois ouvert : gardez la liste seule.")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        for number, row in enumerate(book.worksheets[0].iter_rows(max_row=ROWS + 1, max_col=COLUMNS), 1):
            yield number, [_cell(cell) for cell in row]
    except Refused:
        raise
    except (zipfile.BadZipFile, ParseError, KeyError, ValueError, IndexError, TypeError, OSError, EOFError):
        raise Refused("list_xlsx", "Ce fichier XLSX ne s'ouvre pas : enregistrez-le à nouveau, ou en CSV.") from None


def _cell(cell: Any) -> str:  # noqa: ANN401 -- openpyxl has no types
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a telephone number typed without its zero
    return str(value)

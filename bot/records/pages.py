"""What enDI's pages and files say: the columns it has recognised, the rows of its export."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from html.parser import HTMLParser

SEPARATOR = ";"
ROW_ID = "ID Gestion sociale"  # the column of the export with enDI's own number of a row
# enDI guesses how quotes are doubled from the beginning of a file, and guesses wrong where none is there.
QUOTE, INSTEAD = '"', "”"


class Columns(HTMLParser):
    """The columns of a file as enDI's import page has understood them: their names, and each one's attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._choosing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A name comes in a hidden field, its attribute as the selected option of the list that follows."""
        given = dict(attrs)
        if tag == "input" and given.get("name") == "csv_field":
            self.found.append((given.get("value") or "", ""))
        elif tag == "select":
            self._choosing = given.get("name") == "model_attribute"
        elif tag == "option" and self._choosing and "selected" in given and self.found:
            self.found[-1] = (self.found[-1][0], given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        """A list of attributes is over."""
        if tag == "select":
            self._choosing = False


def columns(page: str) -> list[tuple[str, str]]:
    """Each column of the file that was sent with the attribute enDI gives it, "" where it has none."""
    parser = Columns()
    parser.feed(page)
    return parser.found


def file_of(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A file as enDI's import wants it: every field quoted, semicolons, no quote inside."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([cell(text) for text in row] for row in rows)
    return written.getvalue()


def cell(text: str) -> str:
    """A text as it can stand in a file for enDI."""
    return text.replace(QUOTE, INSTEAD).strip()


def export_rows(content: bytes) -> list[Mapping[str, str]]:
    """The rows of enDI's export by column, shown as it shows them. ValueError when it is none."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=SEPARATOR))
    if rows and ROW_ID not in rows[0]:
        raise ValueError("no such column")
    return [{name: text or "" for name, text in row.items() if name} for row in rows]

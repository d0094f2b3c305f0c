"""The bilan of what is in the database, and what people add to it: themes, and the list of territories."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import exporting
from bot.exporting import Asked
from bot.operating import Operating
from bot.report import report_bytes
from bot.report.responses import Scope
from storage import cohorts, people, territories, themes
from storage.database import Database
from storage.export.selection import Filters
from storage.refusals import Refused


def scope_of(db: Database, cohort: str | None, cae: str | None) -> Scope:
    """One Flashcoop, one CAE by code or name, or all there is; refused where there is none of that code."""
    if cohort:
        return Scope("cohort", cohorts.cohort(db, cohort).code)
    return Scope("cae", cohorts.cae_code(db, cae)) if cae else Scope()


@contextmanager
def exported(db: Database, asked: Asked, *, names_of: str | None = None) -> Iterator[Path]:
    """A folder with everything exported, gone afterwards: the bilan reads what anybody could, and nothing else.

    With `names_of` a CAE (code or name), only hers, with names.
    """
    allowed = exporting.Scope(names_of, names=names_of is not None)
    with TemporaryDirectory(prefix="flashcoop-bilan-") as folder:
        exporting.export_folder(db, Path(folder), "csv", allowed, Filters(), asked)
        yield Path(folder)


def report_of(db: Database, scope: Scope, form: str, asked: Asked, announced: int | None = None) -> bytes:
    """The bilan of a scope as html, pdf or xlsx, of the day that `asked` says it is; the bytes of the command."""
    with exported(db, asked) as folder:
        return report_bytes(folder, scope, form, asked.now.date(), announced)


def import_territories(operating: Operating, file: str) -> dict[str, int]:
    """Take a CSV list of territories (its absolute path) in the place of the one before."""
    try:
        with Path(file).open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            missing = set(territories.COLUMNS) - set(rows.fieldnames or ())
            if missing:
                raise Refused("bad_columns", f"Il manque une colonne : {', '.join(sorted(missing))}.")
            return {"places": territories.replace_list(operating.db, rows)}
    except (OSError, UnicodeDecodeError, csv.Error):
        raise Refused("unreadable", f"{file} ne se lit pas : un fichier CSV en UTF-8 est attendu.") from None


def put_theme(operating: Operating, answer: str, theme: str, by: str) -> dict[str, str]:
    """A person, by her code, puts a theme on an open answer."""
    author = people.person_by_code(operating.db, by).code
    return {"answer": answer, "theme": themes.put(operating.db, answer, theme, author, operating.now)}


def take_theme_off(operating: Operating, answer: str, theme: str) -> dict[str, bool]:
    """A theme is taken off an answer."""
    return {"removed": themes.take_off(operating.db, answer, theme)}

"""The export, for a command and for a page: the same rules and the same bytes for both."""

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.following import follow_up_table, status_table
from dialogs.questionnaire import Questionnaire
from storage import cohorts
from storage.database import Database
from storage.export import export
from storage.export.flashcoops import carriers
from storage.export.selection import Filters, Selection
from storage.export.tables import Table
from storage.export.workbook import NAME as WORKBOOK
from storage.export.writing import Seen, nobody
from storage.refusals import Refused

MODES = ("tap", "voice", "typed", "tablet", "phone")
MOMENT = re.compile(r"once|last|exit|cold|any|session:[1-9][0-9]?")
ARCHIVE = "flashcoop-{form}.zip"
MIMES = {".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".zip": "application/zip"}
PIECE = 1 << 16  # bytes handed on at a time
# Files in an archive say when they were made; ours do not know, so that the same data are the same bytes.
MADE = (2000, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o644 << 16


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody may take away: of one CAE (its code or name) or of all (None), with names or without."""

    cae: str | None = None
    names: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The questionnaires there are, and the present: what states (done, absent…) are derived from."""

    questionnaires: Sequence[Questionnaire]
    now: datetime


def export_folder(
    db: Database, folder: Path, form: str, scope: Scope, filters: Filters, asked: Asked, seen: Seen = nobody
) -> dict[str, int]:
    """Write the export into a folder; the rows of each table, by name.

    Refused for filters outside the scope or of no sense, for names without a CAE, and for what `export` refuses.
    """
    filters = _within(db, scope, filters)
    _check(filters, asked)

    def more(selection: Selection) -> Iterable[Table]:
        given = (db, selection, asked.questionnaires, asked.now)
        return status_table(*given), follow_up_table(*given, personal=scope.names)

    return export(db, folder, form, filters, personal=scope.names, more=more, seen=seen)


def export_name(form: str) -> str:
    """What the one file of a form is called that `export_bytes` makes."""
    return WORKBOOK if form == "xlsx" else ARCHIVE.format(form=form)


def export_bytes(
    db: Database,
    form: str,
    scope: Scope,
    filters: Filters,
    asked: Asked,
    beside: Path | None = None,
    seen: Seen = nobody,
) -> Iterator[bytes]:
    """The export as one file, some bytes at a time: the workbook itself, or an archive of the folder's files.

    The bytes are those `export_folder` writes. They are made in a folder inside `beside` (the system's place for such
    things if None), which is gone when the last of them was taken.
    """
    with TemporaryDirectory(prefix="flashcoop-export-", dir=beside) as place:
        folder = Path(place)
        export_folder(db, folder, form, scope, filters, asked, seen)
        with (folder / WORKBOOK if form == "xlsx" else archive_of(folder)).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def archive_of(folder: Path) -> Path:
    """All files of a folder in one beside them; the same bytes for the same files."""
    files = sorted(folder.iterdir())
    path = folder / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            about = zipfile.ZipInfo(file.name, MADE)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, PLAIN_FILE
            with file.open("rb") as source, archive.open(about, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)
    return path


def _within(db: Database, scope: Scope, filters: Filters) -> Filters:
    if scope.names and scope.cae is None:
        raise Refused("names_of_one_cae", "Les noms ne sortent que pour une CAE : dites laquelle.")
    asked_for, allowed = (cohorts.cae_id(db, cae) if cae else None for cae in (filters.cae, scope.cae))
    if allowed is not None and asked_for not in (None, allowed):
        raise Refused("not_yours", "Cette CAE n'est pas la vôtre.")
    cae = asked_for if allowed is None else allowed
    return replace(filters, cae=None if cae is None else carriers(db)[cae])


def _check(filters: Filters, asked: Asked) -> None:
    spoken = {lang for each in asked.questionnaires for q in each.questions for lang in q.first.phrase.wordings}
    if filters.language is not None and filters.language not in spoken:
        raise Refused("unknown_language", f"« {filters.language} » n'est pas une langue : {', '.join(sorted(spoken))}.")
    if filters.mode is not None and filters.mode not in MODES:
        raise Refused("unknown_mode", f"« {filters.mode} » n'est pas une façon de répondre : {', '.join(MODES)}.")
    if filters.moment is not None and not MOMENT.fullmatch(filters.moment):
        sentence = f"« {filters.moment} » n'est pas un moment : once, session:3, last, exit, cold ou any."
        raise Refused("unknown_moment", sentence)

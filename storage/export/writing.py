"""Tables into a folder, in one of the forms: complete, or not at all."""

import errno
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from storage.export.database_file import DatabaseFile
from storage.export.tables import Table, Writer
from storage.export.text_files import CsvFiles, JsonLines
from storage.export.workbook import Workbook
from storage.refusals import Refused

WRITERS: Mapping[str, Callable[[Path], Writer]] = {
    "csv": CsvFiles,
    "xlsx": Workbook,
    "jsonl": JsonLines,
    "sqlite": DatabaseFile,
}
MANIFEST = "export.json"
PART = ".flashcoop-export"  # in the folder: there a file can be moved to its place in one step
REASONS = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le disque est plein",
    errno.EACCES: "il est interdit d'y écrire",
    errno.EROFS: "il est interdit d'y écrire",
}

Seen = Callable[[str, int], None]


def nobody(table: str, rows: int) -> None:
    """Nobody looks on."""
    del table, rows


def write_tables(
    tables: Iterable[Table], folder: Path, form: str, about: Mapping[str, Any], seen: Seen = nobody
) -> dict[str, int]:
    """Write tables in a form, and `export.json` that says what they are; the rows of each, by name.

    `seen` hears, again and again, how many more rows of a table were written. Refused for an unknown form, and where
    the folder cannot be written or its disk is full: then nothing in the folder has changed.
    """
    if form not in WRITERS:
        raise Refused("unknown_format", f"« {form} » n'est pas un format : {', '.join(WRITERS)}.")
    with _made_beside(folder) as part:
        writer = WRITERS[form](part)
        written = {each.name: writer.write(replace(each, seen=partial(seen, each.name))) for each in tables}
        writer.close()
        manifest = json.dumps({"form": form, **about, "tables": written}, ensure_ascii=False, indent=1)
        (part / MANIFEST).write_text(manifest + "\n", encoding="utf-8")
    return written


@contextmanager
def _made_beside(folder: Path) -> Iterator[Path]:
    """A folder to write into, whose files are moved to their place in the end: all, or none."""
    part = folder / PART
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.mkdir()
    except OSError as error:
        if part.is_dir():
            sentence = f"Un autre export écrit dans {folder} ; s'il n'y en a pas, effacez {part}."
            raise Refused("export_running", sentence) from error
        raise Refused("folder", f"{folder} n'est pas un dossier où écrire.") from error
    try:
        yield part
        for path in sorted(part.iterdir()):
            path.replace(folder / path.name)
    except OSError as error:
        why = REASONS.get(error.errno or 0, str(error))
        raise Refused("not_written", f"L'export n'a pas pu être écrit dans {folder} : {why}.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)

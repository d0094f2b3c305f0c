"""What was answered, for those who evaluate: pseudonymised, streamed, the same bytes for the same database."""

from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database

from storage.export import codebook
from storage.export.agreements import agreement_rows
from storage.export.answers import answer_rows
from storage.export.peers import peer_rows
from storage.export.presence import attendance_rows
from storage.export.tables import Table, write_csv, write_json, write_jsonl
from storage.refusals import Refused

WRITERS: dict[str, Callable[[Table, Path], int]] = {"csv": write_csv, "jsonl": write_jsonl}


def export(db: Database, folder: Path, form: str, *, personal: bool = False) -> dict[str, int]:
    """Write answers, agreements, attendance, peers and codebook into a folder; the rows of each file, by name.

    `form` is csv or jsonl; the codebook is written as csv and json besides. Names, phones, addresses and voices
    are left out unless `personal` is asked for. Each file is there whole or not at all. Best run on a reader.
    """
    if form not in WRITERS:
        raise Refused("unknown_format", f"« {form} » n'est pas un format : {', '.join(WRITERS)}.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refused("folder", f"{folder} n'est pas un dossier où écrire.") from None
    written = {f"answers.{form}": WRITERS[form](answer_rows(db, personal=personal), folder / f"answers.{form}")}
    agreements = f"agreements.{form}"
    written[agreements] = WRITERS[form](agreement_rows(db), folder / agreements)
    written[f"attendance.{form}"] = WRITERS[form](attendance_rows(db), folder / f"attendance.{form}")
    written[f"peers.{form}"] = WRITERS[form](peer_rows(db), folder / f"peers.{form}")
    book = codebook.codebook(db)
    written["codebook.csv"] = write_csv(book, folder / "codebook.csv")
    written["codebook.json"] = write_json(codebook.codebook(db), folder / "codebook.json")
    return written

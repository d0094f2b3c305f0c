"""What became of the recordings of an answer: transcripts, translations, and which sounds are still kept."""

import sqlite3
from collections.abc import Iterable

from sqlite_utils import Database

from storage.database import one
from storage.export.cells import Row
from storage.export.runs import tolerant

COLUMNS = (
    "transcript",
    "transcript_status",
    "transcript_by",
    "transcript_machine",
    "transcript_uncertain",
    "translation",
    "translation_by",
    "audio",
)
NONE: Row = (None,) * len(COLUMNS)


def recordings(db: Database, takes: Iterable[str]) -> Row:
    """The cells of the takes of one answer, `COLUMNS`; several are told in one cell, a line each."""
    with tolerant(db):
        found = [row for take in takes if (row := one(db, _TAKE, (take,)))]
    statuses = {row["transcript_status"] for row in found}
    # The least sure of them speaks for all.
    status = next((each for each in ("none", "machine", "checked") if each in statuses), None)
    signed = [row["transcript_by"] for row in found if row["transcript_status"] == "checked"]
    stored = [row["id"] for row in found if row["state"] == "stored"]
    return (
        _lines(found, "transcript"),
        status,
        _names(signed),
        _lines(found, "machine_transcript"),
        int(any(row["uncertain"] for row in found)) if found else None,
        _lines(found, "translation"),
        _names(row["translated_by"] for row in found),
        " ".join(stored) or None,
    )


def _lines(found: list[sqlite3.Row], column: str) -> str | None:
    return "\n".join(row[column] for row in found if row[column]) or None


def _names(codes: Iterable[str | None]) -> str | None:
    return " ".join(sorted({code for code in codes if code})) or None


_TAKE = (
    "SELECT id, state, transcript, transcript_status, transcript_by, machine_transcript, uncertain, translation,"
    " translated_by FROM takes WHERE id = ?"
)

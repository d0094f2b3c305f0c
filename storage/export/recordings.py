"""What became of the recordings of an answer: transcripts, translations, and which sounds are still kept."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

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
SURENESS = ("none", "machine", "checked")
NONE: Row = (None,) * len(COLUMNS)


def recordings(db: Database, takes: Iterable[str]) -> Row:
    """The cells of the takes of one answer, `COLUMNS`; several are told in one cell, a line each."""
    found = [row for take in takes if (row := _take(db, take))]
    if len(found) < 2:
        return found[0] if found else NONE
    transcripts, statuses, signed, machine, uncertain, translations, translated, audio = zip(*found, strict=True)
    return (
        _lines(transcripts),
        min(statuses, key=SURENESS.index),  # the least sure of them speaks for all
        _names(signed),
        _lines(machine),
        max(uncertain),
        _lines(translations),
        _names(translated),
        " ".join(filter(None, audio)) or None,
    )


def _take(db: Database, take: str) -> Row | None:
    try:
        return _read(db, take)
    except sqlite3.OperationalError:  # what Python says of bytes that are no UTF-8
        with tolerant(db):
            return _read(db, take)


def _read(db: Database, take: str) -> Row | None:
    cursor = db.conn.cursor()
    cursor.row_factory = None
    row: Row | None = cursor.execute(_TAKE, (take,)).fetchone()
    return row


def _lines(texts: Iterable[Any]) -> str | None:
    return "\n".join(filter(None, texts)) or None


def _names(codes: Iterable[Any]) -> str | None:
    return " ".join(sorted(set(filter(None, codes)))) or None


_TAKE = """
SELECT nullif(transcript, ''), transcript_status, CASE transcript_status WHEN 'checked' THEN transcript_by END,
    nullif(machine_transcript, ''), uncertain, nullif(translation, ''), translated_by,
    CASE state WHEN 'stored' THEN id END
FROM takes WHERE id = ?
"""

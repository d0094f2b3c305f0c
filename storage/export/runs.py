"""The runs of a selection in the order of an export, each with every answer ever given in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from sqlite_utils import Database

from storage.export.selection import Selection

AT_ONCE = 500  # runs read ahead: where their texts are damaged they are read by slower rules


class Run(NamedTuple):
    """One run of a questionnaire; `about` is whom a partner speaks of, where that person agrees."""

    id: int
    participant: str
    cohort: str | None
    cae: str | None
    questionnaire: str
    hash: str
    moment: str
    opened_at: str
    finished_at: str | None
    timezone: str | None
    about: str | None


# question, value, none, wording, language, mode (those six name what is told: `versions.Told`), author, door, take_id,
# guessed, revision, answered_at
Given = tuple[Any, ...]


def runs(db: Database, selection: Selection) -> Iterator[tuple[Run, list[Given], bool]]:
    """Each run, its revisions by question and number, and whether some of their bytes are no text.

    Runs in which people rate each other are not among them.
    """
    heads, answers = db.conn.cursor(), db.conn.cursor()
    # Plain tuples, and text decoded by SQLite itself: half of the time of an export otherwise.
    heads.row_factory = answers.row_factory = None
    heads.execute(_RUNS, selection.sql)
    while found := _some(db, heads):
        for head in found:
            run = Run(*head)
            yield run, *_given(db, answers, run.id)


def _some(db: Database, heads: sqlite3.Cursor) -> list[Any]:
    with tolerant(db):
        return heads.fetchmany(AT_ONCE)


def _given(db: Database, answers: sqlite3.Cursor, run_id: int) -> tuple[list[Given], bool]:
    try:
        return answers.execute(_ANSWERS, (run_id,)).fetchall(), False
    except sqlite3.OperationalError:  # what Python says of bytes that are no UTF-8
        with tolerant(db):
            return answers.execute(_ANSWERS, (run_id,)).fetchall(), True


@contextmanager
def tolerant(db: Database) -> Iterator[None]:
    """Inside, bytes that are no text are read as U+FFFD instead of ending everything."""
    before = db.conn.text_factory
    db.conn.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        yield
    finally:
        db.conn.text_factory = before


# CROSS JOIN keeps the order of the loops, which is the order of the rows: nothing has to be sorted.
_RUNS = """
SELECT i.id, p.code, c.code, caes.code, i.questionnaire, i.hash, i.moment, i.opened_at, i.finished_at, c.timezone,
    CASE WHEN i.subject_id IS NOT NULL THEN
        (SELECT s.code FROM people s WHERE s.id = i.subject_id AND
            (SELECT a.given FROM consents a WHERE a.person_id = s.id AND a.purpose = 'records'
             ORDER BY a.id DESC LIMIT 1) = 1) END
FROM people p CROSS JOIN instances i ON i.person_id = p.id
LEFT JOIN cohorts c ON c.id = i.cohort_id LEFT JOIN caes ON caes.id = i.cae_id
WHERE (i.subject_id IS NULL OR p.role <> 'participant') AND (:cae IS NULL OR i.cae_id = :cae)
    AND (:cohort IS NULL OR i.cohort_id = :cohort) AND (:moment IS NULL OR i.moment = :moment)
ORDER BY p.code, i.questionnaire, i.moment, coalesce(i.cohort_id, 0), coalesce(i.subject_id, 0)
"""
_ANSWERS = """
SELECT question, value, none, wording, language, mode, author, door, take_id, guessed, revision, answered_at
FROM answers WHERE instance_id = ? ORDER BY question, revision
"""

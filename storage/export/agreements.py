"""One row for each thing said to a purpose: what was agreed to, refused and taken back, in which words."""

from collections.abc import Iterator

from sqlite_utils import Database

from storage.export.cells import Row
from storage.export.runs import tolerant
from storage.export.selection import Selection
from storage.export.tables import Table, table

COLUMNS = (
    *("participant", "cohort", "cae", "purpose", "given", "present", "wording", "wording_hash", "language", "mode"),
    *("author", "recording", "at"),
)
_LANGUAGE, _MODE, _AT = (COLUMNS.index(name) for name in ("language", "mode", "at"))


def agreement_table(db: Database, selection: Selection) -> Table:
    """Everything said to purposes, in the order it was said; `present` is 1 for what holds now, `recording` the name
    of how she said it while that is kept.
    """
    return table("agreements", COLUMNS, _rows(db, selection))


def _rows(db: Database, selection: Selection) -> Iterator[Row]:
    cursor = db.conn.cursor()
    cursor.row_factory = None
    cursor.execute(_AGREEMENTS, selection.sql)
    while True:
        with tolerant(db):
            row = cursor.fetchone()
        if row is None:
            return
        *cells, timezone = row
        if selection.has(cells[_LANGUAGE], cells[_MODE], cells[_AT], timezone):
            yield tuple(cells)


_AGREEMENTS = """
SELECT p.code, h.code, caes.code, c.purpose, c.given,
    c.id = (SELECT max(l.id) FROM consents l WHERE l.person_id = c.person_id AND l.purpose = c.purpose),
    c.wording, c.wording_hash, c.language, c.mode, c.author,
    (SELECT t.id FROM takes t WHERE t.id = c.take_id AND t.state = 'stored'), c.at, h.timezone
FROM people p CROSS JOIN consents c ON c.person_id = p.id
LEFT JOIN cohorts h ON h.id = p.cohort_id LEFT JOIN caes ON caes.id = p.cae_id
WHERE (:cae IS NULL OR p.cae_id = :cae) AND (:cohort IS NULL OR p.cohort_id = :cohort)
ORDER BY p.code, c.purpose, c.id
"""

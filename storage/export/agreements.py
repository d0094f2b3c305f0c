"""One row for each thing said to a purpose: what was agreed to, refused and taken back, in which words."""

from sqlite_utils import Database

from storage.export.tables import Table

COLUMNS = (
    "participant",
    "cohort",
    "cae",
    "purpose",
    "given",
    "present",
    "wording",
    "wording_hash",
    "language",
    "mode",
    "author",
    "recording",
    "at",
)


def agreement_rows(db: Database) -> Table:
    """Everything said to purposes, in the order it was said; `present` is 1 for what holds now, `recording` the name
    of how she said it while that is kept.
    """
    return Table(COLUMNS, map(tuple, db.conn.execute(_AGREEMENTS)))


_AGREEMENTS = """
SELECT p.code, h.code, caes.code, c.purpose, c.given,
    c.id = (SELECT max(l.id) FROM consents l WHERE l.person_id = c.person_id AND l.purpose = c.purpose),
    c.wording, c.wording_hash, c.language, c.mode, c.author,
    (SELECT t.id FROM takes t WHERE t.id = c.take_id AND t.state = 'stored'), c.at
FROM consents c JOIN people p ON p.id = c.person_id
LEFT JOIN cohorts h ON h.id = p.cohort_id LEFT JOIN caes ON caes.id = p.cae_id
ORDER BY p.code, c.purpose, c.id
"""

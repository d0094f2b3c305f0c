"""Who took part, as codes: participants, animators, partners, interpreters."""

from sqlite_utils import Database

from storage.database import one
from storage.export.cells import Row
from storage.export.selection import Selection
from storage.export.tables import Table, table

COLUMNS = (
    *("participant", "cohort", "cae", "role", "language", "since", "withdrawn_at", "prescriber"),
    *("qpv", "zrr", "cohorts", "installation"),
)
NOT_FOUND = "unknown"  # no list of territories says anything of an address yet; never « no »


def people_table(db: Database, selection: Selection) -> Table:
    """One row a person of the Flashcoops wanted; `cohort` is the first she came into, `cohorts` all of them."""
    place = installation(db)
    rows = ((*row, NOT_FOUND, NOT_FOUND, more, place) for *row, more in map(tuple, _people(db, selection)))
    return table("people", COLUMNS, rows)


def installation(db: Database) -> str | None:
    """What this installation is called where several are put together: the code of its first CAE, which is random.

    A copy of a database that lives on elsewhere has the same one, as it should: its people are the same.
    """
    row = one(db, "SELECT code FROM caes ORDER BY id LIMIT 1")
    return row["code"] if row else None


def _people(db: Database, selection: Selection) -> list[Row]:
    return db.conn.execute(_PEOPLE, selection.sql).fetchall()


_PEOPLE = """
SELECT p.code, c.code, caes.code, p.role, p.language, substr(p.created_at, 1, 10), p.withdrawn_at,
    (SELECT s.code FROM prescriptions r JOIN people s ON s.id = r.partner_id WHERE r.person_id = p.id),
    (SELECT group_concat(code, ' ') FROM (SELECT o.code FROM members m JOIN cohorts o ON o.id = m.cohort_id
        WHERE m.person_id = p.id ORDER BY o.code))
FROM people p LEFT JOIN cohorts c ON c.id = p.cohort_id LEFT JOIN caes ON caes.id = p.cae_id
WHERE p.role IN ('participant', 'animator', 'partner', 'interpreter')
    AND (:cae IS NULL OR p.cae_id = :cae OR EXISTS (
        SELECT 1 FROM members m JOIN cohorts o ON o.id = m.cohort_id WHERE m.person_id = p.id AND o.cae_id = :cae))
    AND (:cohort IS NULL OR p.cohort_id = :cohort OR EXISTS (
        SELECT 1 FROM members m WHERE m.person_id = p.id AND m.cohort_id = :cohort))
ORDER BY p.code
"""

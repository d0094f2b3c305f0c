"""Who took part, as codes: participants, animators, partners, interpreters."""

from typing import Any

from sqlite_utils import Database

from storage import json_text
from storage.database import one
from storage.export.cells import Row
from storage.export.selection import Selection
from storage.export.tables import Table, table
from storage.territories import Atlas

COLUMNS = (
    *("participant", "cohort", "cae", "role", "language", "since", "withdrawn_at", "prescriber"),
    *("qpv", "zrr", "cohorts", "installation", "structure"),
)
FICHE = {"fiche": "registration", "address": "address", "structure": "prescriber_org"}


def people_table(db: Database, selection: Selection) -> Table:
    """One row a person of the Flashcoops wanted; `cohort` is the first she came into, `cohorts` all of them.

    `qpv` and `zrr` come from her address and the imported list, `structure` is the one that proposed her, as typed.
    """
    place, atlas = installation(db), Atlas(db)
    found = map(tuple, _people(db, selection))
    rows = (_row(atlas, place, row, address, structure, more) for *row, address, structure, more in found)
    return table("people", COLUMNS, rows)


def _row(atlas: Atlas, place: str | None, row: list[Any], address: str | None, structure: str | None, more: str) -> Row:
    where = atlas.territory(_typed(address))
    return (*row, where.qpv, where.zrr, more, place, _typed(structure))


def _typed(stored: str | None) -> str | None:
    """The words typed as an open answer; None for one that was spoken, is missing or damaged."""
    try:
        value = json_text.load(stored) if stored else None
    except ValueError:
        return None
    said = value.get("text") if isinstance(value, dict) else None
    return " ".join(said.split()) or None if isinstance(said, str) else None


def installation(db: Database) -> str | None:
    """What this installation is called where several are put together: the code of its first CAE, which is random.

    A copy of a database that lives on elsewhere has the same one, as it should: its people are the same.
    """
    row = one(db, "SELECT code FROM caes ORDER BY id LIMIT 1")
    return row["code"] if row else None


def _people(db: Database, selection: Selection) -> list[Row]:
    return db.conn.execute(_PEOPLE, {**selection.sql, **FICHE}).fetchall()


_SAID = (
    "(SELECT a.value FROM instances i JOIN answers a ON a.instance_id = i.id WHERE i.person_id = p.id"
    " AND i.subject_id IS NULL AND i.questionnaire = :fiche AND a.question = :{}"
    " ORDER BY i.id, a.revision DESC LIMIT 1)"
)
_PEOPLE = f"""
SELECT p.code, c.code, caes.code, p.role, p.language, substr(p.created_at, 1, 10), p.withdrawn_at,
    (SELECT s.code FROM prescriptions r JOIN people s ON s.id = r.partner_id WHERE r.person_id = p.id),
    {_SAID.format("address")}, {_SAID.format("structure")},
    (SELECT group_concat(code, ' ') FROM (SELECT o.code FROM members m JOIN cohorts o ON o.id = m.cohort_id
        WHERE m.person_id = p.id ORDER BY o.code))
FROM people p LEFT JOIN cohorts c ON c.id = p.cohort_id LEFT JOIN caes ON caes.id = p.cae_id
WHERE p.role IN ('participant', 'animator', 'partner', 'interpreter')
    AND (:cae IS NULL OR p.cae_id = :cae OR EXISTS (
        SELECT 1 FROM members m JOIN cohorts o ON o.id = m.cohort_id WHERE m.person_id = p.id AND o.cae_id = :cae))
    AND (:cohort IS NULL OR p.cohort_id = :cohort OR EXISTS (
        SELECT 1 FROM members m WHERE m.person_id = p.id AND m.cohort_id = :cohort))
ORDER BY p.code
"""  # noqa: S608 -- names of our own questions only

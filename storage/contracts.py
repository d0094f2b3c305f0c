"""The contract each participant signs with a CAE before she produces: entered by an animator, never scanned."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from storage.cohorts import Cohort
from storage.database import every
from storage.people import Person
from storage.refusals import Refused
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Contract:
    """What was entered last: signed or not, when, and from when to when which CAE covers her (dates)."""

    signed: bool
    signed_on: date | None
    covered_from: date | None
    covered_to: date | None
    cae: str


def enter(
    db: Database, cohort: Cohort, person: Person, contract: Contract, cae_id: int, author: str, now: datetime
) -> None:
    """Keep what is known of a contract; what was entered before stays as history."""
    if contract.signed != (contract.signed_on is not None):
        raise Refused("contract_date", "Un contrat signé a sa date de signature, et lui seul.")
    start, end = contract.covered_from, contract.covered_to
    if start and end and end < start:
        raise Refused("contract_cover", "La couverture finit après avoir commencé.")
    db.conn.execute(
        "INSERT INTO contracts (person_id, cohort_id, cae_id, signed, signed_on, covered_from, covered_to, author, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person.id,
            cohort.id,
            cae_id,
            contract.signed,
            *(day.isoformat() if day else None for day in (contract.signed_on, start, end)),
            author,
            stamp(now),
        ),
    )


def contracts(db: Database, cohort_id: int) -> dict[int, Contract]:
    """What holds in a Flashcoop, by person's row id; who is not in it has no contract."""
    found = every(
        db,
        "SELECT c.*, caes.name AS cae FROM contracts c JOIN caes ON caes.id = c.cae_id"
        " WHERE cohort_id = ? ORDER BY c.id",
        (cohort_id,),
    )
    return {row["person_id"]: _contract(row) for row in found}


def _contract(row: sqlite3.Row) -> Contract:
    on, start, end = (date.fromisoformat(row[name]) if row[name] else None for name in _DAYS)
    return Contract(bool(row["signed"]), on, start, end, row["cae"])


_DAYS = ("signed_on", "covered_from", "covered_to")

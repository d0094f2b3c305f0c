import sqlite3
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from dialogs.questionnaire import SOURCE
from storage.codes import Codes
from storage.database import every, one
from storage.refusals import Refused
from storage.remembering import remembered
from storage.times import moment, stamp

ROLES = ("participant", "animator", "interpreter", "partner", "coordinator", "cpe")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who takes part, in any role, without a name: names are answers, or the CAE's."""

    id: int
    code: str
    cohort_id: int | None
    cae_id: int | None
    role: str
    language: str | None
    variant: str
    slow: bool
    sending_from: int
    sending_until: int
    timezone: str | None
    withdrawn_at: str | None


def add_person(
    db: Database, codes: Codes, role: str, cohort_id: int | None, cae_id: int | None, now: datetime
) -> Person:
    """A new person under a random code."""
    if role not in ROLES:
        raise Refused("unknown_role", f"« {role} » n'est pas un rôle : {', '.join(ROLES)}.")
    code = codes.person()
    language = None if role == "participant" else SOURCE  # staff read; what they are asked is in French
    db.conn.execute(
        "INSERT INTO people (code, cohort_id, cae_id, role, language, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        (code, cohort_id, cae_id, role, language, stamp(now)),
    )
    joined = person_by_code(db, code)
    if cohort_id is not None:
        join(db, joined.id, cohort_id, now)
    return joined


def join(db: Database, person_id: int, cohort_id: int, now: datetime) -> None:
    """A person belongs to a Flashcoop from now on, again if she had left it; staff may belong to several."""
    db.conn.execute(
        "INSERT INTO members (person_id, cohort_id, since) VALUES (?, ?, ?)"
        " ON CONFLICT (person_id, cohort_id) DO UPDATE SET ended_at = NULL",
        (person_id, cohort_id, stamp(now)),
    )


def leave(db: Database, person_id: int, cohort_id: int, now: datetime) -> None:
    """A person belongs to a Flashcoop no more."""
    db.conn.execute(
        "UPDATE members SET ended_at = ? WHERE person_id = ? AND cohort_id = ? AND ended_at IS NULL",
        (stamp(now), person_id, cohort_id),
    )


def cohorts_of(db: Database, person_id: int) -> list[int]:
    """The Flashcoops a person belongs to, the newest first."""
    found = every(
        db,
        "SELECT cohort_id FROM members WHERE person_id = ? AND ended_at IS NULL ORDER BY since DESC, cohort_id DESC",
        (person_id,),
    )
    return [row["cohort_id"] for row in found]


def joined(db: Database, person_id: int, cohort_id: int) -> datetime:
    """When a person came into a Flashcoop she belongs to."""
    row = one(db, "SELECT since FROM members WHERE person_id = ? AND cohort_id = ?", (person_id, cohort_id))
    assert row is not None
    return moment(row["since"])


@remembered("person")
def person(db: Database, person_id: int) -> Person:
    """The person of that row id, who exists."""
    row = one(db, "SELECT * FROM people WHERE id = ?", (person_id,))
    assert row is not None
    return _person(row)


def person_by_code(db: Database, code: str) -> Person:
    """The person of that code; refused when there is none."""
    row = one(db, "SELECT * FROM people WHERE code = ?", (code,))
    if row is None:
        raise Refused("unknown_person", f"Personne n'a le code « {code} ».")
    return _person(row)


def people_of_cohort(db: Database, cohort_id: int, role: str = "participant") -> list[Person]:
    """Who takes part in a Flashcoop in one role and did not withdraw, in the order they joined."""
    found = every(
        db,
        "SELECT p.* FROM members m JOIN people p ON p.id = m.person_id"
        " WHERE m.cohort_id = ? AND m.ended_at IS NULL AND p.role = ? AND p.withdrawn_at IS NULL ORDER BY p.id",
        (cohort_id, role),
    )
    return [_person(row) for row in found]


def people_of_role(db: Database, role: str) -> list[Person]:
    """Everyone who has a role and did not withdraw, in the order they joined."""
    found = every(db, "SELECT * FROM people WHERE role = ? AND withdrawn_at IS NULL ORDER BY id", (role,))
    return [_person(row) for row in found]


def people_of_cae(db: Database, cae_id: int, role: str) -> list[Person]:
    """Who has a role in a CAE and did not withdraw, in the order they joined."""
    found = every(
        db,
        "SELECT * FROM people WHERE cae_id = ? AND role = ? AND withdrawn_at IS NULL ORDER BY id",
        (cae_id, role),
    )
    return [_person(row) for row in found]


def prefer(db: Database, person_id: int, name: str, value: str) -> None:
    """Keep a lasting preference: language (a code), variant (f, m or nothing), slow (yes or no)."""
    match name:
        case "language":
            db.conn.execute("UPDATE people SET language = ? WHERE id = ?", (value, person_id))
        case "variant":
            db.conn.execute("UPDATE people SET variant = ? WHERE id = ?", (value, person_id))
        case "slow":
            db.conn.execute("UPDATE people SET slow = ? WHERE id = ?", (value in SLOW, person_id))
        case _:
            raise ValueError(f"no such preference: {name}")


SLOW = ("yes", "true", "1")  # every way an effect may say so; anything else means no


def send_between(db: Database, person_id: int, hours: tuple[int, int], timezone: str | None) -> None:
    """Keep the hours of the day in which a person may be written to, and her own time zone if she has one."""
    if not 0 <= hours[0] < hours[1] <= 24:
        raise Refused("sending_hours", "Les heures vont de 0 à 24, et finissent après avoir commencé.")
    db.conn.execute(
        "UPDATE people SET sending_from = ?, sending_until = ?, timezone = ? WHERE id = ?",
        (*hours, timezone, person_id),
    )


def withdraw(db: Database, person_id: int, now: datetime) -> None:
    """A person leaves: her links end, nothing more is sent. What she said stays until it is erased."""
    at = stamp(now)
    db.conn.execute("UPDATE people SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL", (at, person_id))
    db.conn.execute("UPDATE links SET revoked_at = ? WHERE person_id = ? AND revoked_at IS NULL", (at, person_id))
    db.conn.execute("UPDATE helps SET closed_at = ? WHERE person_id = ? AND closed_at IS NULL", (at, person_id))
    db.conn.execute("UPDATE helps SET taken_by = NULL WHERE taken_by = ? AND closed_at IS NULL", (person_id,))


def _person(row: sqlite3.Row) -> Person:
    return Person(
        row["id"],
        row["code"],
        row["cohort_id"],
        row["cae_id"],
        row["role"],
        row["language"],
        row["variant"],
        bool(row["slow"]),
        row["sending_from"],
        row["sending_until"],
        row["timezone"],
        row["withdrawn_at"],
    )

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from sqlite_utils import Database

from storage.addresses import people_at, sit_down
from storage.codes import Codes
from storage.database import one
from storage.people import ROLES, Person, add_person, join, person
from storage.refusals import Refused
from storage.secrets import token_hash
from storage.times import moment, stamp

LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Use:
    """What came of an invitation; `person_id` is given for ok and resume (the same address, again)."""

    status: Literal["ok", "resume", "used", "expired", "unknown"]
    person_id: int | None = None


def issue(
    db: Database,
    codes: Codes,
    role: str,
    cohort_id: int | None,
    cae_id: int | None,
    now: datetime,
    person_id: int | None = None,
    issued_by: int | None = None,
) -> str:
    """A one-use token that lets someone join in a role for 14 days; `person_id` is who she is, if she is known,
    `issued_by` who invites her, None for an operator.
    """
    if role not in ROLES:
        raise Refused("unknown_role", f"« {role} » n'est pas un rôle : {', '.join(ROLES)}.")
    token = codes.token()
    db.conn.execute(
        "INSERT INTO invitations (hash, role, cohort_id, cae_id, created_at, expires_at, person_id, issued_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (token_hash(token), role, cohort_id, cae_id, stamp(now), stamp(now + LASTS), person_id, issued_by),
    )
    return token


def take_back(db: Database, issued_by: int, now: datetime) -> None:
    """What somebody has issued and nobody has used opens nothing any more."""
    db.conn.execute(
        "UPDATE invitations SET expires_at = ? WHERE issued_by = ? AND used_at IS NULL AND expires_at > ?",
        (stamp(now), issued_by, stamp(now)),
    )


def renew(db: Database, codes: Codes, known: Person, now: datetime) -> str:
    """A new token for somebody known; those of hers that nobody has used open nothing any more."""
    db.conn.execute(
        "UPDATE invitations SET expires_at = ? WHERE person_id = ? AND used_at IS NULL AND expires_at > ?",
        (stamp(now), known.id, stamp(now)),
    )
    return issue(db, codes, known.role, known.cohort_id, known.cae_id, now, known.id)


def open_until(db: Database, person_id: int, now: datetime) -> datetime | None:
    """Until when an unused invitation of somebody known lets her in, None where there is none."""
    row = one(
        db,
        "SELECT max(expires_at) AS until FROM invitations WHERE person_id = ? AND used_at IS NULL AND expires_at > ?",
        (person_id, stamp(now)),
    )
    return moment(row["until"]) if row and row["until"] else None


def use(db: Database, codes: Codes, token: str, address_id: int | None, now: datetime) -> Use:
    """Join with a token: a new person, or the one it was made for, who is at the address from now on.

    An animator or partner who is known at that address already joins the Flashcoop as the same person.
    `address_id` is None on a page, where the person's own link is the address.
    """
    hashed = token_hash(token)
    row = one(db, "SELECT * FROM invitations WHERE hash = ?", (hashed,))
    if row is None:
        return Use("unknown")
    if row["used_at"] is not None:
        return _again(db, row["used_by"], address_id)
    if stamp(now) >= row["expires_at"]:
        return Use("expired")
    joined = _joining(db, codes, row, address_id, now)
    db.conn.execute("UPDATE invitations SET used_at = ?, used_by = ? WHERE hash = ?", (stamp(now), joined.id, hashed))
    if address_id is not None:
        sit_down(db, address_id, joined.id)
    return Use("ok", joined.id)


def _joining(db: Database, codes: Codes, row: sqlite3.Row, address_id: int | None, now: datetime) -> Person:
    if row["person_id"] is not None:
        return person(db, row["person_id"])
    known = people_at(db, address_id) if address_id is not None and row["role"] != "participant" else []
    same = [each for each in map(partial(person, db), known) if each.role == row["role"] and not each.withdrawn_at]
    if not same:
        return add_person(db, codes, row["role"], row["cohort_id"], row["cae_id"], now)
    if row["cohort_id"] is not None:
        join(db, same[0].id, row["cohort_id"], now)
    return same[0]


def _again(db: Database, used_by: int | None, address_id: int | None) -> Use:
    if used_by is None or address_id is None or used_by not in people_at(db, address_id):
        return Use("used")
    sit_down(db, address_id, used_by)
    return Use("resume", used_by)

"""Doors through which an animator or a partner fills a questionnaire with a person: each bound to one run of it."""

from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from storage.addresses import Address, address, reach
from storage.database import one
from storage.instances import Stored
from storage.people import Person
from storage.refusals import Refused
from storage.secrets import Vault
from storage.times import stamp

CHANNEL = "held"
# After this silence somebody else may take over a call; every act begins it anew.
LASTS = timedelta(minutes=30)

Mode = Literal["phone", "tablet"]


def fillable(helper: Person, stored: Stored) -> bool:
    """Whether a run can be filled by a helper at all, whatever her rights (`bot.access.runs`): what a person says about
    others is never asked through somebody else.
    """
    return stored.subject_id is None and helper.withdrawn_at is None and helper.id != stored.person_id


def hold(db: Database, vault: Vault, helper: Person, stored: Stored, mode: Mode, now: datetime) -> Address:
    """The door of a helper to a run, claimed for a while; refused while somebody else fills in with the same person."""
    if holder_of(db, stored.person_id, now) not in (None, helper.id):
        raise Refused("held", "Quelqu'un d'autre remplit avec cette personne en ce moment. Réessayez plus tard.")
    door = reach(db, vault, CHANNEL, outside(helper, stored), now)
    db.conn.execute(
        "UPDATE addresses SET person_id = ?, held_by = ?, held_instance = ?, held_mode = ?, held_until = ?"
        " WHERE id = ?",
        (stored.person_id, helper.id, stored.id, mode, stamp(now + LASTS), door.id),
    )
    return address(db, door.id)


def holder_of(db: Database, person_id: int, now: datetime) -> int | None:
    """Who fills something in with a person at present, None when nobody does: she has one telephone."""
    row = one(
        db,
        "SELECT held_by FROM addresses WHERE person_id = ? AND held_until > ? ORDER BY held_until DESC LIMIT 1",
        (person_id, stamp(now)),
    )
    return row["held_by"] if row else None


def release(db: Database, helper_id: int, now: datetime, person_id: int | None = None) -> None:
    """A helper fills nothing in any more, with one person or with anybody."""
    db.conn.execute(
        "UPDATE addresses SET held_until = ? WHERE held_by = ? AND held_until > ? AND ? IN (person_id, 0)",
        (stamp(now), helper_id, stamp(now), person_id or 0),
    )


def outside(helper: Person, stored: Stored) -> str:
    """What names a held door: who holds it, and which run."""
    return f"{helper.code}:{stored.code}"

"""Doors through which an animator or a partner fills a questionnaire with a person: each bound to one run of it."""

from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from storage.addresses import Address, address, reach
from storage.database import one
from storage.instances import Stored
from storage.people import Person, cohorts_of
from storage.prescriptions import prescriber_of
from storage.refusals import Refused
from storage.secrets import Vault
from storage.times import stamp

CHANNEL = "held"
# After this silence somebody else may take over a call; every act begins it anew.
LASTS = timedelta(minutes=30)
FOR_PARTNERS = ("registration",)

Mode = Literal["phone", "tablet"]


def may_hold(db: Database, helper: Person, stored: Stored) -> bool:
    """Whether someone may fill a run with its person: an animator in her Flashcoops, a partner the registration of
    whom she sent. What a person says about others is never asked through somebody else.
    """
    if stored.subject_id is not None or helper.withdrawn_at is not None or helper.id == stored.person_id:
        return False
    if helper.role == "animator":
        return stored.cohort_id in cohorts_of(db, helper.id)
    return (
        helper.role == "partner"
        and stored.questionnaire in FOR_PARTNERS
        and prescriber_of(db, stored.person_id) == helper.id
    )


def hold(db: Database, vault: Vault, helper: Person, stored: Stored, mode: Mode, now: datetime) -> Address:
    """The door of a helper to a run, claimed for a while; refused to who may not, or while somebody else has it."""
    if not may_hold(db, helper, stored):
        raise Refused("not_yours", "Ce n'est pas à vous de remplir ce questionnaire.")
    if holder_of(db, stored.id, now) not in (None, helper.id):
        raise Refused("held", "Quelqu'un d'autre remplit ce questionnaire en ce moment. Réessayez plus tard.")
    door = reach(db, vault, CHANNEL, outside(helper, stored), now)
    db.conn.execute(
        "UPDATE addresses SET person_id = ?, held_by = ?, held_instance = ?, held_mode = ?, held_until = ?"
        " WHERE id = ?",
        (stored.person_id, helper.id, stored.id, mode, stamp(now + LASTS), door.id),
    )
    return address(db, door.id)


def holder_of(db: Database, instance_id: int, now: datetime) -> int | None:
    """Who fills a run with its person at present, None when nobody does."""
    row = one(
        db,
        "SELECT held_by FROM addresses WHERE held_instance = ? AND held_until > ? ORDER BY held_until DESC LIMIT 1",
        (instance_id, stamp(now)),
    )
    return row["held_by"] if row else None


def outside(helper: Person, stored: Stored) -> str:
    """What names a held door: who holds it, and which run."""
    return f"{helper.code}:{stored.code}"

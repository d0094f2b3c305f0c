"""Groups the bot is in, and the Flashcoop each one is of. A group is an address at which nobody ever sits."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.database import one
from storage.remembering import remembered
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Group:
    """One group; `cohort_id` is None until somebody has linked it."""

    address_id: int
    cohort_id: int | None


def enter(db: Database, address_id: int) -> Group:
    """The bot is in a group; what it was linked to holds."""
    db.conn.execute(
        "INSERT INTO groups (address_id) VALUES (?) ON CONFLICT (address_id) DO UPDATE SET left_at = NULL",
        (address_id,),
    )
    found = group(db, address_id)
    assert found is not None
    return found


@remembered("group")
def group(db: Database, address_id: int) -> Group | None:
    """The group at an address, None where the address is no group's."""
    row = one(db, "SELECT address_id, cohort_id FROM groups WHERE address_id = ?", (address_id,))
    return Group(row["address_id"], row["cohort_id"]) if row else None


def group_of(db: Database, cohort_id: int) -> int | None:
    """The address of a Flashcoop's group that can be written to, None where there is none."""
    row = one(
        db,
        "SELECT g.address_id FROM groups g JOIN addresses a ON a.id = g.address_id"
        " WHERE g.cohort_id = ? AND g.left_at IS NULL AND a.state = 'live'",
        (cohort_id,),
    )
    return row["address_id"] if row else None


def link(db: Database, address_id: int, cohort_id: int, by: int, now: datetime) -> None:
    """A group is a Flashcoop's from now on; it has one, and another one it had is linked to nothing any more."""
    db.conn.execute(
        "UPDATE groups SET cohort_id = NULL WHERE cohort_id = ? AND address_id <> ?", (cohort_id, address_id)
    )
    db.conn.execute(
        "UPDATE groups SET cohort_id = ?, linked_by = ?, linked_at = ? WHERE address_id = ?",
        (cohort_id, by, stamp(now), address_id),
    )


def leave(db: Database, address_id: int, now: datetime) -> None:
    """The bot was put out of a group."""
    db.conn.execute("UPDATE groups SET left_at = ? WHERE address_id = ?", (stamp(now), address_id))

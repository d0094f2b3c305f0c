"""Who was there: one row an entry, by whom and when; the last one of a person and session holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from dialogs.calendar import Session
from storage.cohorts import Cohort
from storage.database import every
from storage.people import Person
from storage.refusals import Refused
from storage.times import stamp

Presence = Literal["present", "absent", "excused"]
PRESENCES: dict[str, str] = {"present": "présent", "absent": "absent", "excused": "excusé"}
AWAY = ("absent", "excused")  # not asked about that day, and counted nowhere as silent


def mark(
    db: Database, cohort: Cohort, session: Session, who: Sequence[Person], state: str, author: str, now: datetime
) -> int:
    """Keep who was there, or was not, for several people at once; for how many that is news."""
    if state not in PRESENCES:
        raise Refused("unknown_presence", f"« {state} » ne se note pas : {', '.join(PRESENCES)}.")
    known = marks(db, cohort.id)
    news = [person for person in who if known.get((person.id, session.number)) != state]
    db.conn.executemany(
        "INSERT INTO attendance (person_id, cae_id, cohort_id, session, state, author, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(person.id, person.cae_id, cohort.id, session.number, state, author, stamp(now)) for person in news],
    )
    return len(news)


def marks(db: Database, cohort_id: int) -> dict[tuple[int, int], str]:
    """What holds in a Flashcoop, by person's row id and session's number; what nobody noted is not in it."""
    found = every(db, "SELECT person_id, session, state FROM attendance WHERE cohort_id = ? ORDER BY id", (cohort_id,))
    return {(row["person_id"], row["session"]): row["state"] for row in found}


def away(db: Database, cohort_id: int, person_id: int) -> frozenset[str]:
    """The moments (`session:3`) of the days on which a person was not there."""
    found = every(
        db,
        "SELECT session, state FROM attendance WHERE person_id = ? AND cohort_id = ? ORDER BY id",
        (person_id, cohort_id),
    )
    held = {row["session"]: row["state"] for row in found}
    return frozenset(f"session:{number}" for number, state in held.items() if state in AWAY)

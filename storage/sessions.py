"""The sessions of a Flashcoop that has been opened: moved, told otherwise, added, cancelled.

A session's number names it for good. What hangs on its date (check-in, notice, cold window) is derived and moves along.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from dialogs.calendar import Session
from dialogs.programme import GUESTS
from storage.cohorts import FEWEST, HOURS, MOST, Cohort, keep_session, read_hours
from storage.refusals import Refused


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a session; None leaves it as it is. `hours` as `09:30-16:30`, `guests` codes of who comes."""

    day: date | None = None
    hours: str | None = None
    place: str | None = None
    module: int | None = None
    title: str | None = None
    guests: Sequence[str] | None = None


def move_session(db: Database, cohort: Cohort, number: int, told: Told) -> Session:
    """Change a session and return it as it is now; refused when there is none of that number, or its day is taken."""
    known = session_of(cohort, number)
    others = [session.date for session in cohort.sessions if session.number != number]
    moved = _as_told(known, told)
    if moved.date in others:
        raise Refused("dates_equal", "Deux séances ont la même date.")
    keep_session(db, cohort.id, moved)
    return moved


def add_session(db: Database, cohort: Cohort, told: Told) -> Session:
    """Add a session under a number that no other ever had; refused when there are seven, or its day is taken."""
    if told.day is None:
        raise Refused("no_date", "Une séance a besoin d'une date.")
    if len(cohort.sessions) >= MOST:
        raise Refused("dates_count", f"Un Flashcoop a de {FEWEST} à {MOST} séances : celui-ci en a déjà {MOST}.")
    if told.day in [session.date for session in cohort.sessions]:
        raise Refused("dates_equal", "Deux séances ont la même date.")
    row = db.conn.execute(
        "UPDATE cohorts SET sessions_ever = sessions_ever + 1 WHERE id = ? RETURNING sessions_ever", (cohort.id,)
    ).fetchone()
    starts, ends = read_hours(told.hours or HOURS)
    fresh = _as_told(Session(row["sessions_ever"], told.day, starts, ends, cohort.place or ""), told)
    keep_session(db, cohort.id, fresh)
    return fresh


def cancel_session(db: Database, cohort: Cohort, number: int) -> Session:
    """Take a session away and return it as it was; what was answered for it stays. Refused when four are left."""
    known = session_of(cohort, number)
    if len(cohort.sessions) <= FEWEST:
        raise Refused("dates_count", f"Un Flashcoop a au moins {FEWEST} séances : déplacez celle-ci.")
    db.conn.execute("DELETE FROM sessions WHERE cohort_id = ? AND number = ?", (cohort.id, number))
    return known


def session_of(cohort: Cohort, number: int) -> Session:
    """The session of that number; refused when there is none."""
    found = next((session for session in cohort.sessions if session.number == number), None)
    if found is None:
        known = ", ".join(str(session.number) for session in cohort.sessions)
        raise Refused("unknown_session", f"Il n'y a pas de séance {number} : les numéros sont {known}.")
    return found


def _as_told(session: Session, told: Told) -> Session:
    starts, ends = read_hours(told.hours) if told.hours else (session.starts, session.ends)
    for guest in told.guests or ():
        if guest not in GUESTS:
            raise Refused("unknown_guest", f"« {guest} » n'est pas un intervenant : {', '.join(GUESTS)}.")
    return replace(
        session,
        date=told.day or session.date,
        starts=starts,
        ends=ends,
        place=session.place if told.place is None else told.place.strip(),
        module=told.module or session.module,
        title=session.title if told.title is None else told.title.strip(),
        guests=session.guests if told.guests is None else tuple(told.guests),
    )

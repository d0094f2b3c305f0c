"""Notices of sessions: the evening before, and once more when a session was moved or cancelled after it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dialogs.calendar import Session, moment_of
from dialogs.reminding import Hours
from storage import attempts, attendance
from storage.attempts import About, Kind
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person

PARTICIPANT = "participant"
DAY = timedelta(days=1)


def notices(db: Database, cohort: Cohort, person: Person, hours: Hours, now: datetime) -> Iterator[tuple[Kind, About]]:
    """What a participant is to be told of her sessions this evening; never the same date of a session twice."""
    if person.role != PARTICIPANT:
        return
    told = _told(db, cohort, person)
    away = attendance.away(db, cohort.id, person.id)
    for session in cohort.calendar.sessions:
        moment = moment_of(session)
        about = About("", cohort.id, moment, session.date.isoformat())
        known = told.get(moment, [])
        if moment in away or about.occasion in known or cohort.calendar.begins(session) <= now:
            continue
        if known:
            yield "moved", about
        elif _eve(cohort, session, hours) == now.astimezone(hours.zone).date():
            yield "notice", about
    yield from _cancelled(cohort, told, now)


def _told(db: Database, cohort: Cohort, person: Person) -> dict[str, list[str]]:
    """The dates a person was told of each session, the last one last; a cancellation is the empty date."""
    told: dict[str, list[str]] = {}
    for each in attempts.attempts_of(db, person.id):
        for about in each.about:
            if each.kind != "reminder" and about.cohort_id == cohort.id:
                told.setdefault(about.moment, []).append("" if each.kind == "cancelled" else about.occasion)
    return told


def _eve(cohort: Cohort, session: Session, hours: Hours) -> date:
    """The day before a session begins, where the person is."""
    return cohort.calendar.begins(session).astimezone(hours.zone).date() - DAY


def _cancelled(cohort: Cohort, told: dict[str, list[str]], now: datetime) -> Iterator[tuple[Kind, About]]:
    today = now.astimezone(cohort.calendar.zone).date().isoformat()
    for moment, dates in told.items():
        if cohort.calendar.session(moment) is None and "" not in dates and dates[-1] >= today:
            yield "cancelled", About("", cohort.id, moment, dates[-1])

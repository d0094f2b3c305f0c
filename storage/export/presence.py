"""Who was there: one row a person and session, for those who evaluate."""

from collections.abc import Iterator

from sqlite_utils import Database

from storage import attendance, cohorts, people
from storage.export.tables import Row, Table

COLUMNS = ("participant", "cohort", "session", "place", "date", "presence")
NOT_NOTED = "not_noted"


def attendance_rows(db: Database) -> Table:
    """One row a participant and session, in the order of the sessions; `session` is its number, `place` which it is.

    `presence` is present, absent, excused, or not_noted.
    """
    return Table(COLUMNS, _rows(db))


def _rows(db: Database) -> Iterator[Row]:
    for cohort in cohorts.cohorts(db):
        marks = attendance.marks(db, cohort.id)
        for person in people.people_of_cohort(db, cohort.id):
            for session in cohort.sessions:
                noted = marks.get((person.id, session.number), NOT_NOTED)
                place, day = cohort.calendar.place(session), session.date.isoformat()
                yield person.code, cohort.code, session.number, place, day, noted

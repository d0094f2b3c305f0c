"""Who was there, and whose contract is signed: for those who evaluate, and for the CAE."""

from collections.abc import Iterator

from sqlite_utils import Database

from dialogs.calendar import moment_of
from storage import attendance, contracts, people
from storage.export.cells import Row
from storage.export.flashcoops import wanted
from storage.export.selection import Selection
from storage.export.tables import Table, table

ATTENDANCE = ("participant", "cohort", "session", "place", "date", "presence")
CONTRACTS = ("participant", "cohort", "cae", "signed", "signed_on", "covered_from", "covered_to")
NOT_NOTED = "not_noted"


def attendance_table(db: Database, selection: Selection) -> Table:
    """One row a participant and session, in the order of the sessions; `session` is its number, `place` which it is.

    `presence` is present, absent, excused, or not_noted.
    """
    return table("attendance", ATTENDANCE, _attendance(db, selection))


def contract_table(db: Database, selection: Selection) -> Table:
    """What holds of each participant's contract; `cae` is the name of who covers her."""
    return table("contracts", CONTRACTS, _contracts(db, selection))


def _attendance(db: Database, selection: Selection) -> Iterator[Row]:
    for cohort in wanted(db, selection):
        marks = attendance.marks(db, cohort.id)
        for person in people.people_of_cohort(db, cohort.id):
            for session in cohort.sessions:
                day = session.date.isoformat()
                if selection.has_day(day) and selection.filters.moment in (None, moment_of(session)):
                    noted = marks.get((person.id, session.number), NOT_NOTED)
                    yield person.code, cohort.code, session.number, cohort.calendar.place(session), day, noted


def _contracts(db: Database, selection: Selection) -> Iterator[Row]:
    for cohort in wanted(db, selection):
        entered = contracts.contracts(db, cohort.id)
        for person in people.people_of_cohort(db, cohort.id):
            if found := entered.get(person.id):
                days = (found.signed_on, found.covered_from, found.covered_to)
                told = (day.isoformat() if day else None for day in days)
                yield person.code, cohort.code, found.cae, int(found.signed), *told

"""The Flashcoops, with what they made and sold, and their sessions."""

from collections.abc import Iterator

from sqlite_utils import Database

from storage import cohorts, people
from storage.cohort_figures import sheet
from storage.cohorts import Cohort
from storage.export.cells import Row
from storage.export.people import installation
from storage.export.selection import Selection
from storage.export.tables import Table, table

COLUMNS = (
    *("cohort", "cae", "cae_name", "name", "timezone", "place", "sector", "product", "audience", "animators"),
    *("partners", "participants", "sessions", "first_day", "last_day", "installation"),
    *("people", "sale_place", "turnover_cents", "charges_cents", "profit_cents", "speakers"),
)
SESSIONS = ("cohort", "cae", "session", "place", "date", "starts", "ends", "venue", "module", "title", "guests")


def wanted(db: Database, selection: Selection) -> list[Cohort]:
    """The Flashcoops of a selection, by code."""
    found = sorted(cohorts.cohorts(db), key=lambda cohort: cohort.code)
    return [
        cohort
        for cohort in found
        if selection.cae_id in (None, cohort.cae_id) and selection.cohort_id in (None, cohort.id)
    ]


def cohort_table(db: Database, selection: Selection, *, personal: bool = False) -> Table:
    """One row a Flashcoop; `participants` are those who did not withdraw. What nobody entered is empty, never 0.

    Who leads it and who comes is there only with `personal`: those are names.
    """
    return table("cohorts", COLUMNS, _cohorts(db, selection, personal=personal))


def session_table(db: Database, selection: Selection) -> Table:
    """One row a session, in the order of the days; `place` is 1 for J1, `venue` is where it is."""
    return table("sessions", SESSIONS, _sessions(db, selection))


def _cohorts(db: Database, selection: Selection, *, personal: bool) -> Iterator[Row]:
    codes, place = carriers(db), installation(db)
    for cohort in wanted(db, selection):
        days = [session.date.isoformat() for session in cohort.sessions]
        known = sheet(db, cohort)
        names = [
            "; ".join(each) or None if personal else None for each in (known.animators, known.partners, known.speakers)
        ]
        yield (
            *(cohort.code, codes[cohort.cae_id], cohort.cae, cohort.name, cohort.timezone, known.place),
            *(known.sector, known.product, known.audience),
            *names[:2],
            *(len(people.people_of_cohort(db, cohort.id)), len(days), *_ends(days), place),
            *(known.people, known.sale_place, known.turnover_cents, known.charges_cents, known.profit, names[2]),
        )


def _ends(days: list[str]) -> tuple[str | None, str | None]:
    return (days[0], days[-1]) if days else (None, None)


def _sessions(db: Database, selection: Selection) -> Iterator[Row]:
    codes = carriers(db)
    for cohort in wanted(db, selection):
        for place, session in enumerate(cohort.sessions, 1):
            yield (
                *(cohort.code, codes[cohort.cae_id], session.number, place, session.date.isoformat()),
                *(session.starts.isoformat("minutes"), session.ends.isoformat("minutes"), session.place or None),
                *(session.module, session.title or None, " ".join(session.guests) or None),
            )


def carriers(db: Database) -> dict[int, str]:
    """The codes of the CAEs, by row id."""
    return {row["id"]: row["code"] for row in db.conn.execute("SELECT id, code FROM caes")}

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlite_utils import Database

from dialogs.calendar import Calendar, Session
from dialogs.programme import days
from storage import json_text
from storage.codes import Codes
from storage.database import every, one
from storage.refusals import Refused
from storage.remembering import remembered
from storage.times import stamp

FEWEST, MOST = 4, 7  # sessions of a Flashcoop (J1…J7)
TIMEZONE = "Europe/Paris"
HOURS = "09:30-16:30"
MOST_READ = 1024  # sessions remembered as they are read; some 150 Flashcoops


@dataclass(frozen=True, slots=True)
class Cohort:
    """A Flashcoop with its sessions in order."""

    id: int
    code: str
    cae_id: int
    cae: str
    name: str
    timezone: str
    place: str | None
    sector: str | None
    product: str | None
    audience: str | None
    animators: tuple[str, ...]
    partners: tuple[str, ...]
    anchors: bool
    sessions: tuple[Session, ...]

    @property
    def calendar(self) -> Calendar:
        """The sessions as a calendar: what is open when."""
        return Calendar(self.sessions, self.timezone)


@dataclass(frozen=True, slots=True)
class Opening:
    """What is said of a Flashcoop when it is opened; `hours` are those of every session."""

    name: str
    cae: str
    dates: Sequence[date]
    timezone: str = TIMEZONE
    hours: str = HOURS
    place: str | None = None
    sector: str | None = None
    product: str | None = None
    audience: str | None = None
    animators: Sequence[str] = ()
    partners: Sequence[str] = ()


def add_cae(db: Database, codes: Codes, name: str) -> str:
    """The code of the CAE of that name, which is added when it is new."""
    name = name.strip()
    if not name:
        raise Refused("no_name", "Une CAE a besoin d'un nom.")
    known = one(db, "SELECT code FROM caes WHERE name = ?", (name,))
    if known:
        return str(known["code"])
    code = codes.cae()
    db.conn.execute("INSERT INTO caes (code, name) VALUES (?, ?)", (code, name))
    return code


def cae_code(db: Database, given: str) -> str:
    """The code of the CAE of that code or name; refused when there is none."""
    row = one(db, "SELECT code FROM caes WHERE id = ?", (cae_id(db, given),))
    assert row is not None
    return str(row["code"])


def cae_id(db: Database, given: str) -> int:
    """The CAE of that code or name; refused when there is none."""
    row = one(db, "SELECT id FROM caes WHERE code = ? OR name = ? ORDER BY code = ? DESC", (given,) * 3)
    if row is None:
        raise Refused("unknown_cae", f"Il n'y a pas de CAE « {given} » : ajoutez-la avec « flashcoop cae add ».")
    return int(row["id"])


def cae_name(db: Database, cae_id: int) -> str:
    """The name of the CAE of that row id, which exists."""
    row = one(db, "SELECT name FROM caes WHERE id = ?", (cae_id,))
    assert row is not None
    return str(row["name"])


def create_cohort(db: Database, codes: Codes, opening: Opening, now: datetime) -> str:
    """Open a Flashcoop and return its code; refused, with one sentence, when something in it cannot be.

    Its sessions are at its place, about what the programme says of days like these; `move_session` changes that.
    """
    starts, ends = read_hours(opening.hours)
    _check_dates(opening.dates)
    check_timezone(opening.timezone)
    if not opening.name.strip():
        raise Refused("no_name", "Un Flashcoop a besoin d'un nom.")
    code = codes.cohort()
    cursor = db.conn.execute(
        "INSERT INTO cohorts (code, cae_id, name, timezone, place, sector, product, audience, animators, partners,"
        " sessions_ever, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            code,
            cae_id(db, opening.cae),
            opening.name.strip(),
            opening.timezone,
            opening.place,
            opening.sector,
            opening.product,
            opening.audience,
            json_text.dump(list(opening.animators)),
            json_text.dump(list(opening.partners)),
            len(opening.dates),
            stamp(now),
        ),
    )
    assert cursor.lastrowid is not None
    for number, (day, about) in enumerate(zip(opening.dates, days(len(opening.dates)), strict=True), 1):
        session = Session(number, day, starts, ends, opening.place or "", about.module, about.title, about.guests)
        keep_session(db, cursor.lastrowid, session)
    return code


def keep_session(db: Database, cohort_id: int, session: Session) -> None:
    """Keep a session as it is now; its number names it."""
    db.conn.execute(
        "INSERT OR REPLACE INTO sessions (cohort_id, number, date, starts, ends, place, module, title, guests)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            cohort_id,
            session.number,
            session.date.isoformat(),
            session.starts.isoformat("minutes"),
            session.ends.isoformat("minutes"),
            session.place,
            session.module,
            session.title,
            json_text.dump(list(session.guests)),
        ),
    )


def cohort(db: Database, code: str) -> Cohort:
    """The Flashcoop of that code; refused when there is none."""
    row = one(db, _COHORTS + " WHERE c.code = ?", (code,))
    if row is None:
        raise Refused("unknown_cohort", f"Il n'y a pas de Flashcoop « {code} ».")
    return _cohort(db, row)


@remembered("cohort")
def cohort_by_id(db: Database, cohort_id: int) -> Cohort:
    """The Flashcoop of that row id, which exists."""
    row = one(db, _COHORTS + " WHERE c.id = ?", (cohort_id,))
    assert row is not None
    return _cohort(db, row)


def cohorts(db: Database) -> list[Cohort]:
    """All Flashcoops, in the order they were opened."""
    return [_cohort(db, row) for row in every(db, _COHORTS + " ORDER BY c.id")]


def set_anchors(db: Database, cohort_id: int, *, on: bool) -> None:
    """Keep whether a Flashcoop measures by the two stories of the first day."""
    db.conn.execute("UPDATE cohorts SET anchors = ? WHERE id = ?", (on, cohort_id))


_SESSIONS = (
    "SELECT number, date, starts, ends, place, module, title, guests FROM sessions WHERE cohort_id = ?"
    " ORDER BY date, number"
)
_COHORTS = "SELECT c.*, caes.name AS cae FROM cohorts c JOIN caes ON caes.id = c.cae_id"


def _cohort(db: Database, row: sqlite3.Row) -> Cohort:
    found = every(db, _SESSIONS, (row["id"],))
    return Cohort(
        id=row["id"],
        code=row["code"],
        cae_id=row["cae_id"],
        cae=row["cae"],
        name=row["name"],
        timezone=row["timezone"],
        place=row["place"],
        sector=row["sector"],
        product=row["product"],
        audience=row["audience"],
        animators=_names(row["animators"]),
        partners=_names(row["partners"]),
        anchors=bool(row["anchors"]),
        sessions=tuple(_session(*each) for each in found),
    )


# Every turn looks at the sessions of its Flashcoop: the same texts are read once.


@lru_cache(maxsize=MOST_READ)
def _session(
    number: int, day: str, starts: str, ends: str, place: str, module: int | None, title: str, guests: str
) -> Session:
    begins, over = time.fromisoformat(starts), time.fromisoformat(ends)
    return Session(number, date.fromisoformat(day), begins, over, place, module, title, _names(guests))


@lru_cache(maxsize=MOST_READ)
def _names(text: str) -> tuple[str, ...]:
    return tuple(json_text.load(text))


def _check_dates(dates: Sequence[date]) -> None:
    if not FEWEST <= len(dates) <= MOST:
        raise Refused("dates_count", f"Il faut de {FEWEST} à {MOST} dates, en voici {len(dates)}.")
    if len(set(dates)) < len(dates):
        raise Refused("dates_equal", "Deux séances ont la même date.")
    if list(dates) != sorted(dates):
        raise Refused("dates_order", "Les dates ne sont pas dans l'ordre.")


def check_timezone(name: str) -> None:
    """Refuse, with one sentence, a time zone there is none of."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused("unknown_timezone", f"Il n'y a pas de fuseau horaire « {name} ».") from None


def read_hours(text: str) -> tuple[time, time]:
    """The hours of a session, `09:30-16:30`; refused, with one sentence, when they cannot be."""
    try:
        starts, ends = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        raise Refused("hours_form", f"« {text} » ne se lit pas : écrivez par exemple {HOURS}.") from None
    if starts >= ends:
        raise Refused("hours_order", "Une séance finit après avoir commencé.")
    return starts, ends

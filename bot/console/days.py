"""The days of a Flashcoop: moved, told otherwise, one more, one less; what moves along is said before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from starlette.responses import Response

from bot.console.cases import Case
from bot.console.doors import door
from bot.console.shell import ROOT, Visit
from bot.console.words import Tongue
from bot.scheduling import read_date
from dialogs.calendar import COLD, EXIT, LAST, Calendar, Session
from storage.cohorts import MOST, Cohort
from storage.refusals import Refused
from storage.sessions import session_of

N_ = str  # marks what is translated where it is shown
FIELDS = ("what", "date", "starts", "ends", "place", "title")
ADD, MOVE, CANCEL = "add", "move", "cancel"
WEEKEND = (5, 6)
# What hangs on the last day, by the moment it is asked at.
HANGING: Mapping[str, str] = {
    LAST: N_("Livret et bilan entre pairs, jusqu'au"),
    EXIT: N_("Bilan à chaud, jusqu'au"),
    COLD: N_("Bilan à froid, à partir du"),
}


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that hangs on the days: its day before and after."""

    label: str
    before: str
    after: str


async def page(visit: Visit) -> Response:
    """The days as they are."""
    return await _page(visit)


async def _page(visit: Visit, problem: str = "", asked: Mapping[str, str] | None = None) -> Response:
    cohort = await visit.read(lambda case: case.cohort)
    told = visit.request.query_params.get("told", "")
    return visit.page(
        "days.html",
        status=422 if problem else 200,
        problem=problem,
        tab="cohort",
        cohort=cohort,
        next_day=_next_day(cohort),
        full=len(cohort.sessions) >= MOST,
        asked=asked or {},
        told=int(told) if told.isascii() and told.isdecimal() else 0,
    )


def _next_day(cohort: Cohort) -> date:
    """The next working day after the last one."""
    day = cohort.sessions[-1].date + timedelta(days=1)
    while day.weekday() in WEEKEND:
        day += timedelta(days=1)
    return day


async def add(visit: Visit) -> Response:
    """One session more."""
    return await _change(visit, ADD, None)


async def change(visit: Visit) -> Response:
    """One session is moved, told otherwise or cancelled."""
    what = await visit.field("what")
    return await _change(visit, CANCEL if what == CANCEL else MOVE, visit.wish.path["session"])


async def _change(visit: Visit, what: str, number: str | None) -> Response:
    """Said first, done when it was said: `sure` is on the page that says what moves along."""
    typed = {name: await visit.field(name) for name in FIELDS} | {"what": what, "number": number or ""}
    try:
        if await visit.field("sure") != "yes":
            cohort, after = await visit.read(lambda case: _after(case, what, number, typed))
            moved = _moved(cohort.calendar, after, visit.tongue)
            return visit.page("days_sure.html", tab="cohort", cohort=cohort, typed=typed, moved=moved)
        told = await visit.change(lambda case: _do(case, what, number, typed))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _page(visit, refused.sentence, typed)
    return visit.back(f"/f/{visit.wish.path['cohort']}/days?ok=1&told={told}")


def _do(case: Case, what: str, number: str | None, typed: Mapping[str, str]) -> int:
    """Do it; how many people had been told otherwise."""
    _after(case, what, number, typed)
    cohort = {"cohort": case.cohort.code}
    if what == CANCEL:
        return int(case.operate("cancel_session", session=_number(number), **cohort)["told"])
    fields = {
        "date": typed["date"] or None,
        "hours": f"{typed['starts']}-{typed['ends']}" if typed["starts"] and typed["ends"] else None,
        "place": typed["place"] or None,
        "title": typed["title"] or None,
    }
    if what == ADD:
        case.operate("add_session", **cohort, **fields)
        return 0
    return int(case.operate("move_session", session=_number(number), **cohort, **fields)["told"])


def _after(case: Case, what: str, number: str | None, typed: Mapping[str, str]) -> tuple[Cohort, Calendar]:
    """The Flashcoop, and its calendar as it would be. Raises Refused for a day that is none."""
    cohort = case.cohort
    day = read_date(typed["date"]) if typed["date"] else None
    kept = list(cohort.sessions)
    if what == ADD:
        if day is None:
            raise Refused("no_date", "Une séance a besoin d'une date.")
        last = cohort.sessions[-1]
        kept.append(Session(0, day, last.starts, last.ends))
    else:
        known = session_of(cohort, _number(number))
        kept.remove(known)
        kept += [replace(known, date=day or known.date)] if what == MOVE else []
    if not kept:
        raise Refused("dates_count", "Un Flashcoop a au moins une séance.")
    return cohort, Calendar(tuple(sorted(kept, key=lambda each: each.date)), cohort.timezone)


def _moved(before: Calendar, after: Calendar, tongue: Tongue) -> list[Moved]:
    """What hangs on the days and is on another one afterwards."""
    pairs = [(N_("Dernière séance"), _midnight(before), _midnight(after))]
    pairs += [(label, _day(before, moment), _day(after, moment)) for moment, label in HANGING.items()]
    shown = [(label, tongue.day(one, "EEE d MMMM y"), tongue.day(other, "EEE d MMMM y")) for label, one, other in pairs]
    return [Moved(tongue(label), one, other) for label, one, other in shown if one != other]


def _midnight(calendar: Calendar) -> date:
    return calendar.sessions[-1].date


def _day(calendar: Calendar, moment: str) -> date:
    """The day of a moment that is told: when the cold survey opens, the last day of the others."""
    window = calendar.window(moment)
    assert window is not None
    assert window.closes is not None
    told: datetime = window.opens if moment == COLD else window.closes
    return told.astimezone(calendar.zone).date()


def _number(number: str | None) -> int:
    if not (number and number.isascii() and number.isdecimal()):
        raise Refused("unknown_session", "Choisissez une séance.")
    return int(number)


DOORS = (
    door(f"{ROOT}/f/{{cohort}}/days", page, action="cohort.edit", target="cohort"),
    door(f"{ROOT}/f/{{cohort}}/days", add, action="cohort.edit", target="cohort", methods=("POST",)),
    door(f"{ROOT}/f/{{cohort}}/days/{{session}}", change, action="cohort.edit", target="cohort", methods=("POST",)),
)

"""A Flashcoop is opened: its name, its days, where it is held and what it makes."""

from collections.abc import Mapping

from starlette.responses import Response

from bot.console.cases import Case
from bot.console.doors import door
from bot.console.naming import operating
from bot.console.shell import ROOT, Visit
from bot.operations import operate
from dialogs.reading.several import read_several
from storage import cohorts, people
from storage.cohorts import FEWEST, HOURS, MOST
from storage.refusals import Refused

TEXTS = ("name", "place", "product", "sector", "audience", "animators", "partners")
TIMES = ("starts", "ends")
DATES = tuple(f"date-{number}" for number in range(1, MOST + 1))
LONGEST = 300  # letters of one field
SEVERAL = ("animators", "partners")


async def page(visit: Visit) -> Response:
    """The form."""
    return await _page(visit)


async def _page(visit: Visit, problem: str = "", typed: Mapping[str, str] | None = None) -> Response:
    carrier = await visit.read(_carrier)
    starts, ends = HOURS.split("-")
    values = {"starts": starts, "ends": ends, **(typed or {})}
    return visit.page(
        "opening.html",
        status=422 if problem else 200,
        problem=problem,
        tab="cohort",
        carrier=carrier,
        dates=DATES,
        fewest=FEWEST,
        values=values,
    )


def _carrier(case: Case) -> str:
    if case.who.cae_id is None:
        raise Refused("no_cae", "Vous n'êtes d'aucune CAE : un Flashcoop en a une.")
    return cohorts.cae_name(case.db, case.who.cae_id)


async def create(visit: Visit) -> Response:
    """Open it; an animator who does is hers at once."""
    typed = {name: (await visit.field(name))[:LONGEST] for name in (*TEXTS, *TIMES, *DATES)}
    try:
        code = await visit.change(lambda case: _create(case, typed))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _page(visit, refused.sentence, typed)
    return visit.back(f"/f/{code}?ok=1")


def _create(case: Case, typed: Mapping[str, str]) -> str:
    given = [typed[name] for name in DATES if typed[name]]
    fields: dict[str, object] = {name: typed[name] or None for name in TEXTS if name not in SEVERAL}
    fields |= {name: read_several(typed[name]) for name in SEVERAL}
    fields["name"] = typed["name"]
    hours = f"{typed['starts']}-{typed['ends']}"
    fields |= {"dates": ",".join(given), "hours": hours, "cae": _carrier(case)}
    made = operate(operating(case), "create_cohort", fields)
    if case.who.role == "animator":
        people.join(case.db, case.who.id, cohorts.cohort(case.db, made["code"]).id, case.now)
    return str(made["code"])


DOORS = (
    door(f"{ROOT}/f/new", page, action="cohort.open", target="cae"),
    door(f"{ROOT}/f/new", create, action="cohort.open", target="cae", methods=("POST",)),
)

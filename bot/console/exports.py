"""The export for those who evaluate: the same bytes as `flashcoop export`, of what somebody may take away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import structlog
from starlette.responses import Response

from bot.access import table
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.making import Made, hand_over
from bot.console.shell import ROOT, Visit
from bot.exporting import MIMES, Asked, Scope, export_bytes, export_name
from bot.scheduling import read_date
from storage import cohorts
from storage.cohorts import Cohort
from storage.database import every
from storage.export.selection import Filters
from storage.export.writing import Seen
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
FORMS: Mapping[str, str] = {
    "xlsx": N_("Classeur (Excel, LibreOffice)"),
    "csv": N_("CSV"),
    "jsonl": N_("JSON Lines"),
    "sqlite": N_("SQLite (Datasette)"),
}
WAYS: Mapping[str, str] = {
    "tap": N_("en touchant"),
    "voice": N_("à la voix"),
    "typed": N_("au clavier"),
    "tablet": N_("sur une tablette"),
    "phone": N_("au téléphone"),
}
FIELDS = ("cae", "cohort", "moment", "since", "until", "language", "mode", "form", "names")
LONGEST = 80  # letters of one field: a code, a name, a date

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Offered:
    """What somebody may ask for: the CAEs by code (only for who has all of them), Flashcoops, moments, names."""

    caes: Mapping[str, str]
    cohorts: list[Cohort]
    moments: tuple[str, ...]
    named: bool


async def page(visit: Visit) -> Response:
    """What can be chosen."""
    return await _page(visit)


async def _page(visit: Visit, problem: str = "", typed: Mapping[str, str] | None = None) -> Response:
    offered = await visit.read(_offered)
    return visit.page(
        "export.html",
        status=422 if problem else 200,
        problem=problem,
        tab="export",
        offered=offered,
        forms=FORMS,
        ways=WAYS,
        typed=dict.fromkeys(FIELDS, "") | {"form": "xlsx"} | dict(typed or {}),
    )


def _offered(case: Case) -> Offered:
    hers = case.cohorts("export.pseudonymised")
    sessions = max((len(each.sessions) for each in hers), default=0)
    moments = ("once", *(f"session:{number}" for number in range(1, sessions + 1)), "last", "exit", "cold")
    return Offered(caes(case, "export.pseudonymised"), hers, moments, case.may("export.named"))


def caes(case: Case, action: str) -> dict[str, str]:
    """The CAEs of somebody who may do an action in all of them, names by code; none for who may in her own only."""
    if not case.may(action, table.NOTHING):
        return {}
    return {row["code"]: row["name"] for row in every(case.db, "SELECT code, name FROM caes ORDER BY name, code")}


async def download(visit: Visit) -> Response:
    """The file; what cannot be is said above the form, which keeps what was chosen."""
    asked = {name: visit.request.query_params.get(name, "").strip()[:LONGEST] for name in FIELDS}
    try:
        return await hand_over(visit, lambda case, seen: _export(case, asked, seen))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _page(visit, refused.sentence, asked)


def _export(case: Case, asked: Mapping[str, str], seen: Seen) -> Made:
    form, names = asked["form"], bool(asked["names"])
    if form not in FORMS:
        raise Refused("unknown_format", f"« {form} » n'est pas un format : {', '.join(FORMS)}.")
    scope = _scope(case, names)
    filters = Filters(
        asked["cae"] or None,
        _cohort(case, asked["cohort"]),
        asked["moment"] or None,
        _day(asked["since"]),
        _day(asked["until"]),
        asked["language"] or None,
        asked["mode"] or None,
    )
    log.info("export_taken", by=case.who.code, form=form, names=names)
    name = export_name(form)
    pieces = export_bytes(case.db, form, scope, filters, asked_now(case), seen=seen)
    return Made(name, MIMES[f".{name.rpartition('.')[2]}"], pieces)


def _scope(case: Case, names: bool) -> Scope:
    """What she may take away, all of it or her own CAE's. Raises Refused for names that are not hers."""
    if names:
        case.demand("export.named", case.aim.target)
    if case.may("export.pseudonymised", table.NOTHING):
        return Scope(None, names)
    return Scope(own_cae(case), names)


def own_cae(case: Case) -> str:
    """The code of her CAE. Raises Refused for who has none."""
    if case.who.cae_id is None:
        raise Refused("not_yours", table.NOT_YOURS)
    return cohorts.cae_code(case.db, cohorts.cae_name(case.db, case.who.cae_id))


def _cohort(case: Case, code: str) -> str | None:
    """A Flashcoop of hers; nobody learns which others there are."""
    if code and code not in {each.code for each in case.cohorts("export.pseudonymised")}:
        raise Refused("not_yours", table.NOT_YOURS)
    return code or None


def asked_now(case: Case) -> Asked:
    """What is asked in this house, at present."""
    return Asked([flow.questionnaire for flow in case.assistant.house.programme.flows.values()], case.now)


def _day(text: str) -> date | None:
    return read_date(text) if text else None


DOORS = (
    door(f"{ROOT}/export", page, action="export.pseudonymised", target="cae"),
    door(f"{ROOT}/export/fichier", download, action="export.pseudonymised", target="cae"),
)

"""The bilan and the file of the European Social Fund: the same bytes as `flashcoop report` and `flashcoop fse`."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot import fse
from bot.access import table
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.exports import asked_now, caes, own_cae
from bot.console.making import Made, hand_over
from bot.console.shell import ROOT, Visit
from bot.exporting import MIMES, archive_of
from bot.report import plot_bytes
from bot.report.responses import Scope
from bot.reporting import exported, report_of, scope_of
from storage import cohorts
from storage.cohorts import Cohort
from storage.database import one
from storage.export.workbook import NAME as WORKBOOK
from storage.export.writing import Seen, write_tables
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
KINDS: Mapping[str, str] = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "xlsx": MIMES[".xlsx"]}
PLOTS = "graphiques"
FUND_FORMS = ("csv", "xlsx")
LIST_BYTES = 8 * 1024 * 1024  # all communes of France with their streets in priority districts are 3 MB
LONGEST = 80  # letters of one field
NO_SCOPE = "Choisissez un Flashcoop, une CAE ou le réseau."
UNREADABLE = "Ce fichier ne se lit pas : un fichier CSV en UTF-8 est attendu."

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Offered:
    """Of what somebody may make a bilan: everything, CAEs (names by code), Flashcoops; and what else is hers here."""

    network: bool
    caes: Mapping[str, str]
    cohorts: list[Cohort]
    fund: bool
    imports: bool
    places: int


async def page(visit: Visit) -> Response:
    """What a bilan can be made of."""
    return await _page(visit)


async def _page(visit: Visit, problem: str = "", typed: Mapping[str, str] | None = None) -> Response:
    offered = await visit.read(_offered)
    values = {"of": "network" if offered.network else "", "announced": "", **(typed or {})}
    status = 422 if problem else 200
    return visit.page("bilan.html", status=status, problem=problem, tab="bilan", offered=offered, typed=values)


def _offered(case: Case) -> Offered:
    everywhere = case.may("report.make", table.NOTHING)
    counted = one(case.db, "SELECT count(*) AS n FROM territories")
    return Offered(
        everywhere,
        caes(case, "report.make") if everywhere else {own_cae(case): _own_name(case)},
        case.cohorts("report.make"),
        case.may("export.named"),
        case.may("territories.import"),
        counted["n"] if counted else 0,
    )


def _own_name(case: Case) -> str:
    assert case.who.cae_id is not None
    return cohorts.cae_name(case.db, case.who.cae_id)


async def download(visit: Visit) -> Response:
    """The bilan in one of its forms, or its plots alone."""
    return await _handed(visit, _bilan)


async def download_fund(visit: Visit) -> Response:
    """The participants' file of the Fund, with names."""
    return await _handed(visit, _fund)


async def _handed(visit: Visit, make: Callable[[Case, Mapping[str, str]], Made]) -> Response:
    asked = {name: visit.request.query_params.get(name, "").strip()[:LONGEST] for name in ("of", "form", "announced")}

    def made(case: Case, seen: Seen) -> Made:
        del seen  # nearly all the time goes into what is computed, of which nobody knows the length
        return make(case, asked)

    try:
        return await hand_over(visit, made)
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _page(visit, refused.sentence, asked)


def _bilan(case: Case, asked: Mapping[str, str]) -> Made:
    scope, form = _scope(case, "report.make", asked["of"]), asked["form"]
    name = f"bilan-{scope.code or 'reseau'}"
    log.info("report_taken", by=case.who.code, form=form, scope=scope.kind)
    if form == PLOTS:
        return Made(f"{name}-{PLOTS}.zip", MIMES[".zip"], _plots(case, scope))
    content = report_of(case.db, scope, form, asked_now(case), _number(asked["announced"]))
    return Made(f"{name}.{form}", KINDS[form], [content], shown=form == "html")


def _plots(case: Case, scope: Scope) -> Iterator[bytes]:
    asked = asked_now(case)
    with exported(case.db, asked) as folder, tempfile.TemporaryDirectory(prefix="flashcoop-bilan-") as place:
        drawn = plot_bytes(folder, scope, asked.now.date())
        if not drawn:
            raise Refused("no_plots", "Il n'y a encore rien à dessiner.")
        for name, content in drawn.items():
            (Path(place) / name).write_bytes(content)
        yield archive_of(Path(place)).read_bytes()


def _fund(case: Case, asked: Mapping[str, str]) -> Made:
    scope, form = _scope(case, "export.named", asked["of"]), asked["form"]
    if form not in FUND_FORMS:
        raise Refused("unknown_format", f"« {form} » n'est pas un format : {', '.join(FUND_FORMS)}.")
    if scope.code is None:
        raise Refused("no_scope", NO_SCOPE)
    log.info("fund_file_taken", by=case.who.code, form=form, scope=scope.kind)
    ending = "xlsx" if form == "xlsx" else "zip"
    return Made(f"fse-{scope.code}.{ending}", MIMES[f".{ending}"], _fund_pieces(case, scope, form))


def _fund_pieces(case: Case, scope: Scope, form: str) -> Iterator[bytes]:
    asked = asked_now(case)
    with (
        exported(case.db, asked, names_of=own_cae(case)) as folder,
        tempfile.TemporaryDirectory(prefix="flashcoop-fse-") as place,
    ):
        write_tables(fse.tables(folder, scope, asked.now.date()), Path(place), form, {"names": True})
        yield (Path(place) / WORKBOOK if form == "xlsx" else archive_of(Path(place))).read_bytes()


def _scope(case: Case, action: str, asked: str) -> Scope:
    """What « network », « cae:CODE » or « cohort:CODE » names. Raises Refused, not_yours, where it is not hers."""
    kind, _, code = asked.partition(":")
    if kind == "cohort":
        if code not in {each.code for each in case.cohorts(action)}:
            raise Refused("not_yours", table.NOT_YOURS)
        return scope_of(case.db, code, None)
    if kind == "cae" and code:
        if code not in (caes(case, action) or {own_cae(case): ""}):
            raise Refused("not_yours", table.NOT_YOURS)
        return scope_of(case.db, None, code)
    if kind != "network":
        raise Refused("no_scope", NO_SCOPE)
    case.demand(action, table.NOTHING)
    return Scope()


def _number(text: str) -> int | None:
    if text and not (text.isdecimal() and 0 < int(text) < 1_000_000):
        raise Refused("bad_number", f"« {text} » n'est pas un nombre de personnes.")
    return int(text) if text else None


async def territories(visit: Visit) -> Response:
    """A list of priority districts and rural zones takes the place of the one before."""
    try:
        content = await _list(visit)
        with tempfile.NamedTemporaryFile(prefix="flashcoop-territoires-", suffix=".csv") as file:
            file.write(content)
            file.flush()
            made: dict[str, Any] = await visit.change(lambda case: case.operate("import_territories", file=file.name))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _page(visit, UNREADABLE if refused.code == "unreadable" else refused.sentence)
    return visit.back(f"/bilan?ok={made['places']}")


async def _list(visit: Visit) -> bytes:
    file = (await visit.form()).get("list")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Refused("no_file", "Choisissez un fichier CSV.")
    content = await file.read(LIST_BYTES + 1)
    if len(content) > LIST_BYTES:
        raise Refused("list_too_big", "Ce fichier est trop gros pour une liste de territoires (8 Mo au plus).")
    return content


DOORS = (
    door(f"{ROOT}/bilan", page, action="report.make", target="cae"),
    door(f"{ROOT}/bilan/fichier", download, action="report.make", target="cae"),
    door(f"{ROOT}/bilan/fse", download_fund, action="export.named", target="cae"),
    door(f"{ROOT}/bilan/territoires", territories, action="territories.import", target="cae", methods=("POST",)),
)

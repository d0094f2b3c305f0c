"""A CAE's own records: what went there, what waits or is refused and why; what was changed there is decided here."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from bot.access import table
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.naming import operating
from bot.console.shell import ROOT, Visit
from bot.records import settling
from bot.records.status import status
from storage.cohorts import TIMEZONE
from storage.records import rows, targets
from storage.records.targets import Target
from storage.refusals import Refused
from storage.times import moment

N_ = str  # marks what is translated where it is shown
# In the order somebody looks for them: what asks for a decision first.
STATES: Mapping[str, str] = {
    "conflict": N_("À décider"),
    "held": N_("Retenu"),
    "lost": N_("Perdu là-bas"),
    "waiting": N_("Attend"),
    "sent": N_("Envoyé"),
    "gone": N_("Repris"),
}
KINDS: Mapping[str, str] = {"endi": "enDI", "grist": "Grist", "folder": N_("un dossier")}
SHOWN = 200  # lines of one target: more is for « flashcoop sync status »


async def page(visit: Visit) -> Response:
    """Each of the records of her CAE."""
    found, runs = await visit.read(_found)
    return visit.page("records.html", tab="records", zone=TIMEZONE, found=found, runs=runs, states=STATES, kinds=KINDS)


def _found(case: Case) -> tuple[list[dict[str, Any]], bool]:
    hers = {each.name for each in _hers(case)}
    forgotten = rows.forgotten(case.assistant.ledger.entries())
    found = [each for each in status(case.db, forgotten, case.now) if each["name"] in hers] if hers else []
    return [_shown(each) for each in found], case.may("records.run")


def _hers(case: Case) -> list[Target]:
    return [each for each in targets.targets(case.db) if case.may("records.see", table.of_cae(each.cae_id))]


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    """Its lines as a page has them: what is to be decided first, and no more than one can look through."""
    order = list(STATES)
    lines = sorted(found["rows"], key=lambda row: (order.index(row["state"]), row["key"]))
    times = {name: found[name] and moment(found[name]) for name in ("reached_at", "tried_again_at")}
    return {**found, **times, "lines": lines[:SHOWN], "more": max(0, len(lines) - SHOWN)}


async def send(visit: Visit) -> Response:
    """What was put off goes at the next look, within a minute."""
    await visit.change(_send)
    return visit.back("/fiches?ok=1")


def _send(case: Case) -> None:
    for each in _hers(case):
        case.demand("records.run", table.of_cae(each.cae_id))
        targets.try_now(case.db, each.id, case.now)


async def settle(visit: Visit) -> Response:
    """Ours goes there again, or what is there stays."""
    name, key, side = [await visit.field(each) for each in ("name", "key", "side")]
    await visit.change(lambda case: _settle(case, name, key, side))
    return visit.back("/fiches?ok=1")


def _settle(case: Case, name: str, key: str, side: str) -> None:
    if not name:
        raise Refused("no_target", "Choisissez ce qui est à décider.")
    if name not in {each.name for each in _hers(case)}:
        raise Refused("not_yours", table.NOT_YOURS)
    settling.settle(operating(case), name, key, side)


DOORS = (
    door(f"{ROOT}/fiches", page, action="records.see", target="cae"),
    door(f"{ROOT}/fiches/envoi", send, action="records.run", target="cae", methods=("POST",)),
    door(f"{ROOT}/fiches/conflit", settle, action="records.run", target="cae", methods=("POST",)),
)

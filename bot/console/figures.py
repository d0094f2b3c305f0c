"""The figures of a Flashcoop: what it made and sold, and what each gets of it. « Not given » is not nought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.responses import Response

from bot import figuring
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.naming import operating
from bot.console.shell import ROOT, Visit
from bot.console.words import Tongue
from dialogs.money import written
from storage import cohort_figures
from storage.cohort_figures import KEYS, PERSONAL, Entry, Sheet
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
LABELS: Mapping[str, str] = {
    "turnover_cents": N_("Ventes (chiffre d'affaires)"),
    "charges_cents": N_("Charges"),
    "people": N_("Nombre de participantes"),
    "product": N_("Produit"),
    "sale_place": N_("Lieu de vente"),
    "sector": N_("Filière"),
    "place": N_("Territoire"),
    "audience": N_("Public"),
    "animators": N_("Animation"),
    "speakers": N_("Intervenants"),
    "partners": N_("Partenaires"),
}
HINTS: Mapping[str, str] = {
    "turnover_cents": N_("En euros, par exemple 528 ou 204,74."),
    "charges_cents": N_("En euros, par exemple 210."),
    "animators": N_("Plusieurs noms : un point-virgule entre eux."),
    "speakers": N_("Plusieurs noms : un point-virgule entre eux."),
    "partners": N_("Plusieurs noms : un point-virgule entre eux."),
}
NOT_GIVEN = N_("non renseigné")
assert set(LABELS) == set(KEYS)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: the sheet, its earlier values, and whether she may enter them and see who was there."""

    sheet: Sheet
    history: Sequence[Entry]
    enters: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: its value as it is read, "" where it is not given, and how it is typed."""

    key: str
    label: str
    hint: str
    read: str
    typed: str
    kind: str


async def page(visit: Visit) -> Response:
    """The figures as they are known."""
    return await _page(visit)


async def _page(visit: Visit, problem: str = "", typed: Mapping[str, str] | None = None) -> Response:
    shown = await visit.read(_shown)
    return visit.page(
        "figures.html",
        status=422 if problem else 200,
        problem=problem,
        tab="figures",
        cohort=shown.sheet.cohort,
        shown=shown,
        lines=[_line(key, shown.sheet, visit.tongue, typed or {}) for key in _keys(shown)],
        accounts=_accounts(shown.sheet, visit.tongue),
        history=[_told(each, visit.tongue, shown.sheet.cohort.timezone) for each in reversed(shown.history)],
    )


def _shown(case: Case) -> Shown:
    enters = case.may("figures.enter")
    entries = cohort_figures.history(case.db, case.cohort.id)
    seen = [each for each in entries if enters or each.key not in PERSONAL]
    return Shown(cohort_figures.sheet(case.db, case.cohort), seen, enters)


def _keys(shown: Shown) -> list[str]:
    """Names of people are shown to those who enter them."""
    return [key for key in LABELS if shown.enters or key not in PERSONAL]


def _line(key: str, sheet: Sheet, tongue: Tongue, typed: Mapping[str, str]) -> Line:
    value = getattr(sheet, key)
    as_typed = _typed(key, value, tongue)
    hint = tongue(HINTS[key]) if key in HINTS else ""
    return Line(key, tongue(LABELS[key]), hint, _read(key, value, tongue), typed.get(key, as_typed), KEYS[key])


def _read(key: str, value: Any, tongue: Tongue) -> str:  # noqa: ANN401 -- JSON
    """A value as a reader of the language sees it."""
    if value in (None, (), []):
        return ""
    if KEYS[key] == "cents":
        return written(value, tongue.language)
    if KEYS[key] == "count":
        return tongue.number(value)
    return ", ".join(value) if KEYS[key] == "texts" else str(value)


def _typed(key: str, value: Any, tongue: Tongue) -> str:  # noqa: ANN401 -- JSON
    """A value as it stands in its field."""
    if KEYS[key] == "cents":
        euros = "" if value is None else f"{value // 100},{value % 100:02}".removesuffix(",00")
        return tongue.figures(euros)
    if KEYS[key] == "texts":
        return "; ".join(value)
    return "" if value is None else tongue.figures(str(value)) if KEYS[key] == "count" else str(value)


def _accounts(sheet: Sheet, tongue: Tongue) -> dict[str, Any]:
    """Sales less charges, and the parts: how many get how much, the larger ones first."""
    profit = sheet.profit
    return {
        "profit": None if profit is None else written(abs(profit), tongue.language),
        "loss": profit is not None and profit < 0,
        "parts": [
            (sheet.parts.count(part), tongue.number(sheet.parts.count(part)), written(part, tongue.language))
            for part in dict.fromkeys(sheet.parts)
        ],
    }


def _told(entry: Entry, tongue: Tongue, zone: str) -> tuple[str, str, str, str]:
    when: datetime = entry.at
    value = _read(entry.key, entry.value, tongue) or tongue(NOT_GIVEN)
    return tongue.moment(when, zone), tongue(LABELS[entry.key]), value, entry.author or ""


async def enter(visit: Visit) -> Response:
    """Keep what was typed; a field that is empty now is « not given » again."""
    form = await visit.form()
    typed = {key: value for key in KEYS if isinstance(value := form.get(key), str)}
    try:
        await visit.change(lambda case: _enter(case, typed))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _page(visit, refused.sentence, typed)
    return visit.back(f"/f/{visit.wish.path['cohort']}/figures?ok=1")


def _enter(case: Case, typed: Mapping[str, str]) -> None:
    figuring.enter(operating(case), case.cohort.code, typed, case.who.code)


DOORS = (
    door(f"{ROOT}/f/{{cohort}}/figures", page, action="figures.see", target="cohort"),
    door(f"{ROOT}/f/{{cohort}}/figures", enter, action="figures.enter", target="cohort", methods=("POST",)),
)

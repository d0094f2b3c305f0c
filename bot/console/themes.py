"""Themes on the open answers of a Flashcoop, for who may read them; the bilan counts them."""

from collections import Counter
from dataclasses import dataclass

from starlette.responses import Response

from bot.access import table
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.shell import ROOT, Visit
from storage import themes
from storage.cohorts import Cohort
from storage.refusals import Refused
from storage.themes import Open


@dataclass(frozen=True, slots=True)
class Shown:
    """The answers, and how many of them each theme is on, the most frequent first."""

    cohort: Cohort
    answers: list[Open]
    counts: list[tuple[str, int]]


async def page(visit: Visit) -> Response:
    """The open answers with their themes."""
    return await _page(visit)


async def _page(visit: Visit, problem: str = "", at: str = "") -> Response:
    shown = await visit.read(_shown)
    status = 422 if problem else 200
    longest = themes.LONGEST
    return visit.page(
        "themes.html",
        status=status,
        problem=problem,
        tab="cohort",
        shown=shown,
        cohort=shown.cohort,
        at=at,
        most=longest,
    )


def _shown(case: Case) -> Shown:
    found = themes.open_answers(case.db, case.cohort.id)
    counted = Counter(theme for each in found for theme in each.themes)
    return Shown(case.cohort, found, sorted(counted.items(), key=lambda each: (-each[1], each[0])))


async def change(visit: Visit) -> Response:
    """A theme is put on an answer, or taken off it."""
    answer, put, off = [await visit.field(name) for name in ("answer", "theme", "off")]
    try:
        await visit.change(lambda case: _change(case, answer, put, off))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _page(visit, refused.sentence, answer)
    return visit.back(f"/f/{visit.wish.path['cohort']}/themes?ok=1")


def _change(case: Case, answer: str, put: str, off: str) -> None:
    if not answer:
        raise Refused("no_answer", "Choisissez une réponse.")
    if answer not in {each.answer for each in themes.open_answers(case.db, case.cohort.id)}:
        raise Refused("not_yours", table.NOT_YOURS)
    if off:
        case.operate("take_theme_off", answer=answer, theme=off)
    else:
        case.operate("put_theme", answer=answer, theme=put, by=case.who.code)


DOORS = (
    door(f"{ROOT}/f/{{cohort}}/themes", page, action="answers.see", target="cohort"),
    door(f"{ROOT}/f/{{cohort}}/themes", change, action="answers.see", target="cohort", methods=("POST",)),
)

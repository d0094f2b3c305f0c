"""One Flashcoop: its days, where everyone stands (never what she answered), and the way to all that is done there."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from bot.board import board
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.naming import called, members
from bot.console.shell import ROOT, Visit
from storage import contracts
from storage.cohorts import Cohort

N_ = str  # marks what is translated where it is shown
# The rooms of a Flashcoop: path, name, picture, and what one has to be allowed for it.
ROOMS: Sequence[tuple[str, str, str, str]] = (
    ("people", N_("Personnes"), "group", "person.see"),
    ("presence", N_("Présence"), "yes", "attendance.mark"),
    ("contracts", N_("Contrats"), "signature", "contract.enter"),
    ("sheets", N_("Invitations"), "learned", "sheet.print"),
    ("rappel", N_("Rappel"), "bell", "reminder.plan"),
    ("days", N_("Séances"), "calendar", "cohort.edit"),
    ("photos", N_("Photos"), "camera", "photos.list"),
    ("figures", N_("Chiffres"), "money", "figures.see"),
    ("themes", N_("Thèmes"), "quote", "answers.see"),
    ("roles", N_("Équipe"), "handshake", "role.see"),
)
WAITING = ("begun", "not_begun")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one participant stands: how many questionnaires are done, and those that wait, as (id, moment, state)."""

    code: str
    name: str
    done: int
    waiting: tuple[tuple[str, str, str], ...]
    others: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows; `stands` is None for who may not see the board."""

    cohort: Cohort
    people: int
    unsigned: int
    stands: tuple[Stand, ...] | None
    allowed: frozenset[str]


async def page(visit: Visit) -> Response:
    """The Flashcoop of the address."""
    shown = await visit.read(_overview)
    here = visit.console.paths
    rooms = [each for each in ROOMS if each[3] in shown.allowed and f"/f/{{cohort}}/{each[0]}" in here]
    counts = {"people": shown.people, "contracts": shown.unsigned}
    return visit.page("cohort.html", tab="cohort", cohort=shown.cohort, shown=shown, rooms=rooms, counts=counts)


def _overview(case: Case) -> Overview:
    everyone = members(case)
    signed = contracts.contracts(case.db, case.cohort.id)
    allowed = frozenset(action for *_, action in ROOMS if case.may(action))
    return Overview(
        case.cohort,
        len(everyone),
        sum(not (each.id in signed and signed[each.id].signed) for each in everyone),
        tuple(_stands(case)) if case.may("board.see") else None,
        allowed,
    )


def _stands(case: Case) -> list[Stand]:
    asked = [flow.questionnaire for flow in case.assistant.house.programme.flows.values()]
    names = {each.code: called(case, each) for each in members(case)}
    found = board(case.db, asked, case.cohort, case.now)["people"]
    return [_stand(each["code"], names[each["code"]], each["status"]) for each in found]


def _stand(code: str, name: str, status: dict[str, str]) -> Stand:
    states = [(*key.split(" ", 1), state) for key, state in status.items()]
    triples = [(questionnaire, moment, state) for questionnaire, moment, state in states]
    waiting = tuple(each for each in triples if each[2] in WAITING)
    others = tuple(each for each in triples if each[2] not in (*WAITING, "done"))
    return Stand(code, name, sum(state == "done" for *_, state in triples), waiting, others)


DOORS = (door(f"{ROOT}/f/{{cohort}}", page, action="cohort.see", target="cohort"),)

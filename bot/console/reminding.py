"""A reminder in one tap: what it would do, said for each person; then the tap; then what came of it."""

import hashlib
import json
from dataclasses import dataclass

from starlette.responses import Response

from bot.console.cases import Case
from bot.console.doors import door
from bot.console.naming import name_in
from bot.console.shell import ROOT, Visit
from bot.loading import read_rules
from bot.reminding import group
from bot.reminding.group import FINISHED, GROUP_HOURS, WRITTEN, Plan
from bot.staff.words import CAME, WHY
from storage import group_reminders, people
from storage.group_reminders import GroupReminder
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
CHANGED = N_("La situation a changé, rien n'est parti. Voici ce qui partirait.")
PATH = f"{ROOT}/f/{{cohort}}/rappel"


@dataclass(frozen=True, slots=True)
class Line:
    """One person: her name (her code where none was written), and why, as a key of `bot.staff.words`."""

    code: str
    name: str
    why: str
    came: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: a plan with the name it is sent under, and the reminder sent last."""

    plan: Plan
    name: str
    lines: tuple[Line, ...]
    last: GroupReminder | None
    log: tuple[Line, ...]

    def count(self, why: str) -> int:
        """How many people have that reason."""
        return sum(each.why == why for each in self.lines)

    @property
    def written(self) -> int:
        """How many are written to, now or later."""
        return sum(each.why in WRITTEN for each in self.lines)


async def page(visit: Visit) -> Response:
    """What a reminder would do now."""
    return _page(visit, await visit.read(shown))


async def send(visit: Visit) -> Response:
    """Send the plan that was shown, if it still holds; else it is shown anew."""
    name = await visit.field("plan")
    try:
        await visit.change(lambda case: _send(case, name))
    except Refused as refused:
        if refused.code != "changed":
            raise
        return _page(visit, await visit.read(shown), problem=visit.tongue(CHANGED), status=422)
    visit.console.assistant.turns.wake()
    return visit.back(f"/f/{visit.request.path_params['cohort']}/rappel?ok=1")


def _page(visit: Visit, found: Shown, problem: str = "", status: int = 200) -> Response:
    words = {"why": WHY, "came": CAME, "hours": GROUP_HOURS}
    return visit.page("reminding.html", tab="cohort", shown=found, problem=problem, status=status, **words)


def shown(case: Case) -> Shown:
    """What a reminder of the Flashcoop would do, and what came of the last one."""
    plan = group.planned(case.db, case.assistant.house, read_rules(), case.cohort, case.now)
    lines = tuple(sorted((_line(case, person_id, why) for person_id, why in plan.reasons.items()), key=_place))
    last = group_reminders.latest(case.db, case.cohort.id)
    meant = group_reminders.meant(case.db, last.id) if last else []
    log = tuple(_line(case, each.person_id, each.why, each.attempt_id) for each in meant)
    return Shown(plan, _name(plan), lines, last, log)


def _line(case: Case, person_id: int, why: str, attempt_id: int | None = None) -> Line:
    came = group_reminders.came_of(case.db, attempt_id) if attempt_id is not None else ""
    person = people.person(case.db, person_id)
    return Line(person.code, name_in(case, case.cohort, person), why, came)


def _place(line: Line) -> int:
    """Who is written to comes first, then who cannot be; last who has nothing to answer."""
    return 0 if line.why in WRITTEN else 2 if line.why in FINISHED else 1


def _name(plan: Plan) -> str:
    """What a plan is known by: the same as long as it would do the same."""
    said = json.dumps([sorted(plan.reasons.items()), plan.languages])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _send(case: Case, name: str) -> None:
    rules, house = read_rules(), case.assistant.house
    plan = group.planned(case.db, house, rules, case.cohort, case.now)
    if plan.empty or _name(plan) != name:
        raise Refused("changed", CHANGED)
    kept = group_reminders.reminder(case.db, group.keep(case.db, plan, case.who, case.now))
    assert kept is not None
    group.send(case.db, house, rules, kept, case.cohort, case.now)


DOORS = (
    door(PATH, page, action="reminder.plan", target="cohort"),
    door(PATH, send, action="reminder.send", target="cohort", methods=("POST",)),
)

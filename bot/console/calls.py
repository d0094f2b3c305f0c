"""Calls: whom to call, best first; one call with its questionnaire, its outcome in one tap; passing it on."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.responses import Response

from bot import calling
from bot.access import table
from bot.access.runs import may_hold
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.shell import ROOT, Visit
from bot.enrolling.importing import name_of
from bot.phoning import Line, lines
from bot.web.desk import Desk
from storage import cohorts, holding, instances, passing, people
from storage.cohorts import Cohort
from storage.instances import Stored
from storage.people import Person
from storage.phone import OUTCOMES
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
WHY = {
    "silent": N_("n'a pas répondu aux messages"),
    "blocked": N_("a bloqué le bot"),
    "dead": N_("son compte n'existe plus"),
    "page": N_("a une page, sans Telegram"),
    "none": N_("rien pour lui écrire"),
}
SAID = {
    "done": N_("C'est fait"),
    "no_answer": N_("Pas de réponse"),
    "wrong_number": N_("Faux numéro"),
    "refuses": N_("Elle refuse"),
    "back_at": N_("À rappeler"),
}
WHOSE = {"own": N_("son numéro"), "second": N_("un proche, elle a dit oui")}


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is shown: how she is called, who has her on the telephone, to whom her call is passed."""

    cohort: Cohort
    line: Line
    name: str
    holder: Person | None
    passed: Person | None

    @property
    def address(self) -> str:
        """Where the call is made."""
        return f"{ROOT}/f/{self.cohort.code}/appels/{self.line.person.code}/{self.line.moment}"


async def page(visit: Visit) -> Response:
    """Everybody who is to be called: who asked for it first, then the longest silent."""
    rows = await visit.read(_rows)
    return visit.page("calls.html", tab="calls", rows=rows, why=WHY, said=SAID, me=visit.who.id)


def _rows(case: Case) -> list[Row]:
    asked = [flow.questionnaire for flow in case.assistant.house.programme.flows.values()]
    own = [
        _row(case, cohort, line)
        for cohort in case.cohorts("call.see")
        for line in lines(case.db, asked, cohort, case.now)
        if line.to_call
    ]
    return sorted([*own, *_passed(case)], key=_urgency)


def _passed(case: Case) -> list[Row]:
    """The lines that were passed to her."""
    found = []
    for each in passing.passed_to(case.db, case.who.id):
        cohort, person = cohorts.cohort_by_id(case.db, each.cohort_id), people.person(case.db, each.person_id)
        if case.may("call.see", table.of_call(cohort, person, each.moment)):
            line = calling.line_at(case.db, case.assistant.house, cohort, person, each.moment, case.now)
            found.append(_row(case, cohort, line))
    return found


def _urgency(row: Row) -> tuple[bool, float, int]:
    back = row.line.back_at
    return back is None, back.timestamp() if back else 0.0, -row.line.messages


def _row(case: Case, cohort: Cohort, line: Line) -> Row:
    target = table.of_call(cohort, line.person, line.moment)
    name = name_of(case.db, case.assistant.house.vault, line.person) if case.may("person.name_see", target) else ""
    holder = holding.holder_of(case.db, line.person.id, case.now)
    passed = passing.passed_about(case.db, cohort.id, line.person.id, line.moment)
    return Row(
        cohort,
        line,
        name or line.person.code,
        people.person(case.db, holder) if holder else None,
        people.person(case.db, passed.to_person) if passed else None,
    )


# One call


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its line, what is to be filled in with her, and what else may be done."""

    row: Row
    runs: tuple[Stored, ...]
    interpreters: tuple[Person, ...]
    may_pass: bool
    may_note: bool
    back: tuple[datetime, ...]


async def call(visit: Visit, problem: str = "", status: int = 200) -> Response:
    """The page of one call."""
    found = await visit.read(_call)
    return visit.page(
        "call.html",
        status=status,
        tab="calls",
        call=found,
        line=found.row.line,
        why=WHY,
        said=SAID,
        whose=WHOSE,
        me=visit.who.id,
        zone=found.row.cohort.timezone,
        problem=problem,
    )


def _call(case: Case) -> Call:
    house, cohort, person, moment = case.assistant.house, case.cohort, case.person, case.aim.moment
    line = calling.line_at(case.db, house, cohort, person, moment, case.now)
    mine = [each for each in _begun(case, line) if may_hold(case.db, case.who, each)]
    here = case.now.astimezone(ZoneInfo(cohort.timezone))
    return Call(
        _row(case, cohort, line),
        tuple(mine),
        tuple(people.people_of_cohort(case.db, cohort.id, "interpreter")),
        case.may("call.pass"),
        case.may("call.note") and line.state != "closed",
        tuple(calling.times_to_call_back(here)),
    )


def _begun(case: Case, line: Line) -> list[Stored]:
    return [
        each
        for each in instances.instances_of(case.db, line.person.id)
        if each.moment == line.moment and each.cohort_id == case.cohort.id and each.questionnaire in line.questionnaires
    ]


async def begin(visit: Visit) -> Response:
    """Take the call: what is to be asked is opened, and nobody else calls her meanwhile."""
    try:
        run = await visit.change(lambda case: _begin(case, visit.console.desk))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await call(visit, refused.sentence, 422)
    return visit.back(f"/appels/{run}")


def _begin(case: Case, desk: Desk) -> str:
    house = case.assistant.house
    line = calling.line_at(case.db, house, case.cohort, case.person, case.aim.moment, case.now)
    runs = calling.runs_of(case.db, house, case.cohort, line, case.now)
    if not runs:
        raise Refused("no_line", calling.NO_LINE)
    desk.hold(case.db, case.who, runs[0], "phone")
    return runs[0].code


async def outcome(visit: Visit) -> Response:
    """What came of the call, in one tap."""
    said, back, number = [await visit.field(name) for name in ("outcome", "back_at", "number")]
    try:
        await visit.change(lambda case: _note(case, said, back, number))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await call(visit, refused.sentence, 422)
    return visit.back("/appels?ok=1")


def _note(case: Case, said: str, back: str, number: str) -> None:
    if said not in OUTCOMES:
        raise Refused("unknown_outcome", "Dites ce qu'a donné l'appel.")
    more = {"back_at": back if said == "back_at" else None, "number": number or None}
    about = {"cohort": case.cohort.code, "person": case.person.code, "moment": case.aim.moment}
    case.operate("end_call", **about, outcome=said, by=case.who.code, **more)


async def hand(visit: Visit) -> Response:
    """Pass the call to an interpreter."""
    to = await visit.field("to")
    try:
        await visit.change(lambda case: _hand(case, to))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await call(visit, refused.sentence, 422)
    return visit.back("/appels?ok=1")


def _hand(case: Case, to: str) -> None:
    found = people.person_by_code(case.db, to) if to else None
    if found is None:
        raise Refused("nobody", "Choisissez une interprète.")
    calling.hand(case.db, case.cohort, case.person, case.aim.moment, found, case.who, case.now)


async def take_back(visit: Visit) -> Response:
    """Make the call oneself again."""
    await visit.change(
        lambda case: passing.take_back(case.db, case.cohort.id, case.person.id, case.aim.moment, case.now)
    )
    return visit.back("/appels?ok=1")


ONE = f"{ROOT}/f/{{cohort}}/appels/{{person}}/{{moment}}"
POST = ("POST",)
DOORS = (
    door(f"{ROOT}/appels", page, action="call.see", target="listing"),
    door(ONE, call, action="call.see", target="call"),
    door(ONE, begin, action="call.hold", target="call", methods=POST),
    door(f"{ONE}/issue", outcome, action="call.note", target="call", methods=POST),
    door(f"{ONE}/passer", hand, action="call.pass", target="call", methods=POST),
    door(f"{ONE}/reprendre", take_back, action="call.pass", target="call", methods=POST),
)

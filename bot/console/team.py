"""People and roles: who works in a Flashcoop, inviting somebody to it, ending a role."""

from dataclasses import dataclass

from starlette.responses import Response

from bot.access import table
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.shell import ROOT, Visit
from bot.roles import STAFF
from storage import people
from storage.people import Person
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
ROLES = {
    "animator": N_("Animation"),
    "interpreter": N_("Interprète"),
    "partner": N_("Partenaire"),
    "coordinator": N_("Coordination"),
    "cpe": N_("CPE"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team, and whether whoever looks may end her role here."""

    person: Person
    may_end: bool


async def page(visit: Visit, invited: dict[str, str] | None = None, problem: str = "") -> Response:
    """Who works here."""
    members, may_invite = await visit.read(_shown)
    return visit.page(
        "team.html",
        status=422 if problem else 200,
        tab="cohort",
        members=members,
        may_invite=may_invite,
        roles=ROLES,
        invited=invited,
        problem=problem,
    )


def _shown(case: Case) -> tuple[list[Member], list[str]]:
    here = [each for role in STAFF for each in people.people_of_cohort(case.db, case.cohort.id, role)]
    here += people.people_of_cae(case.db, case.cohort.cae_id, "coordinator")
    members = [Member(each, case.may("role.end", table.of_person(case.db, each))) for each in here]
    return members, [role for role in STAFF if case.may(f"invite.{role}")]


async def invite(visit: Visit) -> Response:
    """A one-use link for somebody who is to work here."""
    role = await visit.field("role")
    try:
        made = await visit.change(
            lambda case: case.operate("invite_staff", role=role, by=case.who.code, cohort=case.cohort.code)
        )
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await page(visit, problem=refused.sentence)
    return await page(visit, {"role": role, **made})


async def end(visit: Visit) -> Response:
    """Somebody works here no more, from her next request on."""
    try:
        await visit.change(_end)
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await page(visit, problem=refused.sentence)
    return visit.back(f"/f/{visit.wish.path['cohort']}/roles?ok=1")


def _end(case: Case) -> None:
    here = case.cohort.code if case.person.role != "coordinator" else None
    case.operate("end_role", person=case.person.code, cohort=here)


TEAM = f"{ROOT}/f/{{cohort}}/roles"
POST = ("POST",)
DOORS = (
    door(TEAM, page, action="role.see", target="cohort"),
    door(TEAM, invite, action="role.see", target="cohort", methods=POST),
    door(f"{TEAM}/{{person}}/fin", end, action="role.end", target="member", methods=POST),
)

"""Who works in a Flashcoop: inviting staff, and ending a role, which bites on the next request of whoever had it."""

from typing import Any

from bot.access import table
from bot.operating import Operating
from storage import cohorts, helps, holding, invitations, passing, people, signing
from storage.database import one
from storage.people import Person
from storage.refusals import Refused

STAFF = ("animator", "interpreter", "partner", "coordinator", "cpe")
OF_A_COHORT = ("animator", "interpreter", "partner")


def invite(operating: Operating, role: str, by: str, cohort: str | None = None) -> dict[str, str]:
    """Somebody of the team, by her code, invites somebody else to it: a one-use link for 14 days."""
    db, inviter = operating.db, people.person_by_code(operating.db, by)
    if role not in STAFF:
        raise Refused("unknown_role", f"« {role} » n'est pas un rôle de l'équipe.")
    if role in OF_A_COHORT and cohort is None:
        raise Refused("no_cohort", "Ce rôle est d'un Flashcoop : dites lequel.")
    found = cohorts.cohort(db, cohort) if cohort else None
    target = table.of_cohort(found) if found else table.of_cae(inviter.cae_id)
    table.demand(db, inviter, f"invite.{role}", target)
    cohort_id = found.id if found and role in OF_A_COHORT else None
    token = invitations.issue(db, operating.codes, role, cohort_id, target.cae, operating.now, issued_by=inviter.id)
    return {"token": token, **operating.links(token)}


def end(operating: Operating, person: str, cohort: str | None = None) -> dict[str, Any]:
    """End somebody's role in one Flashcoop, or, where it was her last or none is named, altogether."""
    db, found = operating.db, people.person_by_code(operating.db, person)
    if found.role not in STAFF:
        raise Refused("not_staff", f"« {person} » n'est pas de l'équipe.")
    left = set(people.cohorts_of(db, found.id))
    if cohort is not None:
        named = cohorts.cohort(db, cohort)
        if named.id not in left:
            raise Refused("not_a_member", f"« {person} » n'est pas de ce Flashcoop.")
        people.leave(db, found.id, named.id, operating.now)
        left -= {named.id}
    _release(operating, found)
    ended = cohort is None or (not left and found.role in OF_A_COHORT)
    if ended:
        _altogether(operating, found)
    return {"person": found.code, "role": found.role, "cohorts": len(left) if not ended else 0, "ended": ended}


def console_link(operating: Operating, person: str, hashed: str) -> dict[str, str]:
    """Let the token of a hash sign somebody of the team in once: for who has the machine."""
    found = people.person_by_code(operating.db, person)
    if not table.allowed(operating.db, found, "console.enter", table.of_person(operating.db, found)):
        raise Refused("no_console", f"« {person} » n'a pas de console.")
    signing.hand_out(operating.db, found, hashed, operating.now)
    return {"person": found.code}


def _release(operating: Operating, person: Person) -> None:
    """She fills nothing in with anybody at present; calls passed to her are nobody's, those she took anybody's."""
    holding.release(operating.db, person.id, operating.now)
    passing.take_back_all(operating.db, person.id, operating.now)
    helps.let_go(operating.db, person.id)


def _altogether(operating: Operating, person: Person) -> None:
    db, now = operating.db, operating.now
    if person.role == "coordinator" and _coordinators(operating, person.cae_id) <= 1:
        raise Refused("last_coordinator", "C'est la dernière coordinatrice de la CAE : invitez-en une autre d'abord.")
    people.withdraw(db, person.id, now)
    signing.end_all(db, person.id, now)
    invitations.take_back(db, person.id, now)


def _coordinators(operating: Operating, cae_id: int | None) -> int:
    row = one(
        operating.db,
        "SELECT count(*) AS them FROM people WHERE role = 'coordinator' AND cae_id IS ? AND withdrawn_at IS NULL",
        (cae_id,),
    )
    assert row is not None
    return int(row["them"])

"""Who may do what: one table, asked inside the transaction in which the thing is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.loading import read_yaml
from storage import passing, people, phone, prescriptions
from storage.cohorts import Cohort, cohort_by_id
from storage.database import Database, every, one
from storage.instances import Stored
from storage.people import ROLES, Person
from storage.refusals import Refused
from storage.takes import Take

TABLE = Path(__file__).parent / "rights.yaml"
N_ = str  # marks what is translated where it is shown
NOT_YOURS = N_("Ce n'est pas à vous de faire cela ici.")


@dataclass(frozen=True, slots=True)
class Target:
    """What something is done to; what is not given is not part of it.

    `cohorts` are the Flashcoops it belongs to: one for a run or a call, all of hers for a person.
    """

    cae: int | None = None
    cohorts: frozenset[int] = frozenset()
    person: int | None = None
    moment: str | None = None


NOTHING = Target()  # belongs to nobody: only who may do it everywhere may do it there


def of_cae(cae_id: int | None) -> Target:
    """A CAE."""
    return Target(cae_id)


def of_cohort(cohort: Cohort) -> Target:
    """A Flashcoop."""
    return Target(cohort.cae_id, frozenset({cohort.id}))


def of_person(db: Database, person: Person) -> Target:
    """A person, in all her Flashcoops."""
    return Target(person.cae_id, frozenset(people.cohorts_of(db, person.id)), person.id)


def of_call(cohort: Cohort, person: Person, moment: str) -> Target:
    """A line of the phone list."""
    return Target(cohort.cae_id, frozenset({cohort.id}), person.id, moment)


def of_run(stored: Stored) -> Target:
    """Somebody's run of a questionnaire."""
    return Target(stored.cae_id, _set(stored.cohort_id), stored.person_id, stored.moment)


def of_take(db: Database, take: Take) -> Target:
    """A recording: of the Flashcoop of the run it was made in, of its person's where it was made in none."""
    row = one(db, _COHORT_OF_TAKE, (take.id,))
    return Target(take.cae_id, _set(row["cohort_id"] if row else None), take.person_id, row["moment"] if row else None)


_COHORT_OF_TAKE = (
    "SELECT coalesce(i.cohort_id, p.cohort_id) AS cohort_id, i.moment FROM takes t"
    " JOIN people p ON p.id = t.person_id LEFT JOIN instances i ON i.id = t.instance_id WHERE t.id = ?"
)


def _set(cohort_id: int | None) -> frozenset[int]:
    return frozenset() if cohort_id is None else frozenset({cohort_id})


def _hers(db: Database, who: Person, target: Target) -> bool:
    return not target.cohorts.isdisjoint(people.cohorts_of(db, who.id))


def _passed(db: Database, who: Person, target: Target) -> bool:
    """A call that is hers to make, until its line is closed."""
    return any(
        each.person_id == target.person
        and each.cohort_id in target.cohorts
        and target.moment in (None, each.moment)
        and not phone.closed(phone.calls_about(db, each.cohort_id, each.person_id, each.moment))
        for each in passing.passed_to(db, who.id)
    )


def _prescribed(db: Database, who: Person, target: Target) -> bool:
    return target.person is not None and prescriptions.prescriber_of(db, target.person) == who.id


def _in_cae(_db: Database, who: Person, target: Target) -> bool:
    return target.cae is not None and target.cae == who.cae_id


def _herself(_db: Database, who: Person, target: Target) -> bool:
    return target.person == who.id


SCOPES: Mapping[str, Callable[[Database, Person, Target], bool]] = {
    "self": _herself,
    "own": _hers,
    "assigned": _hers,
    "passed": _passed,
    "prescribed": _prescribed,
    "cae": _in_cae,
    "all": lambda _db, _who, _target: True,
}


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """The scope of every role that may do an action, by action. Raises ValueError for a word there is none of."""
    read: dict[str, dict[str, str]] = read_yaml(TABLE)
    wrong = [
        f"{action}: {role}: {scope}"
        for action, roles in read.items()
        for role, scope in roles.items()
        if role not in ROLES or scope not in SCOPES
    ]
    if wrong:
        raise ValueError(f"{TABLE.name}: {'; '.join(wrong)}")
    return read


def action(name: str) -> str:
    """The name of an action, where it is in the table. Raises ValueError where it is not."""
    if name not in table():
        raise ValueError(f"« {name} » is not in {TABLE.name}")
    return name


def allowed(db: Database, who: Person, name: str, target: Target) -> bool:
    """Whether somebody may do something to a target, now."""
    scope = table()[name].get(who.role)
    return scope is not None and who.withdrawn_at is None and SCOPES[scope](db, who, target)


def demand(db: Database, who: Person, name: str, target: Target) -> None:
    """Refuse what somebody may not do."""
    if not allowed(db, who, name, target):
        raise Refused("not_yours", NOT_YOURS)


def ever(role: str, name: str) -> bool:
    """Whether a role may do an action at all: what is not may be left out of a menu."""
    return role in table()[name]


def within(db: Database, who: Person, name: str) -> list[Cohort]:
    """The Flashcoops in which somebody may do something, in the order they were opened."""
    found = every(db, "SELECT id, cae_id FROM cohorts ORDER BY id")
    hers = [row["id"] for row in found if allowed(db, who, name, Target(row["cae_id"], frozenset({row["id"]})))]
    return [cohort_by_id(db, each) for each in hers]

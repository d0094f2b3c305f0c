"""What a door's address is about: read from its path, inside the transaction in which it is done.

Whatever an address names that is not there, or not in the Flashcoop it is named under, is answered as what is not
hers: nobody learns which codes exist.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.access import table
from bot.access.table import NOT_YOURS, Target
from storage import cohorts, helps, instances, people, takes
from storage.cohorts import Cohort
from storage.database import Database
from storage.helps import Help
from storage.instances import Stored
from storage.people import Person
from storage.refusals import Refused
from storage.takes import Take

Path = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Aim:
    """What a request is about: the target its right is looked up for, and the rows its address names."""

    target: Target
    cohort: Cohort | None = None
    person: Person | None = None
    moment: str = ""
    run: Stored | None = None
    take: Take | None = None
    help: Help | None = None


def aim(db: Database, kind: str, who: Person, path: Path) -> Aim:
    """What an address is about. Raises Refused, `not_yours`, where it names what is not there."""
    try:
        return AIMS[kind](db, who, path)
    except (Refused, KeyError, ValueError):
        raise Refused("not_yours", NOT_YOURS) from None


def _self(_db: Database, who: Person, _path: Path) -> Aim:
    return Aim(Target(who.cae_id, person=who.id))


def _cae(_db: Database, who: Person, _path: Path) -> Aim:
    return Aim(table.of_cae(who.cae_id))


def _cohort(db: Database, _who: Person, path: Path) -> Aim:
    found = cohorts.cohort(db, path["cohort"])
    return Aim(table.of_cohort(found), found)


def _person(db: Database, _who: Person, path: Path) -> Aim:
    """Somebody of a Flashcoop; where the address names none, somebody in all of hers."""
    found = people.person_by_code(db, path["person"])
    if "cohort" not in path:
        return Aim(table.of_person(db, found), person=found)
    cohort = cohorts.cohort(db, path["cohort"])
    if cohort.id not in people.cohorts_of(db, found.id):
        raise Refused("not_a_member", NOT_YOURS)
    return Aim(Target(cohort.cae_id, frozenset({cohort.id}), found.id), cohort, found)


def _member(db: Database, who: Person, path: Path) -> Aim:
    """Somebody of the team of a Flashcoop, or of its CAE where she belongs to no Flashcoop."""
    found, cohort = people.person_by_code(db, path["person"]), cohorts.cohort(db, path["cohort"])
    if found.role == "participant":
        raise Refused("not_of_the_team", NOT_YOURS)
    if found.role != "coordinator" or found.cae_id != cohort.cae_id:
        return _person(db, who, path)
    return Aim(Target(cohort.cae_id, person=found.id), cohort, found)


def _call(db: Database, who: Person, path: Path) -> Aim:
    """A line of the phone list: somebody at a moment."""
    about, moment = _person(db, who, path), path["moment"]
    assert about.cohort is not None
    assert about.person is not None
    return Aim(table.of_call(about.cohort, about.person, moment), about.cohort, about.person, moment)


def _run(db: Database, _who: Person, path: Path) -> Aim:
    found = instances.load(db, path["run"])
    cohort = _named(db, path, found.cohort_id)
    return Aim(table.of_run(found), cohort, people.person(db, found.person_id), found.moment, found)


def _take(db: Database, _who: Person, path: Path) -> Aim:
    found = takes.take(db, path["take"])
    if found is None:
        raise Refused("unknown_take", NOT_YOURS)
    target = table.of_take(db, found)
    cohort = _named(db, path, next(iter(target.cohorts), None))
    person = people.person(db, found.person_id)
    return Aim(target, cohort, person, target.moment or "", take=found)


def _help(db: Database, _who: Person, path: Path) -> Aim:
    found = helps.help_of(db, int(path["help"]))
    if found is None:
        raise Refused("unknown_help", NOT_YOURS)
    asked_by = people.person(db, found.person_id)
    run = instances.load_by_id(db, found.instance_id) if found.instance_id else None
    hers = people.cohorts_of(db, asked_by.id)
    about = frozenset({run.cohort_id}) if run and run.cohort_id else frozenset(hers)
    cohort = _named(db, path, run.cohort_id if run else asked_by.cohort_id)
    return Aim(Target(asked_by.cae_id, about, asked_by.id), cohort, asked_by, run=run, help=found)


def _named(db: Database, path: Path, cohort_id: int | None) -> Cohort | None:
    """The Flashcoop something belongs to, which is the one the address names if it names one."""
    cohort = cohorts.cohort_by_id(db, cohort_id) if cohort_id else None
    if "cohort" in path and (cohort is None or cohort.code != path["cohort"]):
        raise Refused("not_of_this_cohort", NOT_YOURS)
    return cohort


# « listing » names nothing: whoever may do it somewhere comes in, and is shown where (`Case.cohorts`).
LISTING = "listing"
AIMS: Mapping[str, Callable[[Database, Person, Path], Aim]] = {
    "self": _self,
    LISTING: _self,
    "cae": _cae,
    "cohort": _cohort,
    "person": _person,
    "member": _member,
    "call": _call,
    "run": _run,
    "take": _take,
    "help": _help,
}

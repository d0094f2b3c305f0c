"""About whom a questionnaire is asked: a run for each of them, by the word its YAML file uses."""

from collections.abc import Callable, Mapping, Sequence

from storage.cohorts import Cohort
from storage.consents import consents_of
from storage.database import Database
from storage.people import Person
from storage.prescriptions import prescribed_by


def _herself(db: Database, person: Person, cohort: Cohort, moment: str) -> Sequence[int | None]:
    del db, person, cohort, moment
    return (None,)


def _prescribed(db: Database, person: Person, cohort: Cohort, moment: str) -> Sequence[int | None]:
    """The people a partner sent, but those who want no assistant to ask about them."""
    del moment
    sent = prescribed_by(db, person.id, cohort.id)
    return [each for each in sent if consents_of(db, each).get("bot") is not False]


Subjects = Callable[[Database, Person, Cohort, str], Sequence[int | None]]
SUBJECTS: Mapping[str, Subjects] = {"": _herself, "prescribed": _prescribed}

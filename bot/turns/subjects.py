"""About whom a questionnaire is asked: a run for each of them, by the word its YAML file uses."""

from collections.abc import Callable, Mapping, Sequence

from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person


def _herself(db: Database, person: Person, cohort: Cohort, moment: str) -> Sequence[int | None]:
    del db, person, cohort, moment
    return (None,)


SUBJECTS: Mapping[str, Callable[[Database, Person, Cohort, str], Sequence[int | None]]] = {"": _herself}

"""About whom a questionnaire is asked: a run for each of them, by the word its YAML file uses."""

from collections.abc import Callable, Mapping, Sequence

from bot.turns.showing import recognised
from dialogs.questionnaire import Questionnaire
from storage import consents, peers, people
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person

PEER = "peer"


def _herself(db: Database, person: Person, cohort: Cohort, moment: str) -> Sequence[int | None]:
    del db, person, cohort, moment
    return (None,)


def _peers(db: Database, person: Person, cohort: Cohort, moment: str) -> Sequence[int | None]:
    """Whom she is to rate, in her order; nobody any more once what was said is frozen."""
    pairs = peers.pairs(db, cohort, moment, there(db, cohort))
    return () if peers.frozen(db, cohort.id, moment) else pairs.get(person.id, ())


def there(db: Database, cohort: Cohort) -> list[int]:
    """Who rates and is rated: those who answer with this assistant and can be shown to the others."""
    return [
        person.id
        for person in people.people_of_cohort(db, cohort.id)
        if consents.consents_of(db, person.id).get("bot") and recognised(db, person)
    ]


def may_be_held(questionnaire: Questionnaire) -> bool:
    """Whether somebody else may fill it with the person: never what she says of the others in her group."""
    return questionnaire.subject != PEER


SUBJECTS: Mapping[str, Callable[[Database, Person, Cohort, str], Sequence[int | None]]] = {"": _herself, PEER: _peers}

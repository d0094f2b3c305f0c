"""About whom a questionnaire is asked: a run for each of them, by the word its YAML file uses."""

from collections.abc import Callable, Mapping, Sequence

from bot.turns.showing import recognised
from dialogs.calendar import moment_of
from storage import attendance, consents, peers, people
from storage.cohorts import Cohort
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
    return [each for each in sent if consents.consents_of(db, each).get("bot") is not False]


def _peers(db: Database, person: Person, cohort: Cohort, moment: str) -> Sequence[int | None]:
    """Whom she is to rate, in her order; nobody any more once what was said is frozen."""
    pairs = peers.pairs(db, cohort, moment, there(db, cohort))
    return () if peers.frozen(db, cohort.id, moment) else pairs.get(person.id, ())


def there(db: Database, cohort: Cohort) -> list[int]:
    """Who rates and is rated: those who answer with this assistant and can be shown to the others, but who was marked
    absent from the last session.
    """
    last = moment_of(cohort.calendar.sessions[-1])
    return [
        person.id
        for person in people.people_of_cohort(db, cohort.id)
        if consents.consents_of(db, person.id).get("bot")
        and recognised(db, person)
        and last not in attendance.away(db, cohort.id, person.id)
    ]


Subjects = Callable[[Database, Person, Cohort, str], Sequence[int | None]]
SUBJECTS: Mapping[str, Subjects] = {"": _herself, "peer": _peers, "prescribed": _prescribed}

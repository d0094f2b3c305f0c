"""Where each person stands in each questionnaire: derived from dates, answers, presence and agreements.

The board shows it, reminders and the phone list begin with it. Never what was answered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dialogs.calendar import COLD, EXIT, LAST, ONCE, Window
from dialogs.questionnaire import Questionnaire
from dialogs.reminding import Series
from storage import attendance, consents, instances, people, phone
from storage.attempts import Attempt
from storage.cohorts import Cohort
from storage.database import Database
from storage.instances import Stored
from storage.people import Person

Status = Literal["done", "begun", "not_begun", "absent", "refused", "closed"]
OPEN = ("begun", "not_begun")
NO_SUBJECTS: Mapping[str, Callable[..., Sequence[int | None]]] = {}

Subjects = Mapping[str, Callable[[Database, Person, Cohort, str], Sequence[int | None]]]


@dataclass(frozen=True, slots=True)
class Standing:
    """One person at one moment of one questionnaire, from its opening on.

    `number` is the question she is at, counted from 1; `touched` is when she was last in it, None for never.
    """

    person: Person
    cohort: Cohort
    questionnaire: Questionnaire
    moment: str
    window: Window
    status: Status
    number: int = 1
    touched: datetime | None = None

    @property
    def key(self) -> tuple[str, int, str]:
        """What it is, as attempts name it."""
        return self.questionnaire.id, self.cohort.id, self.moment


@dataclass(frozen=True, slots=True)
class _Around:
    """What all standings of a person in a Flashcoop are judged by."""

    person: Person
    cohort: Cohort
    mine: list[Stored]
    away: frozenset[str]
    agreed: Mapping[str, bool]
    refused: frozenset[str]
    now: datetime


def standings(
    db: Database,
    questionnaires: Iterable[Questionnaire],
    person: Person,
    cohort: Cohort,
    now: datetime,
    subjects: Subjects = NO_SUBJECTS,
) -> list[Standing]:
    """Where a person stands in what has opened for her in a Flashcoop, in the order it is to be answered.

    `subjects` says about whom a questionnaire is asked (`bot.turns.subjects`); without it, only the runs there are
    count.
    """
    around = _Around(
        person,
        cohort,
        [kept for kept in instances.instances_of(db, person.id) if kept.cohort_id in (cohort.id, None)],
        attendance.away(db, cohort.id, person.id),
        consents.consents_of(db, person.id),
        phone.refused(db, cohort.id, person.id),
        now,
    )
    found = []
    for questionnaire in sorted(questionnaires, key=lambda each: each.order):
        for moment, window in _opened(db, questionnaire, around):
            wanted = subjects.get(questionnaire.subject, _any)(db, person, cohort, moment)
            if wanted:
                found.append(_standing(questionnaire, moment, window, around, wanted))
    return found


def _any(db: Database, person: Person, cohort: Cohort, moment: str) -> Sequence[int | None]:
    del db, person, cohort, moment
    return (None,)


def _opened(db: Database, questionnaire: Questionnaire, around: _Around) -> Iterator[tuple[str, Window]]:
    calendar = around.cohort.calendar
    if questionnaire.audience != around.person.role:
        return
    if questionnaire.moment == ONCE:
        yield ONCE, Window(people.joined(db, around.person.id, around.cohort.id), None)
        return
    for moment in calendar.moments(questionnaire.moment):
        window = calendar.window(moment)
        if window is not None and window.opens <= around.now and window.closes is not None:
            yield moment, _asked_from(window, moment, around.cohort)


def _asked_from(window: Window, moment: str, cohort: Cohort) -> Window:
    """What is answered on the last day is asked for from the end of that day on."""
    if moment not in (LAST, EXIT):
        return window
    return Window(cohort.calendar.ends(cohort.calendar.sessions[-1]), window.closes)


def _standing(
    questionnaire: Questionnaire, moment: str, window: Window, around: _Around, wanted: Sequence[int | None]
) -> Standing:
    runs = [kept for kept in around.mine if (kept.questionnaire, kept.moment) == (questionnaire.id, moment)]
    given = sum(len(kept.instance.given) for kept in runs)
    touched = max((kept.instance.touched for kept in runs if kept.instance.touched), default=None) if given else None
    status = _status(questionnaire, moment, window, around, runs, wanted)
    at = next((len(kept.instance.given) for kept in runs if not kept.finished), 0) + 1
    return Standing(around.person, around.cohort, questionnaire, moment, window, status, at, touched)


def _status(
    questionnaire: Questionnaire,
    moment: str,
    window: Window,
    around: _Around,
    runs: list[Stored],
    wanted: Sequence[int | None],
) -> Status:
    finished = {kept.subject_id for kept in runs if kept.finished}
    if runs and all(kept.finished for kept in runs) and (None in wanted or finished >= set(wanted)):
        return "done"
    if moment in around.away:
        return "absent"
    no_contact = questionnaire.moment == COLD and around.agreed.get("contact") is False
    if around.agreed.get("bot") is False or no_contact or moment in around.refused:
        return "refused"
    if window.closes is not None and window.closes <= around.now:
        return "closed"
    return "begun" if any(kept.instance.given for kept in runs) else "not_begun"


def series(standing: Standing, made: list[Attempt]) -> Series:
    """What reminding needs to know of a questionnaire: those about several people are asked for as one."""
    sent = [each.at for each in made if any(about[:3] == standing.key for about in each.about)]
    return Series(
        standing.questionnaire.moment, standing.window, standing.status == "begun", standing.touched, tuple(sent)
    )

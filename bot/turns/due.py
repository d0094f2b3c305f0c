"""What is open for a person and not finished: derived from dates and answers, for every door and for reminders."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bot.turns.subjects import SUBJECTS
from dialogs.flow import Flow
from storage import attendance, instances
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person


class Due(NamedTuple):
    """A questionnaire open for a person at a moment of a Flashcoop, about herself (None) or about someone."""

    flow: Flow
    moment: str
    cohort: int
    subject: int | None = None


def due_for(db: Database, flows: Iterable[Flow], person: Person, cohorts: Iterable[Cohort], now: datetime) -> list[Due]:
    """What is open for a person now and not finished, in the order it is to be answered."""
    finished = {
        (kept.questionnaire, kept.moment, kept.cohort_id, kept.subject_id)
        for kept in instances.instances_of(db, person.id)
        if kept.finished
    }
    ordered = sorted(flows, key=lambda flow: flow.questionnaire.order)
    return [
        Due(flow, moment, cohort.id, subject)
        for cohort in cohorts
        for flow in ordered
        if flow.questionnaire.audience == person.role
        for moment in cohort.calendar.open_moments(flow.questionnaire.moment, now)
        if moment not in attendance.away(db, cohort.id, person.id)
        for subject in SUBJECTS[flow.questionnaire.subject](db, person, cohort, moment)
        if (flow.questionnaire.id, moment, cohort.id, subject) not in finished
    ]

"""Making a call: opening what is to be asked, noting what came of it, passing it to an interpreter."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot import noting
from bot.access import table
from bot.operating import Operating
from bot.phoning import Line, lines_of
from bot.turns.house import House
from dialogs.flow import Flow
from dialogs.instance import Instance
from storage import cohorts, holding, instances, passing, people, phone
from storage.cohorts import Cohort
from storage.database import Database
from storage.instances import Stored
from storage.passing import Passed
from storage.people import Person
from storage.refusals import Refused

NO_LINE = "Il n'y a rien à demander à cette personne à ce moment."
LATER = ((0, 18), (1, 10), (1, 18))  # days from today, hour: when people are mostly called back
SOON = timedelta(hours=1)
QUARTER = 15  # minutes: nobody promises to call at 17:07


def line_at(db: Database, house: House, cohort: Cohort, person: Person, moment: str, now: datetime) -> Line:
    """The line of a person at a moment. Raises Refused where nothing was ever to be asked then."""
    asked = [flow.questionnaire for flow in house.programme.flows.values()]
    for line in lines_of(db, asked, person, cohort, now, house.vault):
        if line.moment == moment:
            return line
    raise Refused("no_line", NO_LINE)


def runs_of(db: Database, house: House, cohort: Cohort, line: Line, now: datetime) -> list[Stored]:
    """The runs a line is about, opened where nobody has begun; those about somebody else are asked in no call."""
    flows = [house.programme.flows[each] for each in line.questionnaires]
    hers = [flow for flow in flows if not flow.questionnaire.subject]
    return [_run(db, house, cohort, line, flow, now) for flow in hers]


def _run(db: Database, house: House, cohort: Cohort, line: Line, flow: Flow, now: datetime) -> Stored:
    code = instances.open_instance(
        db,
        house.codes,
        line.person,
        flow.questionnaire,
        line.moment,
        lambda code: Instance(code, flow.initial),
        now,
        cohort.id,
    )
    return instances.load(db, code)


def note(operating: Operating, cohort: str, person: str, moment: str, outcome: str, by: str, **more: Any) -> Any:  # noqa: ANN401 -- JSON
    """What came of a call by somebody of the team: the person can be called by others again, and where nobody is to
    call any more, whoever it was passed to has it no longer.
    """
    noted = noting.call(operating, cohort, person, moment, outcome, author=by, **more)
    db, now = operating.db, operating.now
    her = people.person_by_code(db, person)
    holding.release(db, people.person_by_code(db, by).id, now, her.id)
    if noted["closed"]:
        passing.take_back(db, cohorts.cohort(db, cohort).id, her.id, moment, now)
    return noted


def hand(db: Database, cohort: Cohort, person: Person, moment: str, to: Person, by: Person, now: datetime) -> None:
    """Pass a line to an interpreter of the Flashcoop. Raises Refused for anybody else."""
    if to.role != "interpreter" or not table.allowed(db, to, "take.hear", table.of_cohort(cohort)):
        raise Refused("not_an_interpreter", "Un appel se passe à une interprète de ce Flashcoop.")
    if phone.closed(phone.calls_about(db, cohort.id, person.id, moment)):
        raise Refused("line_closed", "Cette ligne est close : on n'appelle plus.")
    passing.hand(db, Passed(person.id, cohort.id, moment, to.id, by.id), person.cae_id, now)


def times_to_call_back(now: datetime) -> Sequence[datetime]:
    """When one would mostly call again: in an hour, this evening, tomorrow; `now` is where the Flashcoop is."""
    soon = now + SOON
    soon -= timedelta(minutes=soon.minute % QUARTER, seconds=soon.second, microseconds=soon.microsecond)
    later = [(now + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0) for days, hour in LATER]
    return [soon, *(each for each in later if each > soon)]

"""People who have already lived a part of the programme, put straight into the database."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from dialogs.flow import Flow
from dialogs.instance import Given, Instance
from storage import cohorts, instances, people
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person
from tests.doors.house import Doors

REGISTERED = {"bot": "yes", "keep_audio": "no", "portrait": "rose", "phone": "+33612345678"}


async def participant(
    doors: Doors, flashcoop: str, answered: Mapping[str, Mapping[str, Any]], language: str = "fr"
) -> str:
    """The code of somebody who has registered and finished the questionnaires named, with those answers."""

    def lived(db: Database) -> str:
        cohort, now = cohorts.cohort(db, flashcoop), doors.clock()
        person = people.add_person(db, doors.assistant.house.codes, "participant", cohort.id, cohort.cae_id, now)
        people.prefer(db, person.id, "language", language)
        for name, given in {"registration": REGISTERED, **answered}.items():
            _finish(doors, db, person, cohort, name, given)
        return person.code

    return await doors.assistant.writer.run(lived)


def _finish(doors: Doors, db: Database, person: Person, cohort: Cohort, name: str, given: Mapping[str, Any]) -> None:
    flow, now = doors.programme.flows[name], doors.clock()
    codes, moments = doors.assistant.house.codes, cohort.calendar.moments(flow.questionnaire.moment)
    for moment in moments:
        code = instances.open_instance(
            db, codes, person, flow.questionnaire, moment, partial(_fresh, flow), now, cohort.id
        )
        stored = instances.load(db, code)
        answers = {key: Given(value, door="web") for key, value in given.items()}
        instances.save(db, stored, replace(stored.instance, state=f"{name}:done", given=answers), now)
        instances.finish(db, stored.id, now)


def _fresh(flow: Flow, code: str) -> Instance:
    return Instance(code, flow.initial)

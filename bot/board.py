"""The board of a Flashcoop: who is where, who signed, who was there; states alone, never what was answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.noting import contract_shown
from bot.phoning import ROLES, channel_of
from bot.standing import Standing, standings
from dialogs.questionnaire import Questionnaire
from storage import attendance, contracts, people
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person

PARTICIPANT = "participant"


def board(db: Database, questionnaires: Iterable[Questionnaire], cohort: Cohort, now: datetime) -> dict[str, Any]:
    """Everyone's states at the moments that have opened, as JSON.

    `responses` counts, for each moment, who is done among those who were there; `unsigned` are the participants
    without a signed contract.
    """
    asked = list(questionnaires)
    everyone = [person for role in ROLES for person in people.people_of_cohort(db, cohort.id, role)]
    stand = {person.id: standings(db, asked, person, cohort, now) for person in everyone}
    signed, marks = contracts.contracts(db, cohort.id), attendance.marks(db, cohort.id)
    participants = [person for person in everyone if person.role == PARTICIPANT]
    staff = [person for person in everyone if person.role != PARTICIPANT]
    return {
        "people": [
            {
                **_person(db, person, stand[person.id]),
                "attendance": _presence(marks, cohort, person),
                "contract": contract_shown(signed.get(person.id)),
            }
            for person in participants
        ],
        "staff": [{**_person(db, person, stand[person.id]), "role": person.role} for person in staff],
        "unsigned": [person.code for person in participants if not (person.id in signed and signed[person.id].signed)],
        "responses": _responses([each for person in everyone for each in stand[person.id]]),
    }


def _person(db: Database, person: Person, found: list[Standing]) -> dict[str, Any]:
    return {
        "code": person.code,
        "language": person.language,
        "channel": channel_of(db, person.id),
        "status": {f"{each.questionnaire.id} {each.moment}": each.status for each in found},
    }


def _presence(marks: Mapping[tuple[int, int], str], cohort: Cohort, person: Person) -> dict[str, str]:
    kept = ((session.number, marks.get((person.id, session.number))) for session in cohort.sessions)
    return {str(number): state for number, state in kept if state is not None}


def _responses(found: Iterable[Standing]) -> dict[str, dict[str, int]]:
    """Who is done among those who were there: the absent are nobody's silence."""
    counted: dict[str, dict[str, int]] = {}
    for each in found:
        kept = counted.setdefault(f"{each.questionnaire.id} {each.moment}", {"done": 0, "of": 0})
        kept["done"] += each.status == "done"
        kept["of"] += each.status != "absent"
    return counted

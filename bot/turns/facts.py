"""What conditions may ask about, laid into an instance when it is loaded; only what its questionnaire looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.turns.recalling import recalled
from dialogs.calendar import Calendar
from dialogs.conditions import RECALLED
from dialogs.engine.scene import CHOSEN
from dialogs.questionnaire import Questionnaire
from storage import instances, peers, people
from storage.cohorts import Cohort
from storage.database import Database
from storage.instances import Stored

OURS = ("session", "group", "peers", "held")  # facts; other names are of answers in other questionnaires


@dataclass(frozen=True)
class Around:
    """Where an instance is looked at: its Flashcoop, and the role of who fills it with the person ("" for nobody)."""

    calendar: Calendar
    cohort: Cohort | None
    held: str


def facts_of(db: Database, questionnaire: Questionnaire, around: Around, stored: Stored) -> Mapping[str, Any]:
    """The facts of an instance: of the calendar, of the group, of who holds it, and what was answered elsewhere."""
    facts: dict[str, Any] = {**around.calendar.facts(stored.moment), "held": around.held}
    if around.cohort is not None:
        facts["group.anchors"] = around.cohort.anchors
        facts |= _chosen_by_others(db, questionnaire, around.cohort, stored)
        if "group.size" in questionnaire.looks_at:
            facts["group.size"] = len(people.people_of_cohort(db, around.cohort.id))
    if "peers.first" in questionnaire.looks_at:
        facts["peers.first"] = peers.first_of(db, stored.id)
    elsewhere = {name for name in questionnaire.looks_at if name.partition(".")[0] not in OURS}
    return {**facts, RECALLED: recalled(db, stored, elsewhere)} if elsewhere else facts


def _chosen_by_others(
    db: Database, questionnaire: Questionnaire, cohort: Cohort, stored: Stored
) -> Mapping[str, Mapping[str, set[str]]]:
    """What the others in the Flashcoop have chosen at questions where everyone has her own choice."""
    distinct = [question.key for question in questionnaire.questions if question.distinct]
    asked = (stored.questionnaire, cohort.id, stored.person_id)
    return {CHOSEN: {key: instances.chosen_by_others(db, *asked, key) for key in distinct}} if distinct else {}

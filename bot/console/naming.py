"""How people are called in the console: by the name staff wrote, where she may see it, else by their code."""

from bot.access import table
from bot.console.cases import Case
from bot.enrolling.importing import name_of, written_of
from bot.operations import Operating
from storage import people
from storage.cohorts import Cohort
from storage.people import Person


def members(case: Case) -> list[Person]:
    """The participants of the Flashcoop of the address."""
    return people.people_of_cohort(case.db, case.cohort.id)


def called(case: Case, person: Person) -> str:
    """Her written name; her code where nobody wrote one, or who looks may not see it."""
    return name_in(case, case.cohort, person) or person.code


def name_in(case: Case, cohort: Cohort, person: Person) -> str:
    """Her written name, "" where nobody wrote one, or who looks may not see names of this Flashcoop."""
    if not case.may("person.name_see", table.of_cohort(cohort)):
        return ""
    return name_of(case.db, case.assistant.house.vault, person)


def written(case: Case, person: Person) -> dict[str, str]:
    """All that staff wrote of her."""
    return written_of(case.db, case.assistant.house.vault, person)


def operating(case: Case) -> Operating:
    """What operations work with, in the transaction of the case."""
    return Operating(case.db, case.assistant.settings, case.assistant.house.codes, case.now)

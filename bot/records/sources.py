"""What a mapping may draw from: the questions of the programme, and what is noted beside them."""

from collections.abc import Iterable

from bot.loading import Programme
from storage.records.facts import NOT_SENT
from storage.records.mapping import Plan
from storage.refusals import Refused

NOTED = {
    "person": ("code", "language"),
    "cohort": (
        *("code", "name", "cae", "place", "sector", "product", "first_day", "last_day", "sessions"),
        *("animators", "partners"),
    ),
    "figures": ("people", "sale_place", "speakers", "turnover", "charges", "profit"),
    "attendance": ("present", "marked"),
    "contract": ("signed", "signed_on", "covered_from", "covered_to", "cae"),
}


def known_sources(programme: Programme) -> frozenset[str]:
    """Every source there is, such as `registration.phone`. Agreements and voices are none."""
    asked = (
        f"{flow.questionnaire.id}.{question.key}"
        for flow in programme.flows.values()
        if flow.questionnaire.audience == "participant" and not flow.questionnaire.subject
        for question in flow.questionnaire.questions
        if question.kept and question.kind not in NOT_SENT
    )
    noted = (f"{group}.{name}" for group, names in NOTED.items() for name in names)
    return frozenset([*asked, *noted])


def check_sources(plan: Plan, known: Iterable[str]) -> None:
    """Raises Refused for a source there is none of: its column would stay empty for ever."""
    persons = plan.model_copy(update={"cohort": None})
    if any(source.startswith("figures.") for source in persons.sources()):
        raise Refused("figures_of_a_person", "Les chiffres d'un Flashcoop vont à sa fiche, pas à celle d'une personne.")
    there = frozenset(known)
    for source in plan.sources():
        if source not in there:
            raise Refused("unknown_source", f"La correspondance nomme « {source} », qui n'est ni demandé ni noté.")

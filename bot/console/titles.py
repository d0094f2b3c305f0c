"""What questionnaires are called by those who work with them."""

from collections.abc import Callable

N_ = str  # marks what is translated where it is shown
TITLES = {
    "registration": N_("Fiche d'inscription"),
    "checkin": N_("Livret de séance"),
    "peers": N_("Évaluation entre pairs"),
    "hot": N_("Bilan à chaud"),
    "interview": N_("Entretien"),
    "cold": N_("Bilan à froid"),
    "animators_hot": N_("Bilan à chaud des animateurs"),
    "animators_cold": N_("Bilan à froid des animateurs"),
    "partners_hot": N_("Bilan à chaud des partenaires"),
    "partners_cold": N_("Bilan à froid des partenaires"),
    "partners_cold_person": N_("Bilan à froid d'un partenaire sur une personne"),
}


def title(questionnaire: str, tongue: Callable[[str], str]) -> str:
    """A questionnaire's name; its id where it has none yet."""
    return tongue(TITLES[questionnaire]) if questionnaire in TITLES else questionnaire

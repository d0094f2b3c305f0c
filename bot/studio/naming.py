"""What lists and their items are called, in French; the console translates what is marked."""

from collections.abc import Mapping

from bot.console.titles import TITLES
from bot.studio.lists import PARTS, PHRASES, SAID_ANYWHERE, SAID_CHOICES, SAID_DIGITS, SAID_REQUESTS, Role

N_ = str  # marks what is translated where it is shown
LISTS: Mapping[str, str] = {
    **TITLES,
    PHRASES: N_("Phrases communes"),
    PARTS: N_("Nombres, jours et heures"),
    SAID_ANYWHERE: N_("Dire oui, non, un peu, beaucoup"),
    SAID_DIGITS: N_("Dire les chiffres"),
    SAID_REQUESTS: N_("Demander : répéter, corriger, de l'aide"),
    SAID_CHOICES: N_("Dire les réponses de chaque question"),
}
ROLES: Mapping[Role, str] = {
    "question": N_("Une question, entendue par les participantes"),
    "answer": N_("Une réponse à cette question :"),
    "message": N_("Un message de l'assistant"),
    "piece": N_("Un morceau de cette phrase :"),
    "number": N_("Un nombre, à dire dans une phrase"),
    "word": N_("Dites-le comme à la maison"),
}
VARIANTS = {"f": N_("On parle à une femme."), "m": N_("On parle à un homme.")}


def title(name: str) -> str:
    """What a list is called; its name where it has no title yet."""
    return LISTS.get(name, name)

"""`flashcoop diagrams` and `flashcoop extract`: what is generated from the questionnaires, for docs and translators."""

from bot.commands.opening import answer
from bot.diagrams import diagrams as write_diagrams
from bot.extracting import extract as write_template


def diagrams() -> None:
    """Dessine les questionnaires dans docs/questionnaires."""
    write_diagrams()
    answer(None, False, "Les diagrammes sont à jour.")


def extract() -> None:
    """Écrit les modèles des traductions, locales/flashcoop.pot et locales/console.pot."""
    write_template()
    answer(None, False, "Les modèles des traductions sont à jour.")

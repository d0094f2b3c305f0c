from typing import Any

from dialogs.kinds import SCALE
from dialogs.questionnaire import Phrase, Question

RATINGS = {value: key for key, value in SCALE.items()}


def label(question: Question, value: Any, language: str) -> str | None:  # noqa: ANN401 -- an answer's value
    """What a value is called in print, None where values have no names (a number, an open answer)."""
    phrase = _named(question, value)
    return phrase.wording(language).printed if phrase else None


def _named(question: Question, value: Any) -> Phrase | None:  # noqa: ANN401 -- an answer's value
    if question.kind == "scale":
        value = RATINGS.get(value) if isinstance(value, int) else None
    choices = (choice for step in question.steps for choice in step.choices)
    return next((choice.phrase for choice in choices if choice.key == value), None)

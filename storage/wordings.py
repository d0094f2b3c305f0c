"""What a person was shown of a question, and what its values are called."""

from dataclasses import dataclass
from typing import Any

from dialogs.kinds import SCALE
from dialogs.questionnaire import Phrase, Question, Questionnaire

SOURCE = "fr"  # what is worded before a person has chosen her language
RATINGS = {value: key for key, value in SCALE.items()}


@dataclass(frozen=True, slots=True)
class Wordings:
    """The printed wordings of a questionnaire in a person's language and grammatical variant."""

    questionnaire: Questionnaire
    language: str | None = SOURCE
    variant: str = ""

    def wording(self, question: str) -> str:
        """A question as it is printed."""
        return self._printed(self.questionnaire.by_key[question].first.phrase)

    def label(self, question: str, value: Any) -> str | None:  # noqa: ANN401 -- an answer's value
        """What a value is called, None where values have no names (a number, an open answer)."""
        asked = self.questionnaire.by_key[question]
        if not isinstance(value, str | int):
            return None
        phrase = _names(asked).get(RATINGS.get(value) if asked.kind == "scale" else value)
        return self._printed(phrase) if phrase else None

    def _printed(self, phrase: Phrase) -> str:
        language = self.language if self.language in phrase.wordings else SOURCE
        return phrase.wording(language or SOURCE, self.variant).printed


def _names(question: Question) -> dict[Any, Phrase]:
    return {choice.key: choice.phrase for step in question.steps for choice in step.choices}

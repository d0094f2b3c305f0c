"""How people say the choices and numbers of a step: what typed and spoken answers are compared with."""

from collections.abc import Mapping

from dialogs.kinds import BRANCHES, sayable
from dialogs.questionnaire import Choice, Question, Questionnaire, Step
from dialogs.reading import Lexicon, spoken_number

Forms = Mapping[str, tuple[str, ...]]

DAYS_OF_A_MONTH = (1, 31)
# Each number costs a recogniser some hundredths of a second: more than the days of a month make people wait.
MOST_NUMBERS = 32


def choice_forms(questionnaire: Questionnaire, step: Step, language: str, variant: str = "") -> Forms:
    """The forms of every choice that can be named at a step, in one language, the label first."""
    kind = questionnaire.question_of(step.name).kind
    if kind == "language":
        return {choice.key: _everywhere(choice) for choice in step.choices}
    choices = sayable(kind, step, questionnaire.steps)
    forms = {choice.key: _in(choice, language, variant) for choice in choices}
    return _sharpened(forms) if len(choices) > len(step.choices) else forms


def number_forms(question: Question, step: Step, lexicon: Lexicon) -> Forms:
    """The forms of every number that fits a step, by its figures; none where too many do."""
    if step.input != "keypad":
        return {}
    if question.kind == "birthdate" and step.name.endswith("/day"):
        low, high = DAYS_OF_A_MONTH
    elif question.kind == "number" and question.bounds:
        low, high = question.bounds
    else:
        return {}
    forms = {str(value): spoken_number(value, lexicon) for value in range(low, high + 1)[:MOST_NUMBERS]}
    return forms if high - low < MOST_NUMBERS and all(forms.values()) else {}


def _sharpened(forms: Forms) -> Forms:
    """« Pas du tout » is a no, and more: what one of the final choices says is not also a plain yes or no."""
    final = {form for choice, said in forms.items() if choice not in BRANCHES for form in said}
    return {
        choice: tuple(form for form in said if choice not in BRANCHES or form not in final)
        for choice, said in forms.items()
    }


def _in(choice: Choice, language: str, variant: str) -> tuple[str, ...]:
    label = choice.phrase.wording(language, variant).printed
    return (label, *(form for form in choice.forms.get(language, ()) if form != label))


def _everywhere(choice: Choice) -> tuple[str, ...]:
    """A language is named in any language."""
    return tuple(form for language in choice.phrase.wordings for form in _in(choice, language, ""))

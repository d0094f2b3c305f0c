"""How people say the choices of a step: what typed and spoken answers are compared with."""

from collections.abc import Mapping

from dialogs.kinds import sayable
from dialogs.questionnaire import Choice, Questionnaire, Step

Forms = Mapping[str, tuple[str, ...]]


def choice_forms(questionnaire: Questionnaire, step: Step, language: str, variant: str = "") -> Forms:
    """The forms of every choice that can be named at a step, in one language, the label first."""
    kind = questionnaire.question_of(step.name).kind
    if kind == "language":
        return {choice.key: _everywhere(choice) for choice in step.choices}
    choices = sayable(kind, step, questionnaire.steps)
    return {choice.key: _in(choice, language, variant) for choice in choices}


def _in(choice: Choice, language: str, variant: str) -> tuple[str, ...]:
    label = choice.phrase.wording(language, variant).printed
    return (label, *(form for form in choice.forms.get(language, ()) if form != label))


def _everywhere(choice: Choice) -> tuple[str, ...]:
    """A language is named in any language."""
    return tuple(form for language in choice.phrase.wordings for form in _in(choice, language, ""))

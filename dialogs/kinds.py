"""The kinds of question: which steps ask each of them, and what a choice at a step amounts to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.questionnaire import Choice, Step
from dialogs.wording import Text, Texts

# Two steps of two: people who do not read use five points as if they were three (docs/dialogue.md).
SCALE = {"not_at_all": 1, "rather_no": 2, "a_little": 3, "a_lot": 4}
BRANCHES = {"yes": ("a_little", "a_lot"), "no": ("rather_no", "not_at_all")}
PICTURES = {"continue": "next"}  # of the common choices whose picture has another name
GENDERS = {"woman": "f", "man": "m"}

Source = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Go:
    """The question goes on at another of its steps."""

    step: str


@dataclass(frozen=True, slots=True)
class Value:
    """The question is answered."""

    value: Any


def choose(kind: str, step: Step, choice: str) -> Go | Value | None:
    """What touching a choice means: a further step, a value, or nothing this step knows.

    A scale's first step also takes the four final choices: « oui, beaucoup » may be said in one breath.
    """
    if kind == "scale":
        if choice in SCALE and (step.choice(choice) or step.name == step.question):
            return Value(SCALE[choice])
        return Go(f"{step.question}/{choice}") if choice in BRANCHES and step.choice(choice) else None
    return Value(choice) if step.choice(choice) else None


def sayable(kind: str, step: Step, steps: Mapping[str, Step]) -> tuple[Choice, ...]:
    """The choices a voice may name at a step: its own, and those of both branches where a scale begins."""
    if kind == "scale" and step.name == step.question:
        branches = [choice for branch in BRANCHES for choice in steps[f"{step.name}/{branch}"].choices]
        return (*step.choices, *branches)
    return step.choices


def build_steps(context: str, source: Source, texts: Texts) -> tuple[Step, ...]:
    """The steps of a question, from its source. Raises KeyError for an unknown kind, Incomplete for a text."""
    return BUILDERS[source["kind"]](context, source, texts)


def _step(name: str, question: str, phrase: Any, input_: Any, choices: tuple[Choice, ...] = ()) -> Step:  # noqa: ANN401 -- validated by Step
    return Step(name=name, question=question, phrase=phrase, input=input_, choices=choices)


def _own(context: str, source: Source, texts: Texts, input_: str, choices: tuple[Choice, ...] = ()) -> Step:
    return _step(source["key"], source["key"], texts.phrase(context, source), input_, choices)


def _common_choices(texts: Texts, *keys: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(key=key, picture=PICTURES.get(key, key), phrase=texts.common_phrase(key), forms=_forms(texts, key, key))
        for key in keys
    )


def _forms(texts: Texts, context: str, key: str) -> dict[str, tuple[str, ...]]:
    return {language: tuple(table.get(context) or table.get(key) or ()) for language, table in texts.forms.items()}


def _own_choices(context: str, source: Source, texts: Texts) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            key=choice["key"],
            picture=choice["picture"],
            phrase=texts.phrase(f"{context}.{choice['key']}", choice),
            forms=_forms(texts, f"{context}.{choice['key']}", choice["key"]),
        )
        for choice in source["choices"]
    )


def _choosing(context: str, source: Source, texts: Texts) -> tuple[Step, ...]:
    return (_own(context, source, texts, "choices", _own_choices(context, source, texts)),)


def _yes_or_no(context: str, source: Source, texts: Texts) -> tuple[Step, ...]:
    return (_own(context, source, texts, "choices", _common_choices(texts, "yes", "no")),)


def _scale(context: str, source: Source, texts: Texts) -> tuple[Step, ...]:
    key = source["key"]
    branches = tuple(
        _step(
            f"{key}/{branch}",
            key,
            texts.common_phrase(f"scale_{branch}"),
            "choices",
            _common_choices(texts, *options),
        )
        for branch, options in BRANCHES.items()
    )
    return (*_yes_or_no(context, source, texts), *branches)


def _birthdate(context: str, source: Source, texts: Texts) -> tuple[Step, ...]:
    key = source["key"]
    return (
        _own(context, source, texts, "keypad"),
        _step(f"{key}/month", key, texts.common_phrase("birth_month"), "keypad"),
        _step(f"{key}/day", key, texts.common_phrase("birth_day"), "keypad"),
    )


def _continue(context: str, source: Source, texts: Texts) -> tuple[Step, ...]:
    onward = _common_choices(texts, "continue")[0]
    agreeing = _forms(texts, "yes", "yes")
    forms = {language: (*said, *agreeing.get(language, ())) for language, said in onward.forms.items()}
    return (_own(context, source, texts, "continue", (onward.model_copy(update={"forms": forms}),)),)


def _plain(input_: str) -> Callable[[str, Source, Texts], tuple[Step, ...]]:
    def build(context: str, source: Source, texts: Texts) -> tuple[Step, ...]:
        return (_own(context, source, texts, input_),)

    return build


BUILDERS: Mapping[str, Callable[[str, Source, Texts], tuple[Step, ...]]] = {
    "language": _choosing,
    "choice": _choosing,
    "picture": _choosing,
    "consent": _yes_or_no,
    "yesno": _yes_or_no,
    "scale": _scale,
    "info": _continue,
    "number": _plain("keypad"),
    "phone": _plain("keypad"),
    "birthdate": _birthdate,
    "spoken_name": _plain("voice"),
    "open": _plain("open"),
}

__all__ = ["BUILDERS", "GENDERS", "SCALE", "Go", "Text", "Value", "build_steps", "choose", "sayable"]

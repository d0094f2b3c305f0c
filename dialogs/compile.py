"""From a questionnaire's source (the mapping of its YAML file) to the compiled, storable value."""

from collections.abc import Iterator, Mapping
from typing import Any

from dialogs.kinds import build_steps
from dialogs.questionnaire import Question, Questionnaire
from dialogs.wording import Text, Texts, units

BUILT = {
    "key",
    "kind",
    "print",
    "speak",
    "choices",
}  # what `build_steps` takes; the rest goes on the question


def compile_questionnaire(source: Mapping[str, Any], texts: Texts) -> Questionnaire:
    """The questionnaire of a source that the lint has found sound. Raises Incomplete for a missing text."""
    return Questionnaire(
        id=source["id"],
        version=source["version"],
        audience=source["audience"],
        moment=source["moment"],
        questions=tuple(_question(source["id"], question, texts) for question in source["questions"]),
    )


def _question(questionnaire: str, source: Mapping[str, Any], texts: Texts) -> Question:
    rest = {name: value for name, value in source.items() if name not in BUILT}
    steps = build_steps(f"{questionnaire}.{source['key']}", source, texts)
    return Question(key=source["key"], kind=source["kind"], steps=steps, **rest)


def sources(source: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Text]]]:
    """Every phrase a questionnaire brings, with its context: questions, then their choices."""
    for question in source["questions"]:
        context = f"{source['id']}.{question['key']}"
        yield context, question
        for choice in question.get("choices", ()):
            yield f"{context}.{choice['key']}", choice


def messages(source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The (context, French) units of a questionnaire, for the translators' catalogues."""
    for context, phrase in sources(source):
        yield from units(context, phrase)

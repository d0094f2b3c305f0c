"""From a questionnaire's source (the mapping of its YAML file) to the compiled, storable value."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
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
    spoken = in_languages(source, texts)
    return Questionnaire(
        id=source["id"],
        version=source["version"],
        audience=source["audience"],
        moment=source["moment"],
        order=source.get("order", 0),
        subject=source.get("subject", ""),
        questions=tuple(_question(source["id"], question, spoken) for question in source["questions"]),
    )


def in_languages(source: Mapping[str, Any], texts: Texts) -> Texts:
    """The wording in the languages a questionnaire is asked in: all, unless it names them."""
    return replace(texts, languages=tuple(source.get("languages") or texts.languages))


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

"""Whether each question can be put at some time: its condition, what it looks back at, what it reads back."""

from collections.abc import Iterator, Mapping
from typing import Any

from dialogs.calendar import MOMENTS
from dialogs.checks.issue import Checked, Issue
from dialogs.conditions import parts, well_formed
from dialogs.reachable import reachable, values
from dialogs.wording import units

Source = Mapping[str, Any]
BEFORE = "{before}"


def conditions(checked: Checked) -> Iterator[Issue]:
    """Conditions inside the grammar that look back and can be met. The first mistake hides those behind it."""
    earlier: dict[str, Source] = {}
    for key, question in checked.questions():
        found = list(_one_condition(checked, key, question, earlier))
        yield from found
        if found:
            return
        earlier[key] = question
        if not reachable(key, earlier, checked.source["moment"]):
            yield checked.issue("Q09", key, detail="sa condition n'est jamais remplie")


def _one_condition(checked: Checked, key: str, question: Source, earlier: Mapping[str, Source]) -> Iterator[Issue]:
    if not well_formed(question.get("when")):
        yield checked.issue("Q08", key, detail=question["when"])
        return
    for part in parts(question.get("when")):
        if "answer" in part:
            yield from _looks_back(checked, key, part, earlier)
        if "recall" in part:
            yield from _looks_elsewhere(checked, key, str(part["recall"]), part)


def _looks_back(checked: Checked, key: str, part: Source, earlier: Mapping[str, Source]) -> Iterator[Issue]:
    """A condition must look back, at a question that is kept and can have that value."""
    asked = str(part["answer"])
    if asked not in earlier:
        yield checked.issue("Q09", key, detail=f"« {asked} » n'est pas une question posée avant elle")
    else:
        yield from _impossible(checked, key, asked, part, earlier[asked])


def _impossible(checked: Checked, key: str, name: str, part: Source, asked: Source) -> Iterator[Issue]:
    possible = values(asked)
    for value in [part["is"]] if "is" in part else part.get("in", []):
        if possible and value not in possible:
            yield checked.issue("Q09", key, detail=f"« {name} » ne vaut jamais « {value} »")


def recalls(checked: Checked) -> Iterator[Issue]:
    """What is read back was asked earlier, is known when the question is put, and has its place in the sentence."""
    for key, question in checked.questions():
        placed = any(BEFORE in text for _, text in units("", question))
        if question.get("recalls"):
            yield from _one_recall(checked, key, question)
        elif placed:
            yield checked.issue("R03", key, detail="« recalls »")


def _one_recall(checked: Checked, key: str, question: Source) -> Iterator[Issue]:
    name = question["recalls"]
    found = list(_looks_elsewhere(checked, key, name, {}))
    yield from found
    if not all(BEFORE in text for _, text in units("", question)):
        yield checked.issue("R03", key, detail=f"« {BEFORE} »")
    if not found and {"recall": name, "known": True} not in _always(question.get("when")):
        yield checked.issue("R04", key, detail=name)


def _always(condition: Any) -> list[Any]:  # noqa: ANN401 -- a condition, or none
    """The parts of a condition that hold whenever it does."""
    return condition["all"] if isinstance(condition, Mapping) and "all" in condition else [condition]


def _looks_elsewhere(checked: Checked, key: str, name: str, part: Source) -> Iterator[Issue]:
    """An answer in another questionnaire: it must exist, be asked before this one, and can have that value."""
    questionnaire, _, question = name.partition(".")
    source = next((each for each in checked.programme.values() if each["id"] == questionnaire), None)
    asked = next((each for each in source["questions"] if each["key"] == question), None) if source else None
    if source is None or asked is None:
        yield checked.issue("R01", key, detail=name)
    elif _place(source) >= _place(checked.source):
        yield checked.issue("R02", key, detail=name)
    else:
        yield from _impossible(checked, key, name, part, asked)


def _place(source: Source) -> tuple[int, int]:
    """Where in the programme a questionnaire stands: `any`, the last of the moments, may come after all others."""
    moment = source["moment"]
    return (MOMENTS.index(moment) if moment in MOMENTS else 0, source.get("order", 0))

"""Draws each questionnaire as a Mermaid flowchart for docs/: what is asked in which order, and when."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.extracting import write
from bot.loading import ROOT, load_programme
from dialogs.conditions import Condition
from dialogs.flow import Flow
from dialogs.questionnaire import SOURCE, Question

DIAGRAMS = ROOT / "docs" / "questionnaires"
PAGE = """# {id}, version {version}

Generated from `dialogs/questionnaires/{id}.yaml` by `flashcoop diagrams`; do not edit. Boxes are the states of the
machine, in the order they are put; a diamond is a condition on earlier answers or on the session. `correct` leads back
to the nearest earlier box that was answered.

```mermaid
{diagram}
```
"""


def page(flow: Flow) -> str:
    """The page of a questionnaire, in Markdown."""
    questionnaire = flow.questionnaire
    return PAGE.format(id=questionnaire.id, version=questionnaire.version, diagram=mermaid(flow))


def mermaid(flow: Flow) -> str:
    """A flowchart whose boxes are the states of the machine; neighbours under one condition share its diamond."""
    groups = [(when, list(asked)) for when, asked in groupby(flow.questionnaire.questions, _put_when)]
    lines = ["flowchart TD", "  start([start])", "  done([done])"]
    waiting = ["start"]  # what still needs an arrow to the next box
    for number, (when, asked) in enumerate(groups):
        skipped = []
        if when:
            lines.append(f'  if{number}{{"{when}"}}')
            lines += _arrows(waiting, f"if{number}")
            waiting, skipped = [f"if{number} -- yes"], [f"if{number} -- no"]
        for question in asked:
            lines += [*_boxes(question), *_arrows(waiting, _id(question.key))]
            waiting = [_id(name) for name in _ends(question)]
        waiting += skipped
    return "\n".join([*lines, *_arrows(waiting, "done")])


def _arrows(sources: list[str], target: str) -> list[str]:
    return [f"  {source} --> {target}" for source in sources]


def _boxes(question: Question) -> Iterator[str]:
    """The boxes of a question's steps, and the moves between them."""
    for step in question.steps:
        label = step.phrase.wording(SOURCE).printed.replace('"', "'")
        yield f'  {_id(step.name)}["{step.name} · {question.kind}<br>{label}"]'
    if question.kind == "scale":
        for branch in ("yes", "no"):
            yield f"  {_id(question.key)} -- {branch} --> {_id(f'{question.key}/{branch}')}"
    else:
        for here, there in zip(question.steps, question.steps[1:], strict=False):
            yield f"  {_id(here.name)} -- more --> {_id(there.name)}"


def _ends(question: Question) -> list[str]:
    """The steps that lead out of a question."""
    if question.kind == "scale":
        return [step.name for step in question.steps[1:]]
    return [question.steps[-1].name]


def _id(step: str) -> str:
    return "q_" + step.replace("/", "__")


def _put_when(question: Question) -> str:
    """When a question is put, in words; "" for always."""
    who = {"staff": "someone fills it with her", "participant": "she answers herself", "": ""}[question.by]
    when = _condition(question.when) if question.when else ""
    return " and ".join(filter(None, (who, when)))


def _condition(condition: Condition) -> str:
    match condition:
        case {"all": parts}:
            return " and ".join(_condition(part) for part in parts)
        case {"any": parts}:
            return " or ".join(_condition(part) for part in parts)
        case {"not": part}:
            return f"not ({_condition(part)})"
    name = condition.get("answer") or condition.get("fact") or f"earlier {condition['recall']}"
    if "known" in condition:
        return f"{name} is {'known' if condition['known'] else 'not known'}"
    return f"{name} is {' or '.join(map(_value, condition.get('in', [condition.get('is')])))}"


def _value(value: Any) -> str:  # noqa: ANN401 -- what an answer or fact can be
    return str(value).lower() if isinstance(value, bool) else str(value)


def diagrams(folder: Path = DIAGRAMS) -> None:
    """Dessine les questionnaires dans docs/questionnaires/."""
    for name, flow in load_programme().flows.items():
        write(folder / f"{name}.md", page(flow))

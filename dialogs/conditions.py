"""When a question is put: a closed little grammar over earlier answers and facts of the calendar.

{answer: KEY, is: VALUE} | {answer: KEY, in: [VALUES]} | {answer: KEY, known: true}
{fact: NAME, is: VALUE} | {fact: NAME, in: [VALUES]}
{recall: QUESTIONNAIRE.KEY, is: VALUE} | … in: [VALUES] | … known: true   (what the person answered elsewhere)
{all: [CONDITIONS]} | {any: [CONDITIONS]} | {not: CONDITION}
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from dialogs.instance import Given

FACTS = (
    "session.number",
    "session.count",
    "session.first",
    "session.last",
    "session.between",
    "group.size",
    "group.anchors",
    "peers.first",
    "held",
)
RECALLED = "recalled"  # the fact under which the answers in other questionnaires lie, by `questionnaire.question`
ELSEWHERE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
SHAPES = (
    {"answer", "is"},
    {"answer", "in"},
    {"answer", "known"},
    {"fact", "is"},
    {"fact", "in"},
    {"recall", "is"},
    {"recall", "in"},
    {"recall", "known"},
    {"all"},
    {"any"},
    {"not"},
)

Condition = Mapping[str, Any]


def holds(condition: Condition | None, given: Mapping[str, Given], facts: Mapping[str, Any]) -> bool:
    """Whether a condition is met. No condition always is; a question without a value meets no `is` or `in`."""
    match condition:
        case None:
            return True
        case {"all": parts}:
            return all(holds(part, given, facts) for part in parts)
        case {"any": parts}:
            return any(holds(part, given, facts) for part in parts)
        case {"not": part}:
            return not holds(part, given, facts)
        case {"answer": key, "known": wanted}:
            return (key in given and given[key].none is None) is wanted
        case {"answer": key}:
            return key in given and given[key].none is None and _passes(given[key].value, condition)
        case {"recall": name, "known": wanted}:
            return (name in facts.get(RECALLED, {})) is wanted
        case {"recall": name}:
            return name in facts.get(RECALLED, {}) and _passes(facts[RECALLED][name], condition)
        case {"fact": name}:
            return name in facts and _passes(facts[name], condition)
    raise ValueError(f"not a condition: {condition!r}")


def _passes(value: object, test: Mapping[str, Any]) -> bool:
    return value == test["is"] if "is" in test else value in test["in"]


def parts(condition: Condition | None) -> Iterator[Condition]:
    """The condition and everything inside it, for checks."""
    if condition is None:
        return
    yield condition
    if isinstance(condition, Mapping):
        several = [inner for name in ("all", "any") if isinstance(inner := condition.get(name, ()), list)]
        for inner in [*chain(*several), condition.get("not")]:
            yield from parts(inner)


def well_formed(condition: Condition | None) -> bool:
    """Whether every part has one of the shapes of the grammar and names only known facts."""
    return all(isinstance(part, Mapping) and _shaped(part) for part in parts(condition))


def _shaped(part: Condition) -> bool:
    lists = all(isinstance(part[name], list) for name in ("all", "any", "in") if name in part)
    known = part.get("fact", FACTS[0]) in FACTS and isinstance(part.get("known", True), bool)
    known = known and ELSEWHERE.fullmatch(str(part.get("recall", "a.b"))) is not None
    return set(part) in SHAPES and lists and known

"""Whether a question can ever be put: its condition is tried on everything that can be answered before it."""

from collections.abc import Iterator, Mapping
from itertools import chain, product
from typing import Any

from dialogs.conditions import RECALLED, holds, parts
from dialogs.instance import Given
from dialogs.kinds import SCALE

# A Flashcoop has four to seven sessions; a condition that needs fewer or more is never met.
SESSIONS = range(4, 8)
HOLDERS = ("", "animator", "partner")  # who fills it with the person
MANY = 7  # people in a group, where a condition asks for no other number
ANYTHING = "…"  # stands for any open answer, number or date: conditions may only ask whether there is one

Source = Mapping[str, Any]


def reachable(key: str, questions: Mapping[str, Source], moment: str) -> bool:
    """Whether some calendar and some earlier answers let a question be put.

    `questions` are the sources by key, in their order; the condition is well formed and looks only back.
    """
    condition = questions[key].get("when")
    return any(
        holds(condition, given, {**facts, **other})
        for facts in calendars(moment)
        for other in _elsewhere(key, questions)
        for given in _answers(key, questions, {**facts, **other})
    )


def _elsewhere(key: str, questions: Mapping[str, Source]) -> Iterator[Mapping[str, object]]:
    """What can be known besides this questionnaire: who holds it, the group, and every value a condition names."""
    named = [part for name in {key, *_rests_on(key, questions)} for part in parts(questions[name].get("when"))]
    tests = [part for part in named if "recall" in part]
    wanted: dict[str, list[object]] = {str(part["recall"]): [None] for part in tests}
    for part in tests:
        wanted[str(part["recall"])] += [part["is"]] if "is" in part else part.get("in", [ANYTHING])
    sizes = [part["is"] for part in named if part.get("fact") == "group.size" and "is" in part] or [MANY]
    either = (False, True)
    for held, anchors, first, size, *answers in product(HOLDERS, either, either, sizes, *wanted.values()):
        known = {name: value for name, value in zip(wanted, answers, strict=True) if value is not None}
        group = {"group.anchors": anchors, "group.size": size, "peers.first": first}
        yield {"held": held, **group, RECALLED: known}


def calendars(moment: str) -> Iterator[Mapping[str, object]]:
    """The facts of every session there can be; none for what is asked once."""
    if moment != "session":
        yield {}
        return
    for count in SESSIONS:
        for number in range(1, count + 1):
            first, last = number == 1, number == count
            yield {
                "session.number": number,
                "session.count": count,
                "session.first": first,
                "session.last": last,
                "session.between": 0 if first or last else number - 1,
            }


def values(question: Source) -> tuple[object, ...]:
    """What a question can be answered with; empty where that is open."""
    if question["kind"] in ("yesno", "consent"):
        return ("yes", "no")
    if question["kind"] == "scale":
        return tuple(SCALE.values())
    return tuple(choice["key"] for choice in question.get("choices", ()))


def _answers(key: str, questions: Mapping[str, Source], facts: Mapping[str, object]) -> Iterator[Mapping[str, Given]]:
    """Every set of answers to the questions a condition rests on, where those questions are put themselves."""
    asked = [name for name in questions if name in _rests_on(key, questions)]
    for chosen in product(*((None, *(values(questions[name]) or (ANYTHING,))) for name in asked)):
        given = {name: Given(value) for name, value in zip(asked, chosen, strict=True) if value is not None}
        if all(holds(questions[name].get("when"), given, facts) for name in given):
            yield given


def _rests_on(key: str, questions: Mapping[str, Source]) -> set[str]:
    """The questions a condition names, and those their own conditions name."""
    named = {str(part["answer"]) for part in parts(questions[key].get("when")) if "answer" in part}
    return named.union(chain.from_iterable(_rests_on(name, questions) for name in named))

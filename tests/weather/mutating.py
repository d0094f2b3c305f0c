"""Updates that are almost right: parts missing, of another kind, enormous, or of a Bot API that does not exist yet."""

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

DEEP: Any = []
for _ in range(60):
    DEEP = [DEEP]
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53, 2**63, -(2**70), 0.5, 1e308),
    *("", " ", "\x00", "\ud800", "\u202e", "é" * 5000, "/start", "a|x|y|z", "w|", "null", "9" * 400),
    *([], [[]], {}, {"id": 1}, [None], DEEP, {"": {"": {}}}),
)
FUTURE: dict[str, Any] = {"hologram": {"id": 7}, "mood": "🙂", "message_reaction_2": [1, 2], "checklist": {"tasks": []}}

Place = tuple[Any, Any]  # a dictionary or list, and the key or index in it


def places(value: Any) -> list[Place]:
    """Every place inside a value."""
    found: list[Place] = []
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        found.append((value, key))
        found += places(part)
    return found


def _drop(chance: random.Random, update: Any) -> None:
    whole, key = chance.choice(places(update))
    del whole[key]


def _distort(chance: random.Random, update: Any) -> None:
    whole, key = chance.choice(places(update))
    whole[key] = deepcopy(chance.choice(ODD))


def _rename(chance: random.Random, update: Any) -> None:
    whole, key = chance.choice(places(update))
    if isinstance(whole, dict):
        whole[f"{key}_2"] = whole.pop(key)


def _swap(chance: random.Random, update: Any) -> None:
    (one, here), (other, there) = chance.choice(places(update)), chance.choice(places(update))
    one[here], other[there] = deepcopy(other[there]), deepcopy(one[here])


def _from_the_future(chance: random.Random, update: Any) -> None:
    whole, _ = chance.choice(places(update))
    if isinstance(whole, dict):
        whole |= deepcopy(dict(chance.sample(sorted(FUTURE.items(), key=lambda item: item[0]), 2)))


def _renumber(chance: random.Random, update: Any) -> None:
    update["update_id"] = deepcopy(chance.choice(ODD))


CHANGES: tuple[Callable[[random.Random, Any], None], ...] = (
    *(_drop, _drop, _distort, _distort, _distort),
    *(_rename, _swap, _from_the_future, _renumber),
)


def mutant(chance: random.Random, sound: list[dict[str, Any]]) -> Any:
    """One of some sound updates, changed in one to four ways; now and then no object at all."""
    if chance.random() < 0.01:
        return deepcopy(chance.choice(ODD))
    update = deepcopy(chance.choice(sound))
    update.pop("update_id", None)
    for _ in range(chance.randint(1, 4)):
        if places(update):
            chance.choice(CHANGES)(chance, update)
    return update

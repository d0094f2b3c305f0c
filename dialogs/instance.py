"""A person's run of a questionnaire, as a value."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

DONE = "done"  # the state after the last question, in every questionnaire


@dataclass(frozen=True, slots=True)
class Guess:
    """What was heard for a step and waits for the person's word. Never an answer by itself."""

    ask: str
    step: str
    heard: str
    take: str


@dataclass(frozen=True, slots=True)
class Given:
    """The present answer to a question: a value or a no-answer code, through which door it came and from whom."""

    value: Any = None
    none: str | None = None
    door: str = ""
    author: str = ""

    def elsewhere(self, door: str, author: str) -> bool:
        """Whether it was given where that author at that door could not see it."""
        return self.door != door or (bool(self.author) and self.author != author)


@dataclass(frozen=True, slots=True)
class Instance:
    """Where a person is in a questionnaire.

    `state` is "group:step". `asked` counts the questions put, so that every ask has an id of its own.
    `offered` are the choices last put where not all of them were, in the order of their numbers.
    `partial` holds a value given in several steps (a date) until it is whole. `language`, `variant`, `slow`
    are the person's and `facts` the calendar's: they are laid in when an instance is loaded, not stored with it.
    """

    code: str
    state: str
    asked: int = 0
    ask: str | None = None
    offered: tuple[str, ...] = ()
    given: Mapping[str, Given] = field(default_factory=dict)
    guess: Guess | None = None
    partial: str = ""
    draft: str = ""
    misses: int = 0
    paused: bool = False
    closed: bool = False
    touched: datetime | None = None
    language: str | None = None
    variant: str = ""
    slow: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def step(self) -> str:
        """The part of `state` behind the group's name."""
        return self.state.partition(":")[2]


LAID_IN = ("code", "language", "variant", "slow", "facts")
# Read off one by one: `asdict` copies all that is given, deeply, at every step of every conversation.
STORED = tuple(field.name for field in fields(Instance) if field.name not in LAID_IN)


def dump(instance: Instance) -> dict[str, Any]:
    """The stored form of an instance: JSON types, without what is laid in on loading."""
    stored = {name: getattr(instance, name) for name in STORED}
    stored["given"] = {
        question: {"value": given.value, "none": given.none, "door": given.door, "author": given.author}
        for question, given in instance.given.items()
    }
    stored["guess"] = asdict(instance.guess) if instance.guess else None
    stored["touched"] = instance.touched.isoformat() if instance.touched else None
    return stored


def load(stored: Mapping[str, Any], **laid_in: Any) -> Instance:  # noqa: ANN401 -- typed by Instance's fields
    """The instance of a stored form, completed by what belongs to the person and the calendar."""
    kept = dict(stored)
    kept["given"] = {question: Given(**given) for question, given in kept["given"].items()}
    kept["guess"] = Guess(**kept["guess"]) if kept["guess"] else None
    kept["touched"] = datetime.fromisoformat(kept["touched"]) if kept["touched"] else None
    kept["offered"] = tuple(kept.get("offered", ()))
    return Instance(**kept, **laid_in)

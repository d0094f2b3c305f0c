"""What every kind of a CAE's records can do for us, however it does it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

from storage.records.mapping import Kind
from storage.records.wishes import BETWEEN

# How a note stands in a table of its own, where a target has tables only.
NOTE_KEY, NOTE_PERSON, NOTE_TITLE, NOTE_TEXT = "Note", "Participant", "Titre", "Texte"

T = TypeVar("T")


class Failed(Exception):
    """Nothing can go there now; `sentence` (French) says why. What waits goes on waiting."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Thing:
    """One object for a target: `outside` is its id there if it has been there, `parent` that of its person."""

    kind: Kind
    key: str
    cells: Mapping[str, str]
    outside: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """An object as the target has it: its id there, and its cells, None while the target would show older ones."""

    outside: str
    cells: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One object the target did not take, in one sentence."""

    sentence: str


class Records(Protocol):
    """A CAE's records, reached and let in. Any call may raise Failed."""

    @property
    def kinds(self) -> frozenset[Kind]:
        """What it has a place for."""

    @property
    def shows_after(self) -> timedelta:
        """How long it may go on showing what was there before a change."""

    async def check(self) -> list[str]:
        """Whether the mapping fits: what does not, a sentence each; tables that are missing are made."""

    async def look(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Seen]:
        """Those of the objects that are there, by key."""

    async def put(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Seen | Refusal]:
        """Have the objects there as they are here, each once however often this is done."""

    async def remove(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Refusal]:
        """Take objects back, whether they are there or not; those that would not go."""


def note_cells(note: Thing) -> Mapping[str, str]:
    """The cells of a note in a table of its own."""
    about = note.key.partition(BETWEEN)[0]
    return {NOTE_PERSON: about, NOTE_TITLE: note.cells["title"], NOTE_TEXT: note.cells["text"]}


async def one_by_one(send: Callable[[Sequence[T]], Awaitable[bool]], things: Sequence[T]) -> list[T]:
    """Send things together; where the whole is refused, by halves, so that one bad thing holds up no other.

    `send` says whether they were taken. Returns those that are refused even alone.
    """
    if not things or await send(things):
        return []
    if len(things) == 1:
        return list(things)
    middle = len(things) // 2
    return [*await one_by_one(send, things[:middle]), *await one_by_one(send, things[middle:])]

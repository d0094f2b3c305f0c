"""A table of rows, read as it is written: never more than a few hundred of its rows are in memory."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from storage.export.cells import Row, changed, clean

TOGETHER = 1000  # rows looked at together: enough for columns to repeat, little enough to be no memory

Parts = tuple[Row, ...]


def unwatched(rows: int) -> None:
    """Nobody wants to know how far it is."""
    del rows


@dataclass(frozen=True, slots=True)
class Table:
    """A name, names of columns, and rows as they come, of texts, numbers and None; `seen` hears of each few rows.

    A row comes in parts, which lie beside each other. Where there are several, most of them repeat from row to row, and
    a form may remember what it made of them.
    """

    name: str
    columns: tuple[str, ...]
    parts: Iterable[Parts]
    seen: Callable[[int], None] = unwatched

    def together(self) -> Iterator[list[Parts]]:
        """The rows in parts, as they are, some at a time."""
        parts = iter(self.parts)
        while some := list(islice(parts, TOGETHER)):
            yield some
            self.seen(len(some))

    def rows(self) -> Iterator[Row]:
        """The rows, as they are."""
        return (tuple(chain.from_iterable(parts)) for parts in self.parts)

    def chunks(self) -> Iterator[list[Row]]:
        """The rows, some at a time, without characters that nobody can see."""
        for some in self.together():
            yield changed([tuple(chain.from_iterable(parts)) for parts in some], clean)


def table(name: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Table:
    """A table whose rows are each one part: no two are alike."""
    return Table(name, columns, ((row,) for row in rows))


class Writer(Protocol):
    """Writes tables, one after the other, in one form."""

    def write(self, table: Table) -> int:
        """Write a whole table; the number of rows."""
        ...

    def close(self) -> None:
        """Finish what was written. What was not closed is worth nothing."""
        ...

"""A table of rows, read as it is written: never more than a few hundred of its rows are in memory."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from storage.export.cells import Change, Row, changed, clean

TOGETHER = 1000  # rows looked at together: enough for columns to repeat, little enough to be no memory


def unwatched(rows: int) -> None:
    """Nobody wants to know how far it is."""
    del rows


@dataclass(frozen=True, slots=True)
class Table:
    """A name, names of columns, and rows as they come, of texts, numbers and None; `seen` hears of each few rows."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]
    seen: Callable[[int], None] = unwatched

    def chunks(self, change: Change = clean) -> Iterator[list[Row]]:
        """The rows, some at a time, their texts changed."""
        rows = iter(self.rows)
        while together := list(islice(rows, TOGETHER)):
            yield changed(together, change)
            self.seen(len(together))


class Writer(Protocol):
    """Writes tables, one after the other, in one form."""

    def write(self, table: Table) -> int:
        """Write a whole table; the number of rows."""
        ...

    def close(self) -> None:
        """Finish what was written. What was not closed is worth nothing."""
        ...

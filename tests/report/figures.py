"""The figures of a bilan as the tests look at them: every row of every table, by what names it."""

from collections.abc import Iterator
from pathlib import Path

from bot.report import bilan
from bot.report.document import Bilan, Quote, Table
from bot.report.responses import Scope, read
from tests.report.made import DAY, Made

Figures = dict[tuple[str, str], tuple[str, ...]]


def tables(told: Bilan) -> Iterator[Table]:
    return (block for section in told.sections for block in section.blocks if isinstance(block, Table))


def quotes(told: Bilan) -> list[Quote]:
    return [block for section in told.sections for block in section.blocks if isinstance(block, Quote)]


def figures(told: Bilan) -> Figures:
    """Each row by the caption of its table and its name."""
    return {(each.caption, str(row[0])): tuple(map(str, row[1:])) for each in tables(told) for row in each.rows}


def told(made: Made, folder: Path, scope: Scope | None = None, announced: int | None = None) -> Bilan:
    """The bilan of what is in the database, through an export."""
    return bilan(read(made.exported(folder), scope or Scope()), DAY, announced)

"""A bilan as data: sections of paragraphs, tables, plots and quotes. Each form of output tells the same one."""

import re
from dataclasses import dataclass

from bot.report.publishing import Breakdown, Share

MARKS = re.compile(r"(?<=«) | (?=[»:;?!])")
HIDDEN = "masqué"  # too few people, or it would give away another cell
NOT_GIVEN = "non renseigné"
NO_PERCENT = "—"


@dataclass(frozen=True, slots=True)
class Euros:
    """An amount in cents."""

    cents: int

    def __str__(self) -> str:
        whole, cents = divmod(abs(self.cents), 100)
        return f"{'−' if self.cents < 0 else ''}{whole:,}".replace(",", "\u202f") + f",{cents:02d}\u00a0€"


@dataclass(frozen=True, slots=True)
class Percent:
    """A whole percentage."""

    value: int

    def __str__(self) -> str:
        return f"{self.value}\u00a0%"


Cell = str | int | Euros | Percent
LONGEST_FIGURE = 18  # letters of a cell among figures; longer ones are sentences


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under names of columns; the first cell of each row names it. `note` says what has to be known to read it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def figures(self, column: int) -> bool:
        """Whether a column holds figures, and so stands at the end of its width."""
        cells = [row[column] for row in self.rows]
        short = all(len(str(cell)) <= LONGEST_FIGURE for cell in cells)
        return column > 0 and short and any(not isinstance(cell, str) or _measured(cell) for cell in cells)


def _measured(cell: str) -> bool:
    return cell in (HIDDEN, NO_PERCENT) or cell.endswith("%")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a plot: a share that may be told in percent."""

    label: str
    share: Share


@dataclass(frozen=True, slots=True)
class Plot:
    """Shares drawn as bars with their intervals; `key` names its file, `alt` says in words what it shows."""

    key: str
    title: str
    bars: tuple[Bar, ...]

    @property
    def alt(self) -> str:
        """The plot in words."""
        told = "; ".join(f"{bar.label} : {bar.share.count} sur {bar.share.n}" for bar in self.bars)
        return f"{self.title}. Barres, avec leurs intervalles à 95 %. {told}."


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said and lets be printed; `mark` says whether it was translated, `themes` what it is about."""

    text: str
    mark: str
    themes: tuple[str, ...]


Block = str | Table | Plot | Quote


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the bilan."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Bilan:
    """The whole of it. `day` is the one it is said to be of (ISO form)."""

    title: str
    subtitle: str
    day: str
    sections: tuple[Section, ...]

    @property
    def plots(self) -> tuple[Plot, ...]:
        """All plots, in the order they stand."""
        return tuple(block for section in self.sections for block in section.blocks if isinstance(block, Plot))


SHARE_COLUMNS = ("Nombre", "Sur (n)", "Part", "Intervalle")


def share_cells(share: Share | None) -> tuple[Cell, ...]:
    """A share under `SHARE_COLUMNS`: the count first, a percentage only where it may be told."""
    if share is None:
        return (HIDDEN,) * 2 + (NO_PERCENT,) * 2
    count: Cell = HIDDEN if share.count is None else share.count
    if share.percent is None or share.interval is None:
        return count, share.n, NO_PERCENT, NO_PERCENT
    low, high = share.interval
    return count, share.n, Percent(share.percent), f"{round(100 * low)}\u00a0à\u00a0{round(100 * high)}\u00a0%"


def breakdown_table(caption: str, told: Breakdown, note: str = "") -> Table:
    """A breakdown as a table; a sentence instead of rows where nothing of it may be told."""
    if told.n == 0 or all(cell.count is None for _, cell in told.cells):
        why = "Personne n'a répondu." if told.n == 0 else f"{told.n} réponse(s) : trop peu pour une répartition."
        return Table(caption, (caption, *SHARE_COLUMNS), (), f"{why} {note}".strip())
    rows = tuple((name, *share_cells(cell)) for name, cell in told.cells)
    return Table(caption, (caption, *SHARE_COLUMNS), rows, note)


def unbroken(text: str) -> str:
    """A text whose French marks stay on the line of their word."""
    return MARKS.sub("\u00a0", text)


def plot(key: str, title: str, bars: list[Bar]) -> tuple[Plot, ...]:
    """A plot of what may be told in percent; none where nothing may."""
    told = tuple(bar for bar in bars if bar.share.percent is not None)
    return (Plot(key, title, told),) if told else ()


def decimal(value: float) -> str:
    """A signed figure with two decimals, in French."""
    return f"{value:+.2f}".replace(".", ",").replace("-", "−")

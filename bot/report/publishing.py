"""What may be published of a count of people. Every table of the bilan passes through here.

Counts come before percentages, and no percentage without its n. A cell nobody may see is the same None whatever the
reason: its own count was too small, or it would have given away one that was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

FEWEST_FOR_PERCENT = 20  # below, a percentage promises a precision nobody has
FEWEST_FOR_BREAKDOWN = 5  # below, a figure is about somebody (k-anonymity: groups have four to seven people)
Z = 1.959964  # 95 % of a normal distribution


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `n` people; `count` is None where it is not told."""

    count: int | None
    n: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent, half to even (22,5 → 22); None below 20 people."""
        if self.count is None or self.n < FEWEST_FOR_PERCENT:
            return None
        return round(Fraction(100 * self.count, self.n))

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares (0–1) it lies, where it may be told in percent."""
        return None if self.percent is None or self.count is None else wilson(self.count, self.n)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """`n` people by what each of them is (one thing); cells in the order they were given."""

    n: int
    cells: tuple[tuple[str, Share], ...]


def wilson(count: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927, without correction), between 0 and 1; n > 0."""
    p, square = count / n, Z * Z
    centre, width = p + square / (2 * n), Z * sqrt(p * (1 - p) / n + square / (4 * n * n))
    scale = 1 + square / n
    return max(0.0, (centre - width) / scale), min(1.0, (centre + width) / scale)


def share(count: int, n: int) -> Share:
    """How many of those who answered said something; not told where fewer than five answered."""
    return Share(count if n >= FEWEST_FOR_BREAKDOWN else None, n)


def breakdown(counts: Mapping[str, int], others: int = 0) -> Breakdown:
    """People by what they are, with what would show a few of them left out.

    Cells of 1 to 4 are hidden, and with them the smallest others, so that no sum gives one away. `others` are the
    people of the wider report who are not among these: where they are fewer than five, the two reports together would
    show them, and nothing is told here.
    """
    n = sum(counts.values())
    if n < FEWEST_FOR_BREAKDOWN or 0 < others < FEWEST_FOR_BREAKDOWN:
        return Breakdown(n, tuple((name, Share(None, n)) for name in counts))
    hidden = _hidden(counts)
    return Breakdown(n, tuple((name, Share(None if name in hidden else count, n)) for name, count in counts.items()))


def groups(shares: Mapping[str, tuple[int, int]]) -> dict[str, Share | None]:
    """The same figure for several groups (`count` of `n`), whose sum is told elsewhere.

    A group of fewer than five is not told, nor the smallest others that would give it away.
    """
    hidden = _hidden({name: n for name, (_, n) in shares.items()})
    return {name: None if name in hidden else share(*each) for name, each in shares.items()}


def _hidden(counts: Mapping[str, int]) -> set[str]:
    """Every cell of 1 to 4 and, so that no sum gives it away, the smallest others, ties included.

    Who knows this rule learns no more: exchanging the counts of two hidden cells would show the same table, and they
    are not all equal.
    """
    few = {name for name, count in counts.items() if 0 < count < FEWEST_FOR_BREAKDOWN}
    if not few:
        return few
    smallest = min((count for count in counts.values() if count >= FEWEST_FOR_BREAKDOWN), default=None)
    return few | {name for name, count in counts.items() if count == smallest}

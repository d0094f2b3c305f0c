"""When a guess may stand without the person's word on it: only where people's own words have shown it to be right."""

from collections.abc import Iterable
from dataclasses import dataclass

# From the programme's rule for listening: 600 confirmed answers, at most one error in 200 of them above the margin.
ENOUGH = 600
ANSWERS_FOR_ONE_ERROR = 200
# A lead of one is what listening itself calls sure; below it nothing is confirmed, so nothing is known.
MARGIN = 1.0


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person's word on one guess: its margin, in multiples of the lead that is believed, and whether it was right."""

    margin: float
    right: bool


@dataclass(frozen=True, slots=True)
class Trust:
    """What the confirmations above the margin show: how many there are, how many were wrong, whether that is enough."""

    n: int
    errors: int

    @property
    def open(self) -> bool:
        """Whether a sure guess may be taken without a question."""
        return self.n >= ENOUGH and self.errors * ANSWERS_FOR_ONE_ERROR <= self.n


def trusted(confirmations: Iterable[Confirmation]) -> Trust:
    """What people's own words on guesses amount to; those below the margin say nothing about the ones above it."""
    above = [each for each in confirmations if each.margin >= MARGIN]
    return Trust(len(above), sum(not each.right for each in above))

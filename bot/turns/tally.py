"""How long things took, as counts by upper bound: two additions each, for whoever asks later."""

from bisect import bisect_left
from collections.abc import Sequence

# Seconds. A turn takes a few milliseconds; somebody who waits for half a minute has gone.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0, 600.0)


class Tally:
    """Counts of durations: `counts` has one more than `bounds`, for what is beyond all of them."""

    def __init__(self, bounds: Sequence[float] = BOUNDS) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.sum = 0.0

    def add(self, seconds: float, times: int = 1) -> None:
        """Something took so long, so often."""
        self.counts[bisect_left(self.bounds, seconds)] += times
        self.sum += seconds * times

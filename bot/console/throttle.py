"""How often anybody may try to sign in: counted in memory, since cookies can be thrown away."""

from collections import deque
from datetime import datetime, timedelta

A_MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 60  # in all: a hundred times what animators need, a trickle to who tries codes through
MOST_OF_ONE = 20  # from one place of the network; several animators may share one


class Throttle:
    """Counts tries of the last minute."""

    def __init__(self) -> None:
        self._tries: deque[tuple[datetime, str]] = deque()

    def passes(self, place: str, now: datetime) -> bool:
        """Whether one more try from a place of the network may be made, which counts."""
        while self._tries and self._tries[0][0] <= now - A_MINUTE:
            self._tries.popleft()
        here = sum(each == place for _, each in self._tries)
        if len(self._tries) >= MOST_A_MINUTE or here >= MOST_OF_ONE:
            return False
        self._tries.append((now, place))
        return True

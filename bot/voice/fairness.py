import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# All that may wait: at a second each, a quarter of an hour; beyond, callers keep their work and come back.
MOST_WAITING = 500
# One person sending voice messages without end leaves room for the others.
MOST_WAITING_EACH = 20


class QueueFullError(RuntimeError):
    """Too much waits already; the caller keeps the work and tries again later."""


class FairQueue:
    """Lets one piece of work through at a time, in turn between the people who wait."""

    def __init__(self, most: int = MOST_WAITING, most_each: int = MOST_WAITING_EACH) -> None:
        self._most, self._most_each = most, most_each
        self._busy = False
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    @asynccontextmanager
    async def turn(self, person: str) -> AsyncIterator[None]:
        """Wait for this person's turn, and hold it; raises QueueFullError at once when too much waits."""
        if self._busy:
            await self._wait(person)
        self._busy = True
        try:
            yield
        finally:
            self._busy = self._pass_on()

    async def _wait(self, person: str) -> None:
        mine = self._waiting.setdefault(person, deque())
        if self.waiting >= self._most or len(mine) >= self._most_each:
            self._tidy(person)
            raise QueueFullError("too much is waiting to be understood")
        turn = asyncio.get_running_loop().create_future()
        mine.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._busy = self._pass_on()
            elif turn in mine:
                mine.remove(turn)
            self._tidy(person)
            raise

    def _pass_on(self) -> bool:
        """Give the turn to the next person's first piece of work; the person goes to the end of the line."""
        while self._waiting:
            person, theirs = self._waiting.popitem(last=False)
            while theirs:
                turn = theirs.popleft()
                if not turn.done():
                    if theirs:
                        self._waiting[person] = theirs
                    turn.set_result(None)
                    return True
        return False

    def _tidy(self, person: str) -> None:
        if not self._waiting.get(person, True):
            del self._waiting[person]

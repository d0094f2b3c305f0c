"""Time as an argument: the wall's, or one that only moves when told."""

import asyncio
import time
from typing import Protocol

Timer = asyncio.Future[None]


class Clock(Protocol):
    """Seconds since 1970, and a way to let some of them pass."""

    def now(self) -> float:
        """Return the time in seconds."""

    def timer(self, seconds: float) -> Timer:
        """Return a future that is done when `seconds` of this clock have passed."""


class WallClock:
    """The machine's own time."""

    def now(self) -> float:
        """Return the time in seconds."""
        return time.time()

    def timer(self, seconds: float) -> Timer:
        """Return a future that real time completes."""
        loop = asyncio.get_running_loop()
        timer: Timer = loop.create_future()
        handle = loop.call_later(seconds, _finish, timer)
        timer.add_done_callback(lambda _: handle.cancel())
        return timer


class HandClock:
    """A clock that moves only when told."""

    def __init__(self, start: float) -> None:
        self._now = start
        self._timers: dict[Timer, float] = {}

    def now(self) -> float:
        """Return the time in seconds."""
        return self._now

    def timer(self, seconds: float) -> Timer:
        """Return a future that `advance` completes."""
        timer: Timer = asyncio.get_running_loop().create_future()
        self._timers[timer] = self._now + seconds
        timer.add_done_callback(lambda done: self._timers.pop(done, None))
        return timer

    def advance(self, seconds: float) -> None:
        """Move the clock on, completing what is due."""
        self._now += seconds
        for timer, due in list(self._timers.items()):
            if due <= self._now:
                _finish(timer)


def _finish(timer: Timer) -> None:
    if not timer.done():
        timer.set_result(None)


class Bell:
    """Wakes everyone who waits for something to happen, without asking again and again."""

    def __init__(self) -> None:
        self._waiting: set[Timer] = set()

    def ring(self) -> None:
        """Wake all who wait now."""
        for waiter in self._waiting:
            _finish(waiter)
        self._waiting.clear()

    def waiter(self) -> Timer:
        """Return a future the next ring completes."""
        waiter: Timer = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        waiter.add_done_callback(self._waiting.discard)
        return waiter

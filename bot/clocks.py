"""The clock of a running assistant: the only place where the time is asked for."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def clock_from(start: datetime | None) -> Clock:
    """The present in UTC; with a start, a clock that begins there now and runs on (tests, demonstrations)."""
    if start is None:
        return lambda: datetime.now(UTC)
    beginning = start if start.tzinfo else start.replace(tzinfo=UTC)
    ahead = beginning - datetime.now(UTC)
    return lambda: datetime.now(UTC) + ahead

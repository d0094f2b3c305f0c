"""When something can happen in a Flashcoop's half year: the rest of the time the clock jumps over."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.calendar import COLD_CLOSES, COLD_OPENS

ZONE = ZoneInfo("Europe/Paris")
EVENING = time(18, 5)
BEFORE, COMES_IN = timedelta(days=10), timedelta(days=5)  # before the first day
LIVELY = timedelta(days=29)  # after the last day: the four weeks of the situation at exit
COLD_LIVELY, CALM = 35, 7  # days of the cold window looked at one by one, then one in so many
CALLS_EVERY = 3  # days
DAY = timedelta(days=1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in France, in UTC."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


def cold_opens(last: date) -> date:
    """The first day of the cold survey."""
    opens: date = last + COLD_OPENS
    return opens


def cold_closes(last: date) -> date:
    """The day on which the cold survey is over."""
    closes: date = last + COLD_CLOSES
    return closes


def evenings(first: date, last: date) -> Iterator[date]:
    """The evenings on which people of a Flashcoop may be written to or answer."""
    yield from _days(first - COMES_IN, last + LIVELY)
    opens, closes = cold_opens(last), cold_closes(last)
    yield from _days(opens - DAY, opens + timedelta(days=COLD_LIVELY))
    yield from _days(opens + timedelta(days=COLD_LIVELY + CALM), closes + DAY, CALM)
    yield from (closes - DAY, closes, closes + DAY)


def calling_days(last: date) -> Iterator[date]:
    """The days on which the animator works through the phone list."""
    yield from _days(last + timedelta(days=12), last + timedelta(days=27), CALLS_EVERY)
    yield from _days(cold_opens(last) + DAY, cold_closes(last) - DAY, CALLS_EVERY)


def _days(start: date, end: date, step: int = 1) -> Iterator[date]:
    day = start
    while day <= end:
        yield day
        day += timedelta(days=step)

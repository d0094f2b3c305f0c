"""When the next backup is due: derived from the one before, never stored."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Paris")  # where Flashcoops are; servers mostly run on UTC
HOUR = 3  # of the night: nobody answers, and reminders are over
AGAIN = timedelta(hours=1)  # after one that failed: a full disk or a server that is down is seldom mended sooner
DAY = timedelta(days=1)


def due(newest: datetime | None, failed: datetime | None, now: datetime) -> bool:
    """Whether a backup is to be made: the first at once, then each night from three o'clock on.

    `newest` is the newest that is whole, `failed` the newest try if it failed. One of the future (a clock that went
    wrong) counts for nothing.
    """
    if failed is not None and timedelta(0) <= now - failed < AGAIN:
        return False
    there = now.astimezone(ZONE)
    night = there.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if there < night:
        night -= DAY
    return newest is None or newest < night or newest > now + DAY

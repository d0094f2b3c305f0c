"""Which backups stay: a backup has an end, as everything that is kept of people."""

from collections.abc import Collection
from datetime import date, datetime, timedelta, tzinfo

DAYS, WEEKS, MONTHS = 7, 4, 6  # the newest of each of the last so many, today's included; nothing older stays


def staying(made: Collection[datetime], now: datetime, zone: tzinfo) -> set[datetime]:
    """Of backups made at some moments, those that stay: pure, and the same however often it is asked."""
    today = now.astimezone(zone).date()
    kept: dict[object, datetime] = {}
    for moment in sorted(made):
        for slot in _slots(moment.astimezone(zone).date(), today):
            kept[slot] = moment
    return set(kept.values())


def _slots(day: date, today: date) -> list[object]:
    """The day, week and month a backup may stand for, those that are not over."""
    monday, first = today - timedelta(days=today.weekday()), today.year * 12 + today.month
    slots: list[object] = []
    if today - day < timedelta(days=DAYS):
        slots.append(("day", day))
    if monday - (own := day - timedelta(days=day.weekday())) < timedelta(weeks=WEEKS):
        slots.append(("week", own))
    if first - (month := day.year * 12 + day.month) < MONTHS:
        slots.append(("month", month))
    return slots

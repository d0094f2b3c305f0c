"""Moments as text whose order is the order of time."""

from datetime import UTC, datetime
from functools import lru_cache

MOST_MOMENTS = 64  # a turn writes its own moment into a dozen rows


@lru_cache(MOST_MOMENTS)
def stamp(now: datetime) -> str:
    """The stored form of an aware moment, in UTC with microseconds, always 27 characters: comparing texts compares
    moments. A naive one raises ValueError.
    """
    if now.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return now.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def moment(text: str) -> datetime:
    """The aware UTC moment of a stored form."""
    return datetime.fromisoformat(text)

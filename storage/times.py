"""Moments as text whose order is the order of time."""

from datetime import UTC, datetime

FORM = "%Y-%m-%dT%H:%M:%S.%fZ"  # always 27 characters, so that comparing texts compares moments


def stamp(now: datetime) -> str:
    """The stored form of an aware moment, in UTC with microseconds; a naive one raises ValueError."""
    if now.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """The aware UTC moment of a stored form."""
    return datetime.strptime(text, FORM).replace(tzinfo=UTC)

"""The seven Flashcoops of 2019–2020: names, places, first and last day and number of people as they were.

How many sessions lay between the first and the last day is not known: four to seven are spread over the weekdays.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FILE = Path(__file__).with_name("flashcoops.csv")
SATURDAY = 5


@dataclass(frozen=True)
class Flashcoop:
    """One group as it was held; `gender` is what its people say they are, "" where both came."""

    id: str
    name: str
    cae: str
    place: str
    dates: tuple[date, ...]
    participants: int
    gender: str
    audience: str


def flashcoops() -> list[Flashcoop]:
    """All seven, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [_flashcoop(row) for row in csv.DictReader(file)]


def _flashcoop(row: dict[str, str]) -> Flashcoop:
    dates = spread(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), int(row["sessions"]))
    about = {name: row[name] for name in ("id", "name", "cae", "place", "gender", "audience")}
    return Flashcoop(**about, dates=dates, participants=int(row["participants"]))


def spread(first: date, last: date, sessions: int) -> tuple[date, ...]:
    """That many weekdays from the first day to the last, as even as can be."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    weekdays = [day for day in days if day.weekday() < SATURDAY]
    return tuple(weekdays[round(number * (len(weekdays) - 1) / (sessions - 1))] for number in range(sessions))

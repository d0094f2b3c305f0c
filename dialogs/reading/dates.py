import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import jdatetime

from dialogs.reading.lexicon import Lexicon
from dialogs.reading.normalise import DARI, FRENCH, ascii_digits, words
from dialogs.reading.numbers import numbers_in
from dialogs.reading.phrases import Found, phrases_in, table_of

# The oldest person who could take part, in years; an older date is a slip of the tongue.
OLDEST = 120
# Years of the Solar Hijri calendar a living person may name; Gregorian ones start far above.
SOLAR_YEARS = range(1300, 1421)
# Added to a Solar Hijri year it gives the Gregorian year most of its days fall in.
SOLAR_OFFSET = 621
# Most days of the first Solar Hijri month (from 21 March) are in April, and so on.
SOLAR_MONTHS_LATER = 3
# A month known without its day is placed by its middle.
MIDDLE_DAY = 15


@dataclass(frozen=True)
class PartialDate:
    """A Gregorian date as far as it is known; `approximate` when a calendar was converted without a day."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False


def read_date(text: str, language: str, lexicon: Lexicon, today: date) -> PartialDate | None:
    """Return the past date an answer holds, day first, in figures or words; None when there is none.

    Solar Hijri dates (years 1300 to 1420, or an Afghan or Iranian month) are converted to Gregorian ones.
    """
    parts = _written(text) or _spoken(text, language, lexicon)
    if parts is None:
        return None
    year, month, day, solar = parts
    year = _full_year(year, day is not None, language, today)
    if solar or year in SOLAR_YEARS:
        return _past(_from_solar(year, month, day), today)
    return _past(PartialDate(year, month, day), today)


def read_month(text: str, language: str, lexicon: Lexicon) -> int | None:
    """Return the Gregorian month an answer names, 1–12; None when it names none, two, or only gives a number.

    A Solar Hijri month becomes the one most of its days fall in. The last three of its year are not read: they
    fall in the Gregorian year after the one a person of that year was born in, and only a whole date tells.
    """
    said = words(text, language)
    named = [
        (calendar, found) for calendar, found in _months(said, language, lexicon) if _is_name(said, found, lexicon)
    ]
    if len(named) != 1:
        return None
    calendar, found = named[0]
    month = int(next(iter(found.names)))
    if calendar != "solar":
        return month
    return month + SOLAR_MONTHS_LATER if month <= 12 - SOLAR_MONTHS_LATER else None


def _months(said: Sequence[str], language: str, lexicon: Lexicon) -> Iterator[tuple[str, Found]]:
    for calendar, names in lexicon.months.items():
        table = table_of({str(number): forms for number, forms in names.items()}, language)
        yield from ((calendar, found) for found in phrases_in(said, table))


def _is_name(said: Sequence[str], found: Found, lexicon: Lexicon) -> bool:
    """Tell a month's name from a number written alike (« sept »)."""
    return not numbers_in(said[found.start : found.stop], lexicon)


Parts = tuple[int, int | None, int | None, bool]


def _written(text: str) -> Parts | None:
    """Read 12/3/1990, 1990-03-12 and 3/1990 in any digits."""
    plain = ascii_digits(re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text)).strip()
    found = re.fullmatch(r"(\d{1,4})\s*[-/.\u060d\\ ]\s*(\d{1,2})\s*[-/.\u060d\\ ]\s*(\d{1,4})", plain)
    if found:
        first, second, third = found.groups()
        if len(first) == 4:
            return int(first), int(second), int(third), False
        return int(third), int(second), int(first), False
    found = re.fullmatch(r"(\d{1,2})\s*[-/.]\s*(\d{4})", plain)
    return (int(found[2]), int(found[1]), None, False) if found else None


def _spoken(text: str, language: str, lexicon: Lexicon) -> Parts | None:
    said = _first_of_month(words(text, language), language)
    for calendar in lexicon.months:
        months = [found for of, found in _months(said, language, lexicon) if of == calendar]
        if len(months) == 1:
            month = int(next(iter(months[0].names)))
            before = numbers_in(said[: months[0].start], lexicon)
            after = numbers_in(said[months[0].stop :], lexicon)
            return _around(before, after, month, solar=calendar == "solar")
    numbers = numbers_in(said, lexicon)
    return (numbers[0], None, None, False) if len(numbers) == 1 and numbers[0] >= 1000 else None


def _first_of_month(said: Sequence[str], language: str) -> tuple[str, ...]:
    if language != FRENCH:
        return tuple(said)
    return tuple("1" if word in {"1er", "premier"} else word for word in said)


def _around(before: Sequence[int], after: Sequence[int], month: int, *, solar: bool) -> Parts | None:
    """Place the numbers around a month's name: a day and a year, or a year alone."""
    if len(before) == 1 and len(after) == 1:
        day, year = (before[0], after[0]) if after[0] > 31 else (after[0], before[0])
        return year, month, day, solar
    numbers = [*before, *after]
    if len(numbers) == 2:
        return max(numbers), month, min(numbers), solar
    return (numbers[0], month, None, solar) if len(numbers) == 1 and numbers[0] > 31 else None


def _full_year(year: int, has_day: bool, language: str, today: date) -> int:
    """Complete a two-digit year of a full date; in Dari it could be of either calendar and stays unread."""
    if year > 99 or not has_day or language == DARI:
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year else century - 100 + year


def _from_solar(year: int, month: int | None, day: int | None) -> PartialDate | None:
    if year not in SOLAR_YEARS:
        return None
    if month is None:
        return PartialDate(year + SOLAR_OFFSET, approximate=True)
    try:
        western: date = jdatetime.date(year, month, MIDDLE_DAY if day is None else day).togregorian()
    except ValueError:
        return None
    if day is None:
        return PartialDate(western.year, western.month, approximate=True)
    return PartialDate(western.year, western.month, western.day)


def _past(found: PartialDate | None, today: date) -> PartialDate | None:
    """Return the date if it exists, is not in the future and someone alive may remember it."""
    if found is None or not today.year - OLDEST <= found.year <= today.year:
        return None
    try:
        first = date(found.year, found.month or 1, found.day or 1)
    except ValueError:
        return None
    return found if first <= today else None

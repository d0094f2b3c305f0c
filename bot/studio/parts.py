"""What sentences with a gap are put together from: their fixed pieces, numbers, days, months and hours."""

import re
from collections.abc import Iterator

from dialogs.reading import Lexicon, spoken_number

GAP = re.compile(r"\{\w+\}")
SIGNS = " \t\n.,;:!?…«»\"'()،؛؟"  # around a piece nobody says them
# The days of a month, then tens: ages, prices and figures of choices are said from these.
NUMBERS = (*range(32), *range(40, 100, 10), 100)
# Of the common phrases, those that fill gaps; `clock_` and `hour_` have gaps of their own.
FILLING = ("weekday_", "month_", "hour_", "clock_")


def pieces(text: str) -> tuple[str, ...]:
    """The fixed pieces of a sentence around its gaps (`{name}`), without the signs at their ends; none without gap."""
    if not GAP.search(text):
        return ()
    return tuple(piece for each in GAP.split(text) if any(map(str.isalpha, piece := each.strip(SIGNS))))


def fills(key: str) -> bool:
    """Whether a common phrase is said in gaps only."""
    return key.startswith(FILLING) and key != "hours" and not key.startswith("hours_")


def numbers(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Each number as clips name it (figures) and as it is read in a language (the word, where the lexicon has it)."""
    for value in NUMBERS:
        words = spoken_number(value, lexicon)
        yield str(value), words[0] if words else str(value)

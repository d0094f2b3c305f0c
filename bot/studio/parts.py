"""What fills the gaps of sentences: numbers, days, months and hours, as they are read to who records them."""

from collections.abc import Iterator

from dialogs.pieces import parts
from dialogs.reading import Lexicon, spoken_number

# Of the common phrases, those that fill gaps; `clock_` and some of `hour_` have gaps of their own.
FILLING = ("weekday_", "month_", "hour_", "clock_")


def fills(key: str) -> bool:
    """Whether a common phrase is said in gaps only."""
    return key.startswith(FILLING)


def numbers(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Each part of a number as clips name it (figures, or the joining word), and as it is read in its language: by its
    word, where the lexicon has it.
    """
    for part in parts(lexicon.language):
        words = spoken_number(int(part), lexicon) if part.isdecimal() else ()
        yield part, words[0] if words else part

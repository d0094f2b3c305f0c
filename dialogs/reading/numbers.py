import re
from collections.abc import Sequence

from text_to_num import text2num

from dialogs.reading.lexicon import Lexicon
from dialogs.reading.normalise import ARABIC, DARI, FRENCH, ascii_digits, normalise, words
from dialogs.reading.phrases import Found, Table, phrases_in, table_of, without

# Ages, counts and years fit; a telephone number does not become a count.
LARGEST_IN_DIGITS = 999_999
# Spoken numbers serve ages and counts (to 120) and years of birth (to the year 2100).
LARGEST_IN_WORDS = 2_999
# « quatre-vingt-dix-neuf » is five words once normalised, a year eleven.
LONGEST_NUMBER = 12

_AND = {DARI: "و", ARABIC: "و"}


def read_number(text: str, language: str, lexicon: Lexicon) -> int | None:
    """Return the one number of an answer, in digits of three scripts or in words, else None.

    Two different numbers, a negative or a broken one are None: the question is asked again.
    """
    if re.search(r"[-−]\s*\d|\d[.,٫٬/:]\d", ascii_digits(text)):
        return None
    said = words(text, language)
    values = set(numbers_in(said, lexicon))
    return values.pop() if len(values) == 1 else None


def numbers_in(said: Sequence[str], lexicon: Lexicon) -> list[int]:
    """Return the numbers of a normalised answer from left to right."""
    language = lexicon.language
    said = without(without(said, lexicon.no_numbers), lexicon.courtesies)
    if language == FRENCH:
        return _french(said)
    return _from_table(said, lexicon)


def spoken_number(value: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Return how a number from 0 to 99 is said, the commonest form first; nothing where the lexicon cannot tell."""
    known = lexicon.numbers.get(value)
    tens, unit = value - value % 10, value % 10
    if known or lexicon.language not in _AND or not {tens, unit} <= set(lexicon.numbers):
        return known or ()
    if lexicon.language == ARABIC:
        return tuple(f"{lexicon.numbers[unit][0]} {_AND[ARABIC]}{ten}" for ten in lexicon.numbers[tens])
    return (f"{lexicon.numbers[tens][0]} {_AND[lexicon.language]} {lexicon.numbers[unit][0]}",)


def _french(said: Sequence[str]) -> list[int]:
    values, start = [], 0
    while start < len(said):
        for size in range(min(LONGEST_NUMBER, len(said) - start), 0, -1):
            value = _french_phrase(said[start : start + size])
            if value is not None:
                values.append(value)
                start += size
                break
        else:
            start += 1
    return values


def _french_phrase(said: Sequence[str]) -> int | None:
    if len(said) == 1 and said[0].isdecimal():
        return _digits(said[0])
    if said[0] == "et" or said[-1] == "et":
        return None
    try:
        value = text2num(" ".join("zéro" if word == "zero" else word for word in said), FRENCH)
    except ValueError:
        return None
    return int(value) if 0 <= value <= LARGEST_IN_WORDS else None


def _digits(word: str) -> int | None:
    return int(word) if len(word) <= 12 and int(word) <= LARGEST_IN_DIGITS else None


def _from_table(said: Sequence[str], lexicon: Lexicon) -> list[int]:
    table = table_of({str(value): forms for value, forms in lexicon.numbers.items()}, lexicon.language)
    and_word = _AND[lexicon.language]
    said = _split_joined(said, table, and_word)
    alone = {normalise(word, lexicon.language) for word in lexicon.numbers_alone}
    values = []
    for run in _runs(said, table, and_word):
        if len(run) == 1 and len(said) > 1 and " ".join(said[run[0].start : run[0].stop]) in alone:
            continue
        value = _together([int(next(iter(found.names))) for found in run], lexicon.language)
        values += [-1] if value is None else [value]
    values += [-1 if _digits(word) is None else int(word) for word in said if word.isdecimal()]
    # A run that is no number spoils the answer: half of it must not pass for the whole.
    return [] if -1 in values else values


def _split_joined(said: Sequence[str], table: Table, and_word: str) -> list[str]:
    """Take the « and » off words it is written onto (وعشرون), where what is left is a number."""
    singles = {key[0] for key in table}
    parts: list[str] = []
    for word in said:
        rest = word.removeprefix(and_word)
        if word not in singles and rest != word and rest in singles:
            parts += [and_word, rest]
        else:
            parts += _split_inside(word, singles, and_word)
    return parts


def _split_inside(word: str, singles: set[str], and_word: str) -> list[str]:
    if word in singles:
        return [word]
    for place in range(2, len(word) - 2):
        first, rest = word[:place], word[place:]
        if first in singles and rest.startswith(and_word) and rest[1:] in singles:
            return [first, and_word, rest[1:]]
    return [word]


def _runs(said: Sequence[str], table: Table, and_word: str) -> list[list[Found]]:
    """Group number phrases that stand together, with or without an « and » between."""
    runs: list[list[Found]] = []
    for found in phrases_in(said, table):
        between = said[runs[-1][-1].stop : found.start] if runs else None
        if between is not None and (not between or list(between) == [and_word]):
            runs[-1].append(found)
        else:
            runs.append([found])
    return runs


def _together(values: Sequence[int], language: str) -> int | None:
    """Add up the parts of one number (thousands, hundreds, tens, units); None when they are not one."""
    values = _multiplied(values)
    if language == ARABIC:
        values = _units_after_tens(values)
    total, ceiling = 0, LARGEST_IN_WORDS + 1
    for value in values:
        if value >= ceiling or (value == 0 and len(values) > 1):
            return None
        total += value
        ceiling = _room_below(value)
    return total


def _room_below(value: int) -> int:
    if value >= 1000:
        return 1000
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0


def _multiplied(values: Sequence[int]) -> list[int]:
    """Join a unit to the hundred or thousand it counts (سه صد, ثلاث مائة, یک هزار)."""
    joined: list[int] = []
    for value in values:
        if value in (100, 1000) and joined and 1 <= joined[-1] <= 9:
            joined[-1] *= value
        else:
            joined.append(value)
    return joined


def _units_after_tens(values: Sequence[int]) -> list[int]:
    """Arabic says « five and twenty »; put such pairs in descending order."""
    ordered = list(values)
    if len(ordered) >= 2 and 1 <= ordered[-2] <= 9 and 20 <= ordered[-1] <= 90:
        ordered[-2:] = [ordered[-1], ordered[-2]]
    return ordered

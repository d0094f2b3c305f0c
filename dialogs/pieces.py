"""Sentences that are put together, as the pieces people record: what is around a gap, and what fills it.

A piece is a text as it stands in the studio. Numbers are pieces too, in ASCII digits (« 20 », « 3 »), with the word
that joins them (« et »); names of months, days and hours are phrases of their own.
"""

import re
from collections.abc import Mapping

from dialogs.questionnaire import Wording

Pieces = tuple[str, ...]

GAP = re.compile(r"\{(\w+)\}")
# Signs that stand around a gap and are not heard: « J'ai entendu : » is the same piece as « J'ai entendu ». A question
# mark is heard.
UNHEARD = " \t\n\u00a0\u202f.,;:…«»\"'()،؛"
FIGURES = re.compile(r"[0-9]{1,4}")
ONE_BY_ONE = re.compile(r"[0-9]( [0-9])+")
# Years of birth and of projects fit; Arabic has another plural of « thousand » from 3000 on.
LARGEST = 2_999
AND = {"fr": "et", "ar": "و", "fa_AF": "و"}
TENS, HUNDREDS = tuple(range(40, 100, 10)), tuple(range(100, 1000, 100))
# The days of a month are said whole: dates are what is said most. French says seventy as sixty-ten and ninety as
# eighty-ten, and counts its hundreds and thousands.
DAYS = tuple(range(32))
NUMBERS: Mapping[str, tuple[int, ...]] = {
    "fr": (*DAYS, 40, 50, 60, 80, 100, 1000),
    "ar": (*DAYS, *TENS, *HUNDREDS, 1000, 2000),
    "fa_AF": (*DAYS, *TENS, *HUNDREDS, 1000),
}


class Pieced(Wording):
    """A wording with its pieces, where it was put together; without any it cannot be joined."""

    pieces: Pieces = ()


def fixed(template: str) -> Pieces:
    """The pieces around the gaps of a template; none where it is all gaps, or has none."""
    return tuple(piece for text in GAP.split(template)[::2] for piece in _around(text)) if GAP.search(template) else ()


def parts(language: str) -> Pieces:
    """What numbers up to LARGEST are joined from in a language: figures, then the joining word."""
    return (*map(str, NUMBERS[language]), AND[language]) if language in NUMBERS else ()


def number(value: int, language: str) -> Pieces | None:
    """How a number is said with the parts of a language; None where it cannot be."""
    if language not in NUMBERS or not 0 <= value <= LARGEST:
        return None
    said = _french(value) if language == "fr" else _joined(value, language)
    return tuple(each if isinstance(each, str) else str(each) for each in said)


def pieces_of(wording: Wording, language: str) -> Pieces | None:
    """The pieces of what fills a gap: those it came with, figures joined from parts, else itself; None where a number
    cannot be joined.
    """
    if isinstance(wording, Pieced):
        return wording.pieces or None
    spoken = wording.spoken.strip()
    if FIGURES.fullmatch(spoken):
        return number(int(spoken), language)
    if ONE_BY_ONE.fullmatch(spoken):
        return tuple(spoken.split())
    return (wording.spoken,) if spoken else ()


def filled(template: str, fillings: Mapping[str, Pieces | None]) -> Pieces:
    """The pieces of a template with its gaps filled; none where a filling has none that can be joined."""
    texts = GAP.split(template)
    found: list[str] = []
    for place, text in enumerate(texts):
        pieces = fillings.get(text) if place % 2 else _around(text)
        if pieces is None:
            return ()
        found += pieces
    return tuple(found)


def _around(text: str) -> Pieces:
    """What stands beside a gap, if anything of it is said."""
    piece = text.strip(UNHEARD)
    return (piece,) if any(map(str.isalnum, piece)) else ()


def _french(value: int) -> list[int | str]:
    if value >= 1000:
        return _counted(value, 1000)
    if value >= 100:
        return _counted(value, 100)
    if value in NUMBERS["fr"]:
        return [value]
    ten = 80 if value > 80 else 60 if value > 60 else value - value % 10
    joint: list[int | str] = [AND["fr"]] if (value - ten) % 10 == 1 and ten < 80 else []
    return [ten, *joint, value - ten]


def _counted(value: int, unit: int) -> list[int | str]:
    many, rest = divmod(value, unit)
    return [*([many] if many > 1 else []), unit, *(_french(rest) if rest else [])]


def _joined(value: int, language: str) -> list[int | str]:
    """Arabic and Dari: parts with « and » between them; Arabic says the unit before the ten."""
    if value in NUMBERS[language]:
        return [value]
    unit = next(size for size in (1000, 100, 10) if value >= size)
    large, rest = value - value % unit, value % unit
    first: list[int | str] = [large] if large in NUMBERS[language] else [large // unit, unit]
    if not rest:
        return first
    if language == "ar" and unit == 10:
        return [rest, AND[language], large]
    return [*first, AND[language], *_joined(rest, language)]

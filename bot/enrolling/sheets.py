"""Invitation sheets: one a person, in pictures, that somebody who does not read can follow. Made in memory only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import segno

from bot.pictures.catalogue import picture
from bot.printing import pdf
from dialogs.cards import Book
from dialogs.languages import Language
from dialogs.questionnaire import SOURCE
from storage.cohorts import Cohort

TEMPLATE = Path(__file__).parent / "invitations.typ"
PICTURES = ("mobile", "camera", "hello", "next", "ear", "microphone", "lock")
Door = Literal["page", "telegram"]
# What stands beside each step, by its name in the template; the third is another one at each door.
SAID: Mapping[str, str] = {
    "camera": "sheet_camera",
    "square": "sheet_square",
    "speak": "sheet_speak",
    "yours": "sheet_yours",
}
TOUCH: Mapping[Door, str] = {"page": "sheet_hand", "telegram": "sheet_start"}
FONTS = {"ar": "Noto Naskh Arabic", "fa_AF": "Vazirmatn"}  # others stand in Noto Sans
ALONE = "M"  # error correction of the square: it is printed, folded and carried about


@dataclass(frozen=True, slots=True)
class Invited:
    """Who gets a sheet: `language` is None where it is not known; then all languages stand on it."""

    name: str
    code: str
    language: str | None
    url: str


def invitation_sheets(book: Book, cohort: Cohort, invited: Sequence[Invited], door: Door, until: datetime) -> bytes:
    """The sheets as one PDF, two on a page of A4. The same for the same data."""
    french = book.languages[SOURCE]
    first = cohort.sessions[0]
    where = " · ".join(part for part in (french.day(first.date, "EEEE d MMMM"), french.hour(first.starts)) if part)
    data = {
        "door": door,
        "pictures": {name: _drawing(name) for name in PICTURES},
        "sheets": [
            {
                **_in_languages(book, each.language, door),
                "name": each.name or each.code,
                "code": each.code if each.name else "",
                "flashcoop": cohort.name,
                "first": " · ".join(part for part in (where, first.place) if part),
                "qr": square(each.url),
                "url": each.url,
                "note": f"Sert une seule fois, jusqu'au {french.day(until.date(), 'd MMMM y')}.",
            }
            for each in invited
        ],
    }
    return pdf(TEMPLATE, data)


def square(url: str) -> str:
    """An address as a QR code, SVG."""
    return segno.make(url, error=ALONE, micro=False).svg_inline(omitsize=True, border=2)


def _in_languages(book: Book, known: str | None, door: Door) -> dict[str, Any]:
    spoken = [book.languages[known]] if known and known in book.languages else list(book.languages.values())
    main = spoken[0]
    return {
        "languages": [_language(book, each, door) for each in spoken],
        "rtl": len(spoken) == 1 and main.direction == "rtl",
        "numbers": [main.figures(str(number)) for number in range(1, 5)],
    }


def _language(book: Book, language: Language, door: Door) -> dict[str, Any]:
    phrases = {**SAID, "touch": TOUCH[door]}
    return {
        "lang": language.tag.partition("-")[0],
        "rtl": language.direction == "rtl",
        "font": FONTS.get(language.code, "Noto Sans"),
        "autonym": language.autonym,
        **{place: book.wording(phrase, language.code).printed for place, phrase in phrases.items()},
    }


@cache
def _drawing(name: str) -> str:
    return picture(name).svg.read_text("utf-8")

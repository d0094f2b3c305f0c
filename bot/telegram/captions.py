"""Printed words as Telegram shows them: each line in its own direction, and never too long."""

from collections.abc import Mapping
from itertools import zip_longest

from telegram.constants import MessageLimit

from dialogs.cards import Card, Speech
from dialogs.languages import FIRST_STRONG_ISOLATE, POP_ISOLATE, Language

MOST_CAPTION = int(MessageLimit.CAPTION_LENGTH)
MOST_TEXT = int(MessageLimit.MAX_TEXT_LENGTH)
# A line's direction is that of its first strong character (Unicode UAX #9, rule P2): a mark settles it.
MARKS = {"rtl": "\u200f", "ltr": "\u200e"}
CUT = "…"


def directed(text: str, language: Language) -> str:
    """The text with every line in the direction of its language."""
    mark = MARKS[language.direction]
    return "\n".join(mark + line for line in text.split("\n"))


def printed(card: Card, languages: Mapping[str, Language]) -> str:
    """All the lines of a card; one said in several languages has each line in its own direction."""
    spoken = [sound.language for sound in card.sounds if isinstance(sound, Speech)]
    own = spoken if len(spoken) == len(card.lines) else [card.language.code] * len(card.lines)
    lines = zip_longest(card.lines, own, fillvalue="")
    return "\n".join(directed(line, languages.get(code, card.language)) for line, code in lines)


def shortened(text: str, most: int) -> str:
    """The text in at most `most` UTF-16 units, which is how Telegram counts; isolates that were open are closed."""
    if units(text) <= most:
        return text
    kept = text
    while units(kept) > most - units(CUT) - _open(kept):
        kept = kept[: -max(1, (units(kept) - most) // 2)]
    return kept.rstrip() + CUT + POP_ISOLATE * _open(kept)


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "replace")) // 2


def _open(text: str) -> int:
    return max(0, text.count(FIRST_STRONG_ISOLATE) - text.count(POP_ISOLATE))

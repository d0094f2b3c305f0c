"""What a cell may hold: nothing a spreadsheet would calculate, nothing that cannot be shown."""

import re
from collections.abc import Callable
from typing import Any

Row = tuple[Any, ...]
Change = Callable[[str], str]

REPLACEMENT = "\ufffd"
INVISIBLE = r"\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd"
SIGNS = "=+-@＝＋－＠"
# A spreadsheet takes what begins so for a formula (OWASP, « CSV Injection »), full-width signs and invisible characters
# (or what stands for them) before them included. One that is told the wrong separator begins a cell at each `;`, tab or
# line of a text as well, and looks through quotes. Apostrophes of one's own are looked through too, so that taking one
# away always gives the text back.
_BEGINS = rf"(?:[{INVISIBLE}'\"]*[{re.escape(SIGNS)}]|'*[\t\r])"
FORMULA = re.compile(rf"(?:^|(?<=[;\t\n]))(?={_BEGINS})")
GUARDED = re.compile(rf"(?:^|(?<=[;\t\n]))'(?={_BEGINS})")
# Controls of the C0 and C1 blocks but tab and newline, embeddings, overrides and isolates of direction, half
# surrogates, and what XML cannot hold. The joiners and marks that Dari and Arabic need are not among them.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
LOOKED_AT = frozenset(SIGNS + "'\" ")  # first characters, of a text without invisible ones, that need a closer look


def clean(text: str) -> str:
    """A text without characters that nobody can see: U+FFFD stands where they were; lines end with a newline."""
    return UNPRINTABLE.sub(REPLACEMENT, text.replace("\r\n", "\n"))


def guard(text: str) -> str:
    """A clean text that no program takes for a formula: an apostrophe stands where one would begin."""
    return FORMULA.sub("'", clean(text))


def unguard(text: str) -> str:
    """The clean text that was guarded."""
    return GUARDED.sub("", text)


def is_harmless(text: str) -> bool:
    """Whether a text needs neither cleaning nor guarding, seen at a glance; most texts are so."""
    return text.isprintable() and text[:1] not in LOOKED_AT and ";" not in text


def is_unclean(text: str) -> bool:
    """Whether something in a text cannot be shown as it is."""
    return not text.isprintable() and UNPRINTABLE.search(text) is not None


def changed(rows: list[Row], change: Change) -> list[Row]:
    """The rows with their texts changed. Each different text of a column is looked at once: most columns repeat."""
    columns = list(zip(*rows, strict=True))
    news = {place: news for place, column in enumerate(columns) if (news := _news(column, change))}
    if not news:
        return rows
    for place, found in news.items():
        columns[place] = tuple([found.get(value, value) for value in columns[place]])
    return list(zip(*columns, strict=True))


def _news(column: tuple[Any, ...], change: Change) -> dict[Any, str]:
    return {
        value: new
        for value in set(column)
        if isinstance(value, str) and not is_harmless(value) and (new := change(value)) != value
    }

"""What a speaker is asked before her first take, aloud and in her language, and what her answer allows."""

from collections.abc import Mapping
from typing import NamedTuple

from dialogs.speaking import Book
from storage.voices.speakers import Scope

YEARS = 2  # how long a release holds; then she is asked again, as `release_until` tells her
# The common phrases that ask, in their order.
ASKED = ("release_use", "release_until", "release_refusing", "release_where")


class Choice(NamedTuple):
    """What somebody may answer: how far it reaches, and its picture."""

    scope: Scope
    picture: str


# By name; what is said of each is the common phrase `release_<name>`.
CHOICES: Mapping[str, Choice] = {
    "here": Choice("here", "at_home"),
    "network": Choice("network", "group"),
    "none": Choice("none", "no"),
}


def asked(book: Book, language: str) -> tuple[str, ...]:
    """What she is asked, sentence by sentence, as it is printed."""
    return tuple(book.wording(key, language).printed for key in ASKED)


def spoken(book: Book, language: str) -> tuple[str, ...]:
    """What she is asked and may answer, sentence by sentence, as it is said."""
    keys = (*ASKED, *(f"release_{name}" for name in CHOICES))
    return tuple(book.wording(key, language).spoken for key in keys)


def label(book: Book, language: str, choice: str) -> str:
    """An answer, as it is printed."""
    return book.wording(f"release_{choice}", language).printed


def wording(book: Book, language: str, choice: str) -> str:
    """What was asked and what she said to it, as it is kept with her release."""
    return " ".join((*asked(book, language), label(book, language, choice)))

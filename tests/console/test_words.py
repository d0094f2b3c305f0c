"""The console's words: nothing is left untranslated, nothing is translated that nobody says, and who reviewed it."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.console.words import DOMAIN
from bot.extracting import CONSOLE_TEMPLATE, console_template
from bot.loading import LOCALES

TRANSLATED = ("ar", "fa_AF")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def messages(path: Path) -> dict[str, Message]:
    with path.open("rb") as file:
        return {first(message.id): message for message in read_po(file) if message.id}


def first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def catalogue(language: str) -> dict[str, Message]:
    return messages(LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po")


def test_the_template_is_up_to_date() -> None:
    assert CONSOLE_TEMPLATE.read_text(encoding="utf-8") == console_template(), "make update-docs"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_is_translated_and_none_is_orphaned(language: str) -> None:
    assert set(catalogue(language)) == set(messages(CONSOLE_TEMPLATE))
    for message in catalogue(language).values():
        said = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert all(said), message.id
        wanted = set(PLACEHOLDER.findall(first(message.id)))
        assert all(set(PLACEHOLDER.findall(each)) == wanted for each in said), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_says_who_reviewed_it(language: str) -> None:
    unsigned = [
        message.id
        for message in catalogue(language).values()
        if not any(comment.startswith("reviewed:") for comment in message.user_comments)
    ]
    assert unsigned == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_counts_as_babel_does(language: str) -> None:
    """Arabic's header as it is copied around has its last two forms the other way round."""
    text = (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").read_text(encoding="utf-8")
    assert f"Plural-Forms: {Catalog(locale=language).plural_forms}" in text

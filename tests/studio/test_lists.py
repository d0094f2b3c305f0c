"""What there is to record: everything that is ever heard, and what people say."""

import pytest

from bot.loading import Programme
from bot.spoken import phrases, pieces
from bot.studio.lists import MARK_LETTERS, sheets
from bot.studio.naming import LISTS

LANGUAGES = ("fr", "ar", "fa_AF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_heard_in_a_language_stands_in_a_list(programme: Programme, language: str) -> None:
    listed = {item.words.text for each in sheets(programme, language) for item in each.items if each.kind == "phrase"}
    heard = {each.text for part in (phrases, pieces) for each in part(programme) if each.language == language}
    assert heard - listed == set()
    assert listed - heard == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_stands_once_in_its_list_under_a_name_of_its_own(programme: Programme, language: str) -> None:
    for each in sheets(programme, language):
        assert len(each.by_mark) == len(each.items)
        assert {len(mark) for mark in each.by_mark} == {MARK_LETTERS}
        if each.kind == "phrase":
            assert len({item.words.text for item in each.items}) == len(each.items)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_has_a_title_and_every_item_its_french(programme: Programme, language: str) -> None:
    found = sheets(programme, language)
    assert {each.name for each in found} <= set(LISTS)
    assert all(item.french and item.shown for each in found for item in each.items)


def test_questionnaires_that_are_french_alone_are_recorded_in_french_alone(programme: Programme) -> None:
    assert "partners_hot" in {each.name for each in sheets(programme, "fr")}
    assert "partners_hot" not in {each.name for each in sheets(programme, "fa_AF")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_of_the_studio_fits_telegrams_64_bytes(programme: Programme, language: str) -> None:
    for each in sheets(programme, language):
        assert len(f"s|voix|o.{language}.{each.name}".encode()) <= 64

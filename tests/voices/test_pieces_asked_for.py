"""Whatever a sentence may be joined from is asked for in the studio."""

import pytest

from bot.loading import Programme
from bot.spoken import lasting, pieces
from bot.studio.lists import sheets
from bot.voice.clips import Spoken


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
def test_every_piece_is_in_a_list_of_the_studio(language: str, programme: Programme) -> None:
    asked = {item.words.text for sheet in sheets(programme, language) if sheet.kind == "phrase" for item in sheet.items}
    assert {piece.text for piece in pieces(programme) if piece.language == language} <= asked


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
def test_every_take_of_the_studio_is_of_something_that_is_said(language: str, programme: Programme) -> None:
    lasts = lasting(programme)
    for sheet in sheets(programme, language):
        for item in sheet.items:
            assert sheet.kind != "phrase" or lasts(Spoken(item.words.text, language)), item

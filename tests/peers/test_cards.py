"""How a question about somebody, or with a picture of its own, is laid out."""

from typing import Any

import pytest

from bot.loading import Programme
from bot.pictures.tiles import Tile, compose
from bot.telegram.expanding import expand
from dialogs.cards import Card, Recording, Speech, card
from dialogs.questionnaire import Questionnaire

NAMED = {"code": "FC-1", "picture": "fish", "name": "take1", "printed": "السمكة", "spoken": "السَمَكَه"}
Calls = list[tuple[str, dict[str, Any]]]


def asked(programme: Programme, step: str, **more: Any) -> tuple[Card, Calls]:
    """A question about somebody: its card, and what is sent for it on Telegram."""
    questionnaire = programme.flows["peers"].questionnaire
    return laid(programme, questionnaire, {"step": step, "ask": f"7.{step}", "subject": NAMED, **more})


def laid(programme: Programme, questionnaire: Questionnaire, about: dict[str, Any]) -> tuple[Card, Calls]:
    intent = {"kind": "ask", "instance": "abcd1234", "language": "ar", **about}
    made = card(intent, questionnaire, programme.book)
    return made, expand(made, programme.languages)


def test_her_picture_stands_above_the_faces_and_her_own_voice_is_heard_before_the_question(
    programme: Programme,
) -> None:
    made, calls = asked(programme, "s2")
    assert made.shown is not None
    assert (made.shown.picture, made.shown.word, made.shown.sound) == ("fish", "السمكة", Recording("take1"))
    assert [method for method, _ in calls] == ["sendPhoto", "sendVoice", "sendVoice"]
    image, name, question = (payload for _, payload in calls)
    assert image["media"]["shown"] == "fish"
    assert len(image["media"]["tiles"]) == 3
    assert name["media"] == {"take": "take1"}
    assert "asks" not in name
    assert question["asks"]["ask"] == "7.s2"


def test_where_nothing_is_chosen_by_number_her_picture_stands_alone(programme: Programme) -> None:
    _, calls = asked(programme, "good_at")
    assert [method for method, _ in calls] == ["sendPhoto", "sendVoice", "sendVoice"]
    assert calls[0][1]["media"]["tiles"] == []


def test_without_her_voice_the_word_of_her_picture_is_said_before_the_question(programme: Programme) -> None:
    made, calls = asked(programme, "s2", subject={**NAMED, "name": ""})
    assert made.shown is not None
    assert made.shown.sound == Speech("السَمَكَه", "ar")
    assert [method for method, _ in calls] == ["sendPhoto", "sendVoice"]
    assert calls[1][1]["media"]["sounds"][0]["text"] == "السَمَكَه"


def test_a_picture_of_the_question_itself_stands_before_the_person_it_is_about(programme: Programme) -> None:
    made, calls = asked(programme, "anchor_amina")
    assert made.shown is not None
    assert (made.shown.picture, made.shown.sound) == ("flatbread", None)
    assert [method for method, _ in calls] == ["sendPhoto", "sendVoice"]


def test_other_questions_are_sent_as_before(programme: Programme) -> None:
    registration = programme.flows["registration"].questionnaire
    made, calls = laid(programme, registration, {"step": "gender", "ask": "7.gender"})
    assert made.shown is None
    assert set(calls[0][1]["media"]) == {"tiles", "language", "digits"}


@pytest.mark.parametrize("tiles", [[], [Tile(1, "happy"), Tile(2, "so_so")]])
def test_the_image_with_a_person_is_the_same_each_time_and_higher_than_without(tiles: list[Tile]) -> None:
    assert compose(tiles, "fr", shown="fish") == compose(tiles, "fr", shown="fish")
    assert compose(tiles, "fr", shown="fish") != compose(tiles, "fr", shown="rose")

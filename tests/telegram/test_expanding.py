from typing import Any

import pytest

from bot.loading import Programme
from bot.telegram.captions import MOST_CAPTION, shortened, units
from bot.telegram.expanding import expand
from bot.telegram.keyboards import MOST_DATA
from bot.telegram.reading import read_update
from bot.turns.acts import ControlTouch, KeyTouch, Touch, WhoTouch
from dialogs.cards import Card, card
from dialogs.controls import CONTROLS
from dialogs.questionnaire import Questionnaire

LANGUAGES = ("fr", "ar", "fa_AF")
MARK = {"fr": "\u200e", "ar": "\u200f", "fa_AF": "\u200f"}
FIGURES = {"fr": "123456789+0", "ar": "123456789+0", "fa_AF": "۱۲۳۴۵۶۷۸۹+۰"}
LONGEST_CODE, LONGEST_COUNT = "i" * 8, "999"


def asked(programme: Programme, step: str, language: str, **more: Any) -> Card:
    questionnaire = programme.flows["registration"].questionnaire
    intent = {"kind": "ask", "step": step, "ask": f"7.{step}", "instance": "abcd1234", "language": language, **more}
    return card(intent, questionnaire, programme.book)


def calls(programme: Programme, laid: Card) -> list[tuple[str, dict[str, Any]]]:
    return expand(laid, programme.languages)


def keys(payload: dict[str, Any]) -> list[list[dict[str, str]]]:
    rows: list[list[dict[str, str]]] = payload["fields"]["reply_markup"]["inline_keyboard"]
    return rows


def words(row: list[dict[str, str]]) -> list[str]:
    return [button["text"].strip("\u200e\u200f") for button in row]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_is_an_image_with_the_words_then_a_voice_with_the_buttons(programme: Programme, language: str) -> None:
    laid = asked(programme, "gender", language)
    (photo, image), (voice, clip) = calls(programme, laid)
    assert (photo, voice) == ("sendPhoto", "sendVoice")
    assert image["fields"]["caption"] == MARK[language] + laid.lines[0]
    assert image["media"]["tiles"] == [[1, "woman"], [2, "man"], [3, "somebody"]]
    assert image["media"]["digits"] == programme.languages[language].digits  # the same figures as on the buttons
    assert "reply_markup" not in image["fields"]
    assert clip["fields"]["disable_notification"]
    said = [sound["text"] for sound in clip["media"]["sounds"]]
    assert said[0] == laid.sounds[0].text  # type: ignore[union-attr]
    assert said[1::2] == ["1", "2", "3"]
    assert said[2::2] == [button.sound.text for button in laid.buttons]  # type: ignore[union-attr]
    assert clip["asks"] == {"instance": "abcd1234", "ask": "7.gender"}


@pytest.mark.parametrize(
    ("language", "row"),
    [("fr", ["1 👩", "2 🧔‍♂️", "3 🧑"]), ("ar", ["3 🧑", "2 🧔‍♂️", "1 👩"]), ("fa_AF", ["۳ 🧑", "۲ 🧔‍♂️", "۱ 👩"])],
)
def test_buttons_stand_as_the_tiles_do_from_the_right_where_reading_begins_there(
    programme: Programme, language: str, row: list[str]
) -> None:
    _, (_, clip) = calls(programme, asked(programme, "gender", language))
    assert words(keys(clip)[0]) == row


def test_languages_are_told_apart_by_their_own_names(programme: Programme) -> None:
    _, (_, clip) = calls(programme, asked(programme, "language", "fr"))
    names = [word for row in keys(clip)[:2] for word in words(row)]
    assert names == ["1 \u2068Français\u2069", "2 \u2068العربية\u2069", "3 \u2068دری\u2069", "4 🌐"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", ["gender", "welcome", "born", "name", "project"])
def test_the_controls_are_always_there_and_always_in_the_same_place(
    programme: Programme, language: str, step: str
) -> None:
    _, payload = calls(programme, asked(programme, step, language))[-1]
    assert [words(row) for row in keys(payload)[-2:]] == [["🔁", "⏪", "🤷", "⏭️", "🙋"], ["🌐", "🐢", "✋", "🔒"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_has_the_keys_of_a_telephone_in_the_languages_own_figures(programme: Programme, language: str) -> None:
    ((method, payload),) = calls(programme, asked(programme, "born", language))
    assert method == "sendVoice"
    flat = [key for row in keys(payload)[1:-2] for key in words(row)]
    assert flat == [*FIGURES[language], "⌫", "✅"]
    assert payload["fields"]["caption"].endswith("🎤 🔢")


@pytest.mark.parametrize(("language", "figures"), [("fr", "19"), ("ar", "19"), ("fa_AF", "۱۹")])
def test_the_figures_typed_so_far_stand_above_the_keys_where_they_were(
    programme: Programme, language: str, figures: str
) -> None:
    ((_, payload),) = calls(programme, asked(programme, "born", language))
    draft = card(
        {"kind": "draft", "text": "19", "ask": "7.born", "instance": "abcd1234", "language": language},
        None,
        programme.book,
    )
    ((method, edit),) = calls(programme, draft)
    assert method == "editMessageReplyMarkup"
    assert edit["edits"] == {"instance": "abcd1234", "ask": "7.born"}
    assert words(keys(edit)[0]) == [figures]
    assert keys(edit)[1:] == keys(payload)[1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_question_shows_that_one_may_speak_or_write(programme: Programme, language: str) -> None:
    ((method, payload),) = calls(programme, asked(programme, "project", language))
    assert method == "sendVoice"
    assert payload["fields"]["caption"].split("\n")[-1] == MARK[language] + "🎤 ⌨️"


def test_what_goes_on_by_itself_has_one_large_button(programme: Programme) -> None:
    ((_, payload),) = calls(programme, asked(programme, "welcome", "fr"))
    assert words(keys(payload)[0]) == ["➡️ Continuer"]
    assert len(payload["media"]["sounds"]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_heard_is_said_back_with_yes_and_no(programme: Programme, language: str) -> None:
    intent = {"kind": "confirm", "step": "gender", "heard": "woman", "ask": "8.gender", "instance": "abcd1234"}
    questionnaire = programme.flows["registration"].questionnaire
    ((method, payload),) = calls(programme, card(intent | {"language": language}, questionnaire, programme.book))
    assert method == "sendVoice"
    row = words(keys(payload)[0])
    assert {word[0] for word in row} == {"✔", "✖"}
    assert len(payload["media"]["sounds"]) == 3


def test_who_is_there_is_asked_with_pictures_numbers_and_each_ones_own_voice(programme: Programme) -> None:
    people = [
        {"code": "FC-2222222", "picture": "bird", "name": "take1"},
        {"code": "FC-3333333", "picture": "rose", "name": ""},
    ]
    laid = card({"kind": "who", "people": people, "language": "fa_AF"}, None, programme.book)
    (_, image), (_, clip), (_, name) = calls(programme, laid)
    assert image["media"]["tiles"] == [[1, "bird"], [2, "rose"]]
    assert [sound["text"] for sound in clip["media"]["sounds"]][1:] == ["2", "2"]
    assert [button["callback_data"] for button in keys(clip)[0]] == ["w|FC-3333333", "w|FC-2222222"]
    assert "asks" not in clip
    assert name["media"] == {"take": "take1"}
    assert name["fields"]["caption"] == "\u200f۱ 🐦"
    assert [button["callback_data"] for row in keys(name) for button in row] == ["w|FC-2222222"]


def test_an_answer_that_was_spoken_is_played_back(programme: Programme) -> None:
    questionnaire = programme.flows["registration"].questionnaire
    intent = {"kind": "say", "phrase": "changed", "language": "fr", "about": "project", "value": {"takes": ["t1"]}}
    (_, said), (_, played) = calls(programme, card(intent, questionnaire, programme.book))
    assert len(said["media"]["sounds"]) == 1
    assert played["media"] == {"take": "t1"}


def test_a_link_stands_on_a_line_of_its_own(programme: Programme) -> None:
    laid = card(
        {"kind": "say", "phrase": "your_page", "language": "fa_AF", "link": "https://x.org/p/t"}, None, programme.book
    )
    ((_, payload),) = calls(programme, laid)
    assert payload["fields"]["caption"].split("\n")[-1] == "https://x.org/p/t"


def test_before_a_language_is_known_every_line_has_its_own_direction(programme: Programme) -> None:
    laid = card({"kind": "say", "phrase": "need_link", "language": None}, None, programme.book)
    ((_, payload),) = calls(programme, laid)
    assert [line[0] for line in payload["fields"]["caption"].split("\n")] == [MARK[language] for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_very_long_answer_is_cut_where_telegram_would_refuse_it(programme: Programme, language: str) -> None:
    laid = card(
        {"kind": "say", "phrase": "changed", "language": language, "args": {"heard": "💬 سلام " * 900}},
        None,
        programme.book,
    )
    ((_, payload),) = calls(programme, laid)
    assert units(payload["fields"]["caption"]) <= MOST_CAPTION
    assert payload["fields"]["caption"].count("\u2068") == payload["fields"]["caption"].count("\u2069")
    assert units(payload["text"]) <= 4096


def test_what_fits_is_not_cut() -> None:
    assert shortened("x" * 10, 10) == "x" * 10
    assert shortened("x" * 11, 10) == "x" * 9 + "…"
    assert units(shortened("💬" * 11, 10)) <= 10


def every_card(programme: Programme, questionnaire: Questionnaire) -> list[Card]:
    return [
        card(
            {
                "kind": "ask",
                "step": step,
                "ask": f"{LONGEST_COUNT}.{step}",
                "instance": LONGEST_CODE,
                "language": language,
            },
            questionnaire,
            programme.book,
        )
        for step in questionnaire.steps
        for language in LANGUAGES
    ]


def test_every_question_there_is_can_be_laid_out_and_its_buttons_come_back(programme: Programme) -> None:
    chat = {"id": 5, "type": "private"}
    for flow in programme.flows.values():
        for laid in every_card(programme, flow.questionnaire):
            made = calls(programme, laid)
            assert all(units(payload["fields"].get("caption", "")) <= MOST_CAPTION for _, payload in made)
            rows = keys(made[-1][1])
            datas = [button["callback_data"] for row in rows for button in row]
            assert all(1 <= len(data.encode()) <= MOST_DATA for data in datas)
            pressed = [
                {"callback_query": {"id": "q", "from": chat, "message": {"chat": chat}, "data": d}} for d in datas
            ]
            acts = [read[1] for update in pressed if (read := read_update(update))]
            assert all(isinstance(act, Touch | KeyTouch | ControlTouch | WhoTouch) for act in acts)
            assert [act.name for act in acts if isinstance(act, ControlTouch)] == list(CONTROLS)
            assert {act.choice for act in acts if isinstance(act, Touch)} == {b.choice for b in laid.buttons}

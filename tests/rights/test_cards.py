"""Her rights in every language: laid out, within Telegram's bounds, and each button comes back as what it is."""

import pytest

from bot.loading import Programme
from bot.telegram.captions import MOST_CAPTION, units
from bot.telegram.expanding import expand
from bot.telegram.keyboards import MOST_DATA
from bot.telegram.reading import read_update
from bot.turns.acts import ControlTouch, MenuTouch, Rights, Visit
from dialogs.cards import Recording, card
from storage import rights
from storage.consents import Kept

CODE = "FC-7K3Q9XW"


def agreed(purpose: str) -> Kept:
    return Kept(purpose, True, "", "", "fr", "tap", CODE, None, "")


def menus(programme: Programme) -> list[rights.Menu]:
    """Every menu there is, with the questionnaire whose words it says again."""
    agreements = [
        rights.agreement(CODE, flow.questionnaire.hash, question.key, agreed(question.purpose), "a-take")
        for flow in programme.flows.values()
        for question in flow.questionnaire.questions
        if question.purpose
    ]
    return [rights.menu(CODE), rights.forget_menu(CODE, 1_800_000_000), *agreements]


@pytest.mark.parametrize("variant", ["", "f", "m"])
@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
def test_every_menu_fits_into_a_chat_and_its_buttons_come_back(
    programme: Programme, language: str, variant: str
) -> None:
    chat = {"id": 5, "type": "private"}
    for menu in menus(programme):
        flows = {flow.questionnaire.hash: flow.questionnaire for flow in programme.flows.values()}
        laid = card(
            {**menu, "language": language, "variant": variant}, flows.get(menu.get("questionnaire", "")), programme.book
        )
        made = expand(laid, programme.languages)
        assert all(units(payload["fields"].get("caption", "")) <= MOST_CAPTION for _, payload in made)
        rows = [
            row for _, payload in made for row in payload["fields"].get("reply_markup", {}).get("inline_keyboard", [])
        ]
        datas = [button["callback_data"] for row in rows for button in row]
        assert all(len(data.encode()) <= MOST_DATA for data in datas)
        pressed = [{"callback_query": {"id": "q", "from": chat, "message": {"chat": chat}, "data": d}} for d in datas]
        acts = [read[1] for update in pressed if (read := read_update(update))]
        assert set(acts) == {MenuTouch(button.choice) for button in laid.buttons}
        assert (Recording("a-take") in laid.sounds) == ("take" in menu)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("/mes_accords", Rights("agreements")),
        ("/mes_donnees@flashcoop_bot", Rights("data")),
        ("/OUBLIER", Rights("forget")),
        ("/start", Visit("")),
    ],
)
def test_the_commands_of_the_bot(text: str, act: object) -> None:
    message = {"message": {"chat": {"id": 5, "type": "private"}, "text": text}}
    assert read_update(message) == ("5", act)


def test_the_way_there_is_a_control_like_the_others() -> None:
    chat = {"id": 5, "type": "private"}
    data = {"id": "q", "from": chat, "message": {"chat": chat}, "data": "c|abcdefgh|7.mood|rights"}
    assert read_update({"callback_query": data}) == ("5", ControlTouch("abcdefgh", "7.mood", "rights"))

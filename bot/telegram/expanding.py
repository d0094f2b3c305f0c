"""What is sent for a card: pure, from a card to the calls that put it into a chat, in their order.

A call is a method's name and a JSON payload: `fields` (Telegram's own, without the chat), and where there is
need of it `media` (what is to be drawn or spoken), `text` (the same in words, should the media be refused),
`asks` (the ask this call puts) and `edits` (the ask whose message it changes).
"""

from collections.abc import Mapping
from typing import Any

from bot.pictures.tiles import MOST_TILES
from bot.telegram.captions import MOST_CAPTION, MOST_TEXT, directed, printed, shortened
from bot.telegram.keyboards import STANDING_IN, emoji, keyboard, numbered
from dialogs.cards import Button, Card, Recording, Sound, Speech
from dialogs.languages import Language

Call = tuple[str, dict[str, Any]]

PAUSE = 0.6  # seconds between a question and its choices, and between choices
HINTS = {"voice": ("microphone",), "open": ("microphone", "keyboard"), "keypad": ("microphone", "numbers")}


def expand(card: Card, languages: Mapping[str, Language]) -> list[Call]:
    """The calls of a card. Raises UnknownPictureError or TooMuchData, which no checked questionnaire does."""
    if card.input == "draft":
        return [_draft(card)]
    if numbered(card) and 0 < len(card.buttons) <= MOST_TILES:
        return [_tiles(card, languages), _voice(card, "", _words(card, languages))]
    return [_voice(card, _caption(card, languages), _words(card, languages))]


def _draft(card: Card) -> Call:
    return "editMessageReplyMarkup", {
        "fields": {"reply_markup": keyboard(card)},
        "edits": {"instance": card.instance, "ask": card.ask},
    }


def _tiles(card: Card, languages: Mapping[str, Language]) -> Call:
    caption = _caption(card, languages)
    tiles = [[button.number, STANDING_IN.get(button.picture, button.picture)] for button in card.buttons]
    return "sendPhoto", {
        "fields": {"caption": caption, "protect_content": True},
        "media": {"tiles": tiles, "language": card.language.code, "digits": card.language.digits},
        "text": shortened(_words(card, languages), MOST_TEXT),
    }


def _voice(card: Card, caption: str, words: str) -> Call:
    fields: dict[str, Any] = {"protect_content": True}
    if caption:
        fields["caption"] = caption
    else:
        fields["disable_notification"] = True  # the image before it has already rung
    markup = keyboard(card)
    if markup:
        fields["reply_markup"] = markup
    payload = {
        "fields": fields,
        "media": {"sounds": [_sound(sound) for sound in _sounds(card)], "pause": PAUSE},
        "text": shortened(words, MOST_TEXT),
    }
    if card.ask is not None:
        payload["asks"] = {"instance": card.instance, "ask": card.ask}
    return "sendVoice", payload


def _caption(card: Card, languages: Mapping[str, Language]) -> str:
    """The printed words, then in pictures how one may answer; what is too long is said all the same."""
    hint = " ".join(emoji(name) for name in HINTS.get(card.input, ()))
    below = [part for part in (hint and directed(hint, card.language), card.link) if part]
    room = MOST_CAPTION - sum(len(part) + 1 for part in below)
    return "\n".join([shortened(printed(card, languages), room), *below])


def _words(card: Card, languages: Mapping[str, Language]) -> str:
    lines = [f"{button.figure} {emoji(button.picture)} {button.label}" for button in card.buttons]
    return "\n".join([_caption(card, languages), *(directed(line, card.language) for line in lines)])


def _sounds(card: Card) -> list[Sound]:
    """The question, then each choice, after its number where the image shows numbers."""
    choices: list[Sound] = []
    for button in card.buttons:
        if numbered(card):
            choices.append(Speech(str(button.number), _tongue(card, button), card.slow))
        if card.input != "continue":
            choices.append(button.sound)
    return [*card.sounds, *choices]


def _tongue(card: Card, button: Button) -> str:
    return button.sound.language if isinstance(button.sound, Speech) else card.language.code


def _sound(sound: Sound) -> dict[str, Any]:
    if isinstance(sound, Recording):
        return {"take": sound.take}
    return {"text": sound.text, "language": sound.language, "slow": sound.slow}


def sound_of(value: Mapping[str, Any]) -> Sound:
    """The sound that a payload names."""
    if "take" in value:
        return Recording(value["take"])
    return Speech(value["text"], value["language"], value["slow"])

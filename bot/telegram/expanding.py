"""What is sent for a card: pure, from a card to the calls that put it into a chat, in their order.

A call is a method's name and a JSON payload: `fields` (Telegram's own, without the chat), and where there is
need of it `media` (what is to be drawn or spoken), `text` (the same in words, should the media be refused),
`asks` (the ask this call puts) and `edits` (the ask whose message it changes).
"""

from collections.abc import Mapping
from typing import Any

from bot.pictures.tiles import MOST_TILES
from bot.telegram.captions import MOST_CAPTION, MOST_TEXT, directed, printed, shortened
from bot.telegram.carrying import carried
from bot.telegram.keyboards import STANDING_IN, beneath, choice_words, emoji, keyboard, numbered
from dialogs.cards import Card, Recording, Speech
from dialogs.languages import Language

Call = tuple[str, dict[str, Any]]

HEARD = "🔊"  # under a voice that is played back
PAUSE = 0.6  # seconds between a question and its choices, and between choices
HINTS = {"voice": ("microphone",), "open": ("microphone", "keyboard"), "keypad": ("microphone", "numbers")}


def expand(card: Card, languages: Mapping[str, Language]) -> list[Call]:
    """The calls of a card. Raises UnknownPictureError or TooMuchData, which no checked questionnaire does."""
    if card.input == "draft":
        return [_draft(card)]
    words = _words(card, languages)
    tiled = (numbered(card) or card.input == "shown") and 0 < len(card.buttons) <= MOST_TILES
    if tiled or card.shown:
        return [_image(card, languages, tiled), *_name(card), _voice(card, "", words), *_recordings(card)]
    return [_voice(card, _caption(card, languages), words), *_recordings(card), *_file(card)]


def _file(card: Card) -> list[Call]:
    """Her own data, made when it is sent: nothing of it stands in the call."""
    if not card.file:
        return []
    fields = {"protect_content": False, "disable_notification": True}
    return [("sendDocument", {"fields": fields, "media": {"own_data": card.file}, "text": ""})]


def _draft(card: Card) -> Call:
    return "editMessageReplyMarkup", {
        "fields": {"reply_markup": keyboard(card)},
        "edits": {"instance": card.instance, "ask": card.ask},
    }


def _image(card: Card, languages: Mapping[str, Language], tiled: bool) -> Call:
    """Who or what the question is about, above the choices."""
    caption = _caption(card, languages)
    buttons = card.buttons if tiled else ()
    tiles = [[button.number, STANDING_IN.get(button.picture, button.picture)] for button in buttons]
    shown = {"shown": card.shown.picture} if card.shown else {}
    return "sendPhoto", {
        "fields": {"caption": caption, "protect_content": True},
        "media": {"tiles": tiles, "language": card.language.code, "digits": card.language.digits, **shown},
        "text": shortened(_words(card, languages), MOST_TEXT),
    }


def _name(card: Card) -> list[Call]:
    """The name of the person a question is about, in her own voice."""
    if card.shown and isinstance(card.shown.sound, Recording):
        return [_recording(card.shown.sound, directed(f"{HEARD} {card.shown.word}".rstrip(), card.language))]
    return []


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
        "media": {"sounds": _spoken(card), "pause": PAUSE},
        "text": shortened(words, MOST_TEXT),
    }
    if card.ask is not None:
        payload["asks"] = {"instance": card.instance, "ask": card.ask}
    return "sendVoice", payload


def _recordings(card: Card) -> list[Call]:
    """People's own voices, each as it was said: messages of their own, a person's with her button under it."""
    heard = [_recording(sound, HEARD) for sound in card.sounds if isinstance(sound, Recording)]
    names = [
        _recording(button.sound, directed(choice_words(card, button), card.language), beneath(card, button))
        for button in card.buttons
        if isinstance(button.sound, Recording)
    ]
    return [*heard, *names]


def _recording(recording: Recording, caption: str, markup: dict[str, Any] | None = None) -> Call:
    fields: dict[str, Any] = {"caption": caption, "protect_content": True, "disable_notification": True}
    if markup:
        fields["reply_markup"] = markup
    return "sendVoice", {"fields": fields, "media": {"take": recording.take}, "text": caption}


def _caption(card: Card, languages: Mapping[str, Language]) -> str:
    """The printed words, then in pictures how one may answer; what is too long is said all the same."""
    hint = " ".join(emoji(name) for name in HINTS.get(card.input, ()))
    below = [part for part in (hint and directed(hint, card.language), card.link) if part]
    room = MOST_CAPTION - sum(len(part) + 1 for part in below)
    return "\n".join([shortened(printed(card, languages), room), *below])


def _words(card: Card, languages: Mapping[str, Language]) -> str:
    lines = [f"{button.figure} {emoji(button.picture)} {button.label}" for button in card.buttons]
    return "\n".join([_caption(card, languages), *(directed(line, card.language) for line in lines)])


def _spoken(card: Card) -> list[dict[str, Any]]:
    """The question, then each choice, after its number where the image shows numbers."""
    spoken = [sound for sound in card.sounds if isinstance(sound, Speech)]
    if card.shown and isinstance(card.shown.sound, Speech):
        spoken.insert(0, card.shown.sound)
    for button in card.buttons:
        if isinstance(button.sound, Speech) and card.input != "continue":
            number = Speech(str(button.number), button.sound.language, card.slow)
            spoken += [number, button.sound] if numbered(card) else [button.sound]
    return [carried(sound) for sound in spoken]

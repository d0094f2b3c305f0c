"""The buttons under a message: the choices or the keypad, then the controls, always in the same place."""

from typing import Any

from bot.pictures.catalogue import picture
from bot.pictures.tiles import COLUMNS
from bot.telegram.captions import MARKS
from bot.telegram.reading import INERT
from dialogs.cards import Button, Card
from dialogs.controls import ANSWERING, HOURS, SETTING
from dialogs.languages import isolate

Row = list[dict[str, str]]

MOST_DATA = 64  # bytes of callback data (core.telegram.org/bots/api#inlinekeyboardbutton)
ACROSS = 3  # buttons a row where nothing else is said: large enough for a thumb on a phone 360 wide
# Figures run from left to right in all our languages, and so do the keys of every telephone.
KEYPAD = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("+", "0", "erase"), ("enter",))
SIGNS = {"+": "+", "erase": "⌫", "enter": "✅"}
STANDING_IN = {"continue": "next", "rights": "lock", HOURS: "clock"}  # a choice's picture drawn under another name
NO_DIGITS = "…"


class TooMuchData(ValueError):
    """A button cannot carry what it would have to send back."""


def keyboard(card: Card) -> dict[str, Any] | None:
    """The inline keyboard of a card, None where it has nothing to touch. Raises TooMuchData."""
    rows = [*_answers(card), *_controls(card), *_opening(card)]
    return {"inline_keyboard": rows} if rows else None


def emoji(name: str) -> str:
    """The emoji of a picture."""
    return picture(STANDING_IN.get(name, name)).emoji


def numbered(card: Card) -> bool:
    """Whether the choices are an image of numbered tiles, which the buttons and the voice repeat."""
    return card.input in ("choices", "who", "menu", HOURS)


def _answers(card: Card) -> list[Row]:
    if card.input in ("keypad", "draft"):
        return _keypad(card)
    if card.input == "shown":
        return []
    buttons = [_choice(card, button) for button in card.buttons]
    across = COLUMNS.get(len(buttons), ACROSS)
    rows = [buttons[start : start + across] for start in range(0, len(buttons), across)]
    return [row[::-1] for row in rows] if card.language.direction == "rtl" else rows


def choice_words(card: Card, button: Button) -> str:
    """What stands on the button of a choice: its number and emoji, or its emoji and name where nothing is numbered.

    Where two choices have the same emoji (languages, whose pictures are their names), the name stands for it.
    """
    sign = emoji(button.picture)
    if not numbered(card):
        return f"{sign} {button.label}"
    alike = [other for other in card.buttons if emoji(other.picture) == sign]
    return f"{button.figure} {sign if len(alike) == 1 else isolate(button.label)}"


def beneath(card: Card, button: Button) -> dict[str, Any]:
    """A keyboard of that choice alone."""
    return {"inline_keyboard": [[_choice(card, button)]]}


def _choice(card: Card, button: Button) -> dict[str, str]:
    outside = {"who": "w|", "menu": "m|", HOURS: f"h|{card.instance}|"}.get(card.input)
    data = f"{outside}{button.choice}" if outside else f"a|{card.instance}|{card.ask}|{button.choice}"
    return _button(MARKS[card.language.direction] + choice_words(card, button), data)


def _opening(card: Card) -> list[Row]:
    """What leads from a group into her own chat."""
    return [[{"text": f"{emoji('next')} {emoji('microphone')}", "url": card.opens}]] if card.opens else []


def _keypad(card: Card) -> list[Row]:
    def key(name: str) -> dict[str, str]:
        return _button(SIGNS.get(name) or card.language.figures(name), f"k|{card.instance}|{card.ask}|{name}")

    shown = card.language.figures(card.draft) or NO_DIGITS
    return [[_button(shown, INERT)], *([key(name) for name in row] for row in KEYPAD)]


def _controls(card: Card) -> list[Row]:
    def control(name: str) -> dict[str, str]:
        return _button(emoji(name), f"c|{card.instance}|{card.ask}|{name}")

    if card.ask is None:
        own = [_button(emoji(name), f"h|{card.instance}|{name}") for name in card.controls]
        return [own] if own else []
    return [[control(name) for name in row] for row in (ANSWERING, SETTING)]


def _button(words: str, data: str) -> dict[str, str]:
    if len(data.encode()) > MOST_DATA:
        raise TooMuchData(f"A button's data is at most {MOST_DATA} bytes: {data!r} has {len(data.encode())}.")
    return {"text": words, "callback_data": data}

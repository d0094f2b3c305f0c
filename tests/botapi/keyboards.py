"""Keyboards under messages, refused where Telegram refuses them."""

from typing import Any

from .calls import Call, Json
from .refusals import bad

# Bot API, InlineKeyboardButton: "1-64 bytes".
CALLBACK_DATA_LIMIT = 64
# The server's limit for all buttons of a keyboard together.
BUTTONS_LIMIT = 100
ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
# These may be empty strings and still count as an action.
MAY_BE_EMPTY = ("switch_inline_query", "switch_inline_query_current_chat")
BUTTON = "can't parse inline keyboard button: "


def read_markup(call: Call) -> Json | None:
    """Return a call's reply_markup, its shape checked; None when it has none."""
    markup = call.structure("reply_markup", "reply keyboard markup")
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if "keyboard" in markup:
        return _reply(markup)
    return markup


def is_inline(markup: Json | None) -> bool:
    """Say whether the keyboard belongs to its message, so that the message carries it."""
    return markup is not None and "inline_keyboard" in markup


def accept_markup(markup: Json | None) -> None:
    """Refuse what only Telegram's second half refuses, after the chat was found."""
    if not is_inline(markup):
        return
    assert markup is not None
    for row in markup["inline_keyboard"]:
        for button in row:
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= CALLBACK_DATA_LIMIT:
                raise bad("BUTTON_DATA_INVALID")
    if sum(len(row) for row in markup["inline_keyboard"]) > BUTTONS_LIMIT:
        raise bad("reply markup is too long")


def _rows(value: Any, name: str) -> list[list[Any]]:
    if not isinstance(value, list):
        raise bad(f'field "{name}" must be of type Array')
    for row in value:
        if not isinstance(row, list):
            raise bad(f'field "{name}" must be an Array of Arrays')
    return [row for row in value if row]


def _inline(value: Any) -> Json | None:
    rows = _rows(value, "inline_keyboard")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad(f'{BUTTON}Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad(f'{BUTTON}Field "text" must be of type String')
    if not button["text"].strip():
        raise bad("inline keyboard button text must be non-empty")
    data = button.get("callback_data")
    if data is not None and not isinstance(data, str):
        raise bad(f'{BUTTON}Field "callback_data" must be of type String')
    actions = [name for name in ACTIONS if button.get(name) or (name in MAY_BE_EMPTY and name in button)]
    if not actions:
        raise bad(f"{BUTTON}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("BUTTON_TYPE_INVALID")
    _check_link(button)


def _check_link(button: Json) -> None:
    link = button.get("url")
    if not link:
        return
    if "://" not in str(link) and "." not in str(link):
        raise bad(f"inline keyboard button URL '{link}' is invalid: Wrong HTTP URL")
    if not str(link).startswith(("http://", "https://", "tg://")) and "://" in str(link):
        raise bad(f"inline keyboard button URL '{link}' is invalid: Unsupported URL protocol")


def _reply(markup: Json) -> Json:
    rows = _rows(markup["keyboard"], "keyboard")
    buttons = [[{"text": key} if isinstance(key, str) else key for key in row] for row in rows]
    if not buttons:
        raise bad("reply keyboard must be non-empty")
    for row in buttons:
        for button in row:
            if not isinstance(button, dict) or not isinstance(button.get("text"), str):
                raise bad("can't parse keyboard button: Can't find field \"text\"")
    return markup | {"keyboard": buttons}

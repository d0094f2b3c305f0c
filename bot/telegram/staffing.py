"""Messages to the staff as calls: text with buttons, and a recording where one goes with it."""

from typing import Any

from bot.staff.words import Button, Said
from bot.telegram.captions import MOST_TEXT, shortened
from bot.telegram.expanding import HEARD, PAUSE, Call

BUTTON = "s|"  # what data of the staff's buttons begins with; see `bot.telegram.reading`


def staff_calls(said: Said, bot_link: str) -> list[Call]:
    """The calls of a message, in their order; `bot_link` opens the bot in private, "" where its name is unknown."""
    rows: list[list[dict[str, str]]] = [[_button(each) for each in row] for row in said.buttons]
    if said.opens and bot_link:
        rows.append([{"text": "▶️", "url": bot_link}])
    fields: dict[str, Any] = {
        "text": shortened(said.text, MOST_TEXT),
        "protect_content": True,
        "link_preview_options": {"is_disabled": True},
    }
    if rows:
        fields["reply_markup"] = {"inline_keyboard": rows}
    heard = [_heard(said)] if said.sounds else []
    return [*heard, ("sendMessage", {"fields": fields}), *([_lent(said.take)] if said.take else [])]


def _heard(said: Said) -> Call:
    """Phrases as people hear them, before what is written of them."""
    sounds = [{"text": each.text, "language": each.language, "slow": each.slow} for each in said.sounds]
    fields = {"protect_content": True, "disable_notification": True}
    return "sendVoice", {"fields": fields, "media": {"sounds": sounds, "pause": PAUSE}, "text": HEARD}


def _lent(take: str) -> Call:
    """Somebody's own voice, which does not stay in the chat (`storage.removals.lend`)."""
    fields = {"caption": HEARD, "protect_content": True}
    return "sendVoice", {"fields": fields, "media": {"take": take}, "text": HEARD, "lent": take}


def _button(button: Button) -> dict[str, str]:
    words, data = button
    return {"text": words, "callback_data": BUTTON + data}

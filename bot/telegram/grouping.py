"""What an update from a group means: only what is said to us there. Pure, and nothing in it is believed.

What people write to each other in a group is none of ours: it becomes no row, and neither do their names or ids.
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.turns.acts import InGroup

Json = Mapping[str, Any]

KINDS = ("group", "supergroup")
COMMAND = re.compile(r"/([a-z_]{1,32})(?:@(\w+))?(?:\s.*)?", re.DOTALL | re.IGNORECASE)
WORDS = {"rappel": "rappel", "etat": "etat", "aide": "aide", "menu": "menu", "start": "start"}
THERE = frozenset({"member", "administrator", "creator", "restricted"})
COMING_AND_GOING = ("in", "out")  # what is answered whoever did it


def is_group(update: Json) -> bool:
    """Whether an update comes from a group."""
    return _chat(update).get("type") in KINDS


def group_id(update: Json) -> str | None:
    """The id of the group, None where it is no id."""
    found = _chat(update).get("id")
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else None


def read_group(update: Json) -> InGroup | None:
    """What happened in a group; None where it is nothing for us."""
    if "my_chat_member" in update:
        return _membership(_part(update, "my_chat_member"))
    if "callback_query" in update:
        return _pressed(_part(update, "callback_query"))
    text = _part(update, "message").get("text")
    found = COMMAND.fullmatch(text.strip()) if isinstance(text, str) else None
    word = WORDS.get(found[1].lower()) if found else None
    return InGroup(word) if word else None


def for_another(update: Json, username: str) -> bool:
    """Whether a command names another bot."""
    text = _part(update, "message").get("text")
    found = COMMAND.fullmatch(text.strip()) if isinstance(text, str) else None
    return bool(found and found[2] and username and found[2].lower() != username.lower())


def actor_of(update: Json) -> str:
    """Who did it, as Telegram knows her; "" for a channel, a bot, or an administrator who stays anonymous."""
    for kind in ("message", "callback_query", "my_chat_member"):
        part = _part(update, kind)
        who = _part(part, "from")
        if part and "sender_chat" not in part and not who.get("is_bot") and isinstance(who.get("id"), int):
            return str(who["id"])
    return ""


def _membership(change: Json) -> InGroup | None:
    before, after = (str(_part(change, name).get("status")) in THERE for name in ("old_chat_member", "new_chat_member"))
    if before == after:
        return None  # made an administrator, or muted
    return InGroup("in" if after else "out")


def _pressed(query: Json) -> InGroup | None:
    data = query.get("data")
    parts = data.split("|", 2) if isinstance(data, str) else []
    match parts:
        case ["s", word, argument] if word:
            return InGroup(word, argument)
    return None


def _chat(update: Json) -> Json:
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return _part(_part(update, kind), "chat")
    return _part(_part(_part(update, "callback_query"), "message"), "chat")


def _part(whole: Json, name: str) -> Json:
    part = whole.get(name)
    return part if isinstance(part, Mapping) else {}

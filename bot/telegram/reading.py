"""What an update says, without believing any of it: pure, and every malformed one has its reason."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.telegram.grouping import group_id, is_group, read_group
from bot.turns.acts import (
    Act,
    ControlTouch,
    Gone,
    InGroup,
    KeyTouch,
    MenuTouch,
    Other,
    Rights,
    Staff,
    Text,
    Touch,
    Unreadable,
    Visit,
    Voice,
    WhoTouch,
)

Json = Mapping[str, Any]

CHANNEL = "telegram"

START = re.compile(r"/start(?:@\w+)?(?:\s+(\S.*))?", re.DOTALL)
USUAL = "audio/ogg"  # what a voice message is, where its type is not said
IN_GROUP = "in_group"  # in the row of something from a group: no more of it is kept than was meant for us
STAFF = ("/rappel", "/etat", "/aide", "/menu", "/console", "/voix", "/textes")
RIGHTS = {"/mes_accords": "agreements", "/mes_donnees": "data", "/oublier": "forget"}
LONGEST_TOKEN = 64  # what a t.me link carries; longer ones are cut, and found in no list
INERT = "-"  # data of a button that only shows something

# Telegram writes these into a chat by itself: nobody said anything.
SERVICE = frozenset(
    {
        "pinned_message",
        "message_auto_delete_timer_changed",
        "connected_website",
        "write_access_allowed",
        "proximity_alert_triggered",
        "chat_background_set",
        "successful_payment",
        "users_shared",
        "chat_shared",
    }
)
# In this order: an animation carries a document too.
STRANGE = (
    "sticker",
    "video_note",
    "animation",
    "video",
    "photo",
    "venue",
    "location",
    "contact",
    "poll",
    "dice",
    "story",
    "game",
    "document",
)
GONE = frozenset({"kicked", "left", "restricted"})
LIVE = frozenset({"member", "creator", "administrator"})


class _Malformed(Exception):
    """A part is missing or not what it has to be."""


def read_update(update: Json) -> tuple[str, Act] | None:
    """Who wrote (the outside id) and what it means; None where there is nothing for us.

    Channels, what people say in groups, and kinds of update that no conversation is made of are nothing for us. What
    cannot be read is `Unreadable` with its reason, under "" where not even the writer can be told. Never raises.
    """
    if is_group(update):
        told, chat = read_group(update), group_id(update)
        return (chat, told) if told is not None and chat is not None else None
    for kind, reader in READERS.items():
        if kind in update:
            try:
                return reader(_mapping(update, kind))
            except _Malformed as error:
                return "", Unreadable(f"{kind}: {error}")
    return None


def read_body(body: Json) -> Act:
    """The act of a row of this channel's, for the turns; what is nothing for us has no row."""
    if IN_GROUP in body:
        what, argument = body[IN_GROUP]
        return InGroup(what, argument, body.get("actor"))
    read = read_update(body)
    return read[1] if read else Unreadable("nothing for us")


def query_of(update: Json) -> str | None:
    """The id of the button press that waits for an answer, None where there is none."""
    query = update.get("callback_query")
    identifier = query.get("id") if isinstance(query, Mapping) else None
    return identifier if isinstance(identifier, str) and identifier else None


def _message(message: Json) -> tuple[str, Act] | None:
    writer = _writer(_mapping(message, "chat"))
    if writer is None or not SERVICE.isdisjoint(message):
        return None
    if "text" in message:
        return writer, _text(_string(message, "text"))
    for kind in ("voice", "audio"):
        if kind in message:
            return writer, _voice(message, _mapping(message, kind))
    document = message.get("document")
    if isinstance(document, Mapping) and str(document.get("mime_type")).startswith("audio/"):
        return writer, _voice(message, document)
    return writer, Other(next((kind for kind in STRANGE if kind in message), "unknown"))


def _edited(message: Json) -> tuple[str, Act] | None:
    """A corrected text cannot be laid on the answer it was: the person is told so. Moving locations are no news."""
    writer = _writer(_mapping(message, "chat"))
    return (writer, Other("edited_message")) if writer is not None and "text" in message else None


def _pressed(query: Json) -> tuple[str, Act] | None:
    data = _string(query, "data")
    message = query.get("message")
    writer = str(_number(_mapping(query, "from"), "id"))
    if isinstance(message, Mapping) and isinstance(message.get("chat"), Mapping):
        chat = _writer(message["chat"])
        if chat is None:
            return None
        writer = chat
    return None if data == INERT else (writer, _button(data))


def _membership(change: Json) -> tuple[str, Act] | None:
    writer = _writer(_mapping(change, "chat"))
    status = _string(_mapping(change, "new_chat_member"), "status")
    if writer is None or status not in GONE | LIVE:
        return None
    return writer, Gone("blocked" if status in GONE else "live")


READERS: Mapping[str, Callable[[Json], tuple[str, Act] | None]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _pressed,
    "my_chat_member": _membership,
}
WANTED = tuple(READERS)


def _text(text: str) -> Act:
    start = START.fullmatch(text.strip())
    if place := RIGHTS.get(text.strip().lower().partition("@")[0]):
        return Rights(place)
    word = text.strip().lower().partition("@")[0]
    if word in STAFF:
        return Staff(word[1:], text=text)
    return Visit((start[1] or "")[:LONGEST_TOKEN]) if start else Text(text)


def _voice(message: Json, voice: Json) -> Voice:
    mime = str(voice.get("mime_type") or USUAL)[:100]
    source = {"channel": CHANNEL, "file_id": _string(voice, "file_id"), "mime": mime}
    number = _claimed(message, "message_id")
    return Voice(
        source=source | ({"message": number} if number else {}),
        mime=mime,
        bytes=_claimed(voice, "file_size"),
        seconds=float(_claimed(voice, "duration")),
    )


def _button(data: str) -> Act:
    parts = data.split("|", 3)
    match parts:
        case ["a", instance, ask, choice] if instance and ask and choice:
            return Touch(instance, ask, choice)
        case ["k", instance, ask, key] if instance and ask and key:
            return KeyTouch(instance, ask, key)
        case ["c", instance, ask, name] if name:
            return ControlTouch(instance, ask, name)
        case ["h", instance, name] if name:  # beside any question: when she may be written to
            return ControlTouch(instance, "", name)
        case ["w", person] if person:
            return WhoTouch(person)
        case ["m", choice] if choice:
            return MenuTouch(choice)
        case ["s", word, argument] if word:
            return Staff(word, argument)
    return Other("unknown_button")


def _writer(chat: Json) -> str | None:
    """The id of a private chat, None for another kind of chat."""
    kind = _string(chat, "type")
    return str(_number(chat, "id")) if kind == "private" else None


def _mapping(whole: Json, name: str) -> Json:
    part = whole.get(name)
    if not isinstance(part, dict):
        raise _Malformed(f"no {name}")
    return part


def _string(whole: Json, name: str) -> str:
    part = whole.get(name)
    if not isinstance(part, str) or not part:
        raise _Malformed(f"no {name}")
    return part


def _number(whole: Json, name: str) -> int:
    part = whole.get(name)
    if not isinstance(part, int) or isinstance(part, bool) or not -(2**52) < part < 2**52:
        raise _Malformed(f"no {name}")  # ids have at most 52 bits (core.telegram.org/bots/api#chat)
    return part


def _claimed(whole: Json, name: str) -> int:
    """What the sender claims of a file; nonsense counts as nothing said."""
    part = whole.get(name)
    return part if isinstance(part, int) and not isinstance(part, bool) and 0 <= part < 2**52 else 0

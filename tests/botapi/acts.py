"""What people do with a bot, and the update Telegram makes of each deed."""

import re
from collections.abc import Callable
from typing import Any

from .calls import Json
from .chats import Chat
from .formatting import utf16
from .world import Account, World

# What t.me carries, up to 64 characters of A-Z, a-z, 0-9, _ and - (core.telegram.org/bots/features).
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@\w+)?")
FILE_KINDS = ("voice", "audio", "photo", "sticker", "video", "video_note", "document")
# Old queries are forgotten in the order they came once there are this many, so that long loads stay small.
QUERIES_KEPT = 20_000


class CannotDoError(AssertionError):
    """A person tried what her Telegram would not let her do; the test is wrong, or the bot is."""


class Deeds:
    """One person's hands in one chat."""

    def __init__(self, world: World, account: Account, person_id: int, chat_id: int) -> None:
        self._world = world
        self._account = account
        self._user = world.people[person_id]
        self._chat = world.chat(account, chat_id)

    def perform(self, act: str, told: Json) -> Json:
        """Do one thing by name; returns update_id (null when the bot wants none) and what else is known."""
        deed: Callable[..., Json] | None = DEEDS.get(act)
        if deed is None:
            raise CannotDoError(f"nobody can {act!r}; one of {', '.join(DEEDS)}")
        if self._chat.deactivated:
            raise CannotDoError("this account is closed")
        return deed(self, **told)

    def open(self, parameter: str | None = None) -> Json:
        """Open the bot, by a deep link when there is a parameter, and press START."""
        if parameter is not None and not START_PARAMETER.fullmatch(parameter):
            raise CannotDoError(f"t.me carries no such start parameter: {parameter!r}")
        if self._chat.blocked:
            self.unblock()
        return self.type("/start" if parameter is None else f"/start {parameter}")

    def type(self, text: str, reply_to: int | None = None, thread: int | None = None) -> Json:
        """Write a message, in a topic where one is named."""
        command = COMMAND.match(text)
        entities = [{"type": "bot_command", "offset": 0, "length": utf16(command[0])}] if command else []
        fields: Json = {"text": text} | ({"entities": entities} if entities else {})
        return self._write(fields | in_topic(self._chat, thread), reply_to)

    def send(
        self,
        kind: str,
        content: bytes,
        name: str = "",
        caption: str = "",
        size: int | None = None,
        reply_to: int | None = None,
    ) -> Json:
        """Send a file; `size` claims that many bytes without carrying them."""
        if kind not in FILE_KINDS:
            raise CannotDoError(f"nobody can send a {kind!r}; one of {', '.join(FILE_KINDS)}")
        file = self._world.files.keep(kind, content, name, size)
        described = self._world.files.describe(file, self._account.id)
        return self._write({kind: described} | ({"caption": caption} if caption else {}), reply_to)

    def send_fields(self, fields: Json) -> Json:
        """Send a message of any other kind, given its fields: contact, location, venue, poll…"""
        return self._write(fields, None)

    def edit(self, message_id: int, text: str) -> Json:
        """Correct one's own earlier text."""
        message = self._chat.existing(message_id)
        if message is None or message["from"]["id"] != self._user["id"]:
            raise CannotDoError(f"message {message_id} is not this person's")
        changed = self._chat.replace(message | {"text": text, "edit_date": self._world.now()})
        return self._told("edited_message", changed)

    def press(self, button: str | None = None, data: str | None = None, message_id: int | None = None) -> Json:
        """Press the newest button with this text or data; a reply keyboard's button is said as text."""
        found = self._find_button(button, data, message_id)
        if found is None:
            return self._press_reply(button)
        message, key = found
        if "callback_data" not in key:
            return {"update_id": None, "url": key.get("url")}
        return self._ask(message, key["callback_data"])

    def press_again(self, message_id: int, data: str) -> Json:
        """Press a button that is gone: on an old screen, of a deleted or edited message."""
        message = self._chat.messages[message_id]
        if message_id in self._chat.deleted:
            message = {"message_id": message_id, "chat": self._chat.described, "date": 0}
        return self._ask(message, data)

    def block(self) -> Json:
        """Block the bot."""
        self._chat.blocked = True
        return self._membership("member", "kicked")

    def unblock(self) -> Json:
        """Let the bot write again."""
        self._chat.blocked = False
        return self._membership("kicked", "member")

    def close_account(self) -> Json:
        """Leave Telegram for good."""
        self._chat.deactivated = True
        return {"update_id": None}

    def accept_voices(self, accepted: bool) -> Json:
        """Change the privacy setting that lets others send voice messages."""
        self._chat.accepts_voices = accepted
        return {"update_id": None}

    def _write(self, fields: Json, reply_to: int | None) -> Json:
        if self._chat.blocked:
            raise CannotDoError("she blocked the bot; unblock it first")
        self._chat.started = True
        message: Json = {"from": self._user, "chat": self._chat.described, "date": self._world.now()}
        if reply_to is not None:
            message["reply_to_message"] = self._chat.messages[reply_to]
        return self._told("message", self._chat.add(message | fields))

    def _told(self, kind: str, value: Json) -> Json:
        return {"update_id": self._account.updates.push(kind, value), "message_id": value["message_id"]}

    def _membership(self, before: str, after: str) -> Json:
        def member(status: str) -> Json:
            end = {"until_date": 0} if status == "kicked" else {}
            return {"user": self._account.user, "status": status} | end

        change: Json = {"chat": self._chat.described, "from": self._user, "date": self._world.now()}
        change |= {"old_chat_member": member(before), "new_chat_member": member(after)}
        return {"update_id": self._account.updates.push("my_chat_member", change)}

    def _ask(self, message: Json, data: str) -> Json:
        if self._chat.blocked:
            raise CannotDoError("she blocked the bot; unblock it first")
        identifier = str(self._world.next_serial() + (self._account.id << 20))
        queries = self._account.queries
        queries[identifier] = (self._world.clock.now(), self._chat.id)
        if len(queries) > QUERIES_KEPT:
            del queries[next(iter(queries))]
        query: Json = {"id": identifier, "from": self._user, "message": message}
        query |= {"chat_instance": str(self._chat.id << 8), "data": data}
        update_id = self._account.updates.push("callback_query", query)
        return {"update_id": update_id, "query_id": identifier, "message_id": message["message_id"]}

    def _find_button(self, button: str | None, data: str | None, message_id: int | None) -> tuple[Json, Json] | None:
        numbers = reversed(self._chat.messages) if message_id is None else [message_id]
        for number in numbers:
            message = self._chat.existing(number) or {}
            keys = [key for row in _inline_rows(message) for key in row]
            found = _matching(keys, button, data)
            if found is not None:
                return message, found
        if data is not None or message_id is not None:
            raise CannotDoError(f"no button {button or data!r}; there are {_labels(self._chat)}")
        return None

    def _press_reply(self, button: str | None) -> Json:
        keyboard = self._chat.reply_keyboard or {"keyboard": []}
        found = _matching([key for row in keyboard["keyboard"] for key in row], button, None)
        if found is None:
            raise CannotDoError(f"no button {button!r}; there are {_labels(self._chat)}")
        if keyboard.get("one_time_keyboard"):
            self._chat.reply_keyboard = None
        return self.type(found["text"])


def in_topic(chat: Chat, thread: int | None) -> Json:
    """Return the fields that put a message into a topic of a group."""
    if thread is None:
        return {}
    if thread not in chat.topics:
        raise CannotDoError(f"there is no topic {thread}")
    return {"message_thread_id": thread, "is_topic_message": True}


def _inline_rows(message: Json) -> list[list[Json]]:
    rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def _matching(keys: list[Json], button: str | None, data: str | None) -> Json | None:
    if data is not None:
        return next((key for key in keys if key.get("callback_data") == data), None)
    if button is None:
        return None
    exact = next((key for key in keys if key["text"] == button), None)
    return exact or next((key for key in keys if button in key["text"]), None)


def _labels(chat: Chat) -> list[Any]:
    found = [key["text"] for message in chat.messages.values() for row in _inline_rows(message) for key in row]
    return found[-20:]


DEEDS: dict[str, Callable[..., Json]] = {
    "open": Deeds.open,
    "type": Deeds.type,
    "send": Deeds.send,
    "send_fields": Deeds.send_fields,
    "edit": Deeds.edit,
    "press": Deeds.press,
    "press_again": Deeds.press_again,
    "block": Deeds.block,
    "unblock": Deeds.unblock,
    "close_account": Deeds.close_account,
    "accept_voices": Deeds.accept_voices,
}

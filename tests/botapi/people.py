"""A fake person with a phone: she opens, types, says, presses, hears."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from .calls import Json
from .seen import SeenMessage

# Long enough for a slow machine, short enough that a silent bot fails a test soon.
PATIENCE = 10.0
Found = TypeVar("Found")


class SilenceError(AssertionError):
    """The bot did not say what the person waited for."""


class Door(Protocol):
    """The way to the emulator: in this process, or over its control API."""

    async def act(self, bot_id: int, person_id: int, act: str, told: Json) -> Json:
        """Do something; see `acts.Deeds`."""

    async def look(self, bot_id: int, chat_id: int, since: int, seconds: float) -> Json:
        """Return what changed in the chat after a version, waiting up to `seconds` for a change."""

    def glance(self, bot_id: int, chat_id: int, since: int) -> Json | None:
        """Return the same at once where that needs no waiting, None where it does."""

    async def fetch(self, bot_id: int, file_id: str) -> bytes:
        """Return the bytes of a file."""


class Person:
    """One person in one chat with one bot: her private one, or a group's; several may act at once."""

    def __init__(self, door: Door, bot_id: int, user: Json, chat_id: int | None = None) -> None:
        self.user = user
        self.chat_id = int(user["id"]) if chat_id is None else chat_id
        self._door = door
        self._bot_id = bot_id
        self._version = 0
        self._heard = 0
        self._messages: dict[int, SeenMessage] = {}
        self._last: Json = {"toasts": [], "actions": [], "reply_keyboard": None}

    @property
    def id(self) -> int:
        """Her Telegram id, which is also her private chat's."""
        return int(self.user["id"])

    @property
    def name(self) -> str:
        """Her first name."""
        return str(self.user["first_name"])

    async def opens(self, token: str | None = None) -> Json:
        """Open the bot by a deep link (``/start TOKEN``), unblocking it if need be."""
        return await self._do("open", parameter=token)

    def in_chat(self, chat_id: int) -> "Person":
        """Return the same person in a group."""
        return Person(self._door, self._bot_id, self.user, chat_id)

    async def types(self, text: str, reply_to: SeenMessage | None = None, thread: int | None = None) -> Json:
        """Write a text, in a topic of a group where one is named."""
        return await self._do("type", text=text, reply_to=reply_to and reply_to.id, thread=thread)

    async def says(self, recording: Path | str | bytes, reply_to: SeenMessage | None = None) -> Json:
        """Send a voice message: a path to an OGG/Opus file, or its bytes."""
        content = recording if isinstance(recording, bytes) else _read(recording)
        return await self._do("send", kind="voice", content=content, reply_to=reply_to and reply_to.id)

    async def sends(
        self, kind: str, content: bytes = b"", name: str = "", caption: str = "", size: int | None = None
    ) -> Json:
        """Send a file as voice, audio, photo, sticker, video, video_note or document.

        `size` claims that many bytes without carrying them.
        """
        return await self._do("send", kind=kind, content=content, name=name, caption=caption, size=size)

    async def sends_photo(self, content: bytes, caption: str = "") -> Json:
        """Send a picture."""
        return await self.sends("photo", content, caption=caption)

    async def sends_sticker(self, content: bytes = b"sticker") -> Json:
        """Send a sticker."""
        return await self.sends("sticker", content)

    async def sends_video_note(self, content: bytes = b"video note") -> Json:
        """Send a round video."""
        return await self.sends("video_note", content)

    async def sends_document(self, name: str, content: bytes = b"", size: int | None = None) -> Json:
        """Send a file, of a claimed size if need be."""
        return await self.sends("document", content, name, size=size)

    async def sends_contact(self, phone_number: str) -> Json:
        """Share her own contact card."""
        card = {"phone_number": phone_number, "first_name": self.name, "user_id": self.id}
        return await self._do("send_fields", fields={"contact": card})

    async def sends_location(self, latitude: float, longitude: float) -> Json:
        """Share a place."""
        place = {"latitude": latitude, "longitude": longitude}
        return await self._do("send_fields", fields={"location": place})

    async def edits(self, message_id: int, text: str) -> Json:
        """Correct a text she wrote."""
        return await self._do("edit", message_id=message_id, text=text)

    async def presses(
        self, button: str | None = None, *, data: str | None = None, message: SeenMessage | int | None = None
    ) -> Json:
        """Press the newest button whose text contains `button` or whose data is `data`."""
        number = message.id if isinstance(message, SeenMessage) else message
        return await self._do("press", button=button, data=data, message_id=number)

    async def presses_again(self, message: SeenMessage | int, data: str) -> Json:
        """Press a button her phone still shows though the message was edited or deleted."""
        number = message.id if isinstance(message, SeenMessage) else message
        return await self._do("press_again", message_id=number, data=data)

    async def blocks(self) -> Json:
        """Block the bot."""
        return await self._do("block")

    async def unblocks(self) -> Json:
        """Let the bot write again."""
        return await self._do("unblock")

    async def closes_account(self) -> Json:
        """Leave Telegram for good."""
        return await self._do("close_account")

    async def forbids_voices(self) -> Json:
        """Choose in her settings that nobody may send her voice messages."""
        return await self._do("accept_voices", accepted=False)

    @property
    def chat(self) -> list[SeenMessage]:
        """All messages, oldest first; over the control API as of her last act, look or hearing."""
        change = self._door.glance(self._bot_id, self.chat_id, self._version)
        if change is not None:
            self._take(change)
        return [self._messages[number] for number in sorted(self._messages)]

    @property
    def toasts(self) -> list[Json]:
        """The answers to her button presses: query, text, alert."""
        return list(self._fresh()["toasts"])

    @property
    def actions(self) -> list[str]:
        """The chat actions the bot showed, such as record_voice."""
        return list(self._fresh()["actions"])

    async def looks(self) -> list[SeenMessage]:
        """Return all messages as they are now."""
        self._take(await self._door.look(self._bot_id, self.chat_id, self._version, 0.0))
        return self.chat

    async def hears(self, seconds: float = PATIENCE, where: Callable[[SeenMessage], bool] | None = None) -> SeenMessage:
        """Return the bot's next message not heard yet; with `where`, passing over others."""
        found = await self._wait(lambda: self._next(where), seconds)
        self._heard = found.id
        return found

    async def sees(
        self, condition: Callable[[list[SeenMessage]], bool], seconds: float = PATIENCE
    ) -> list[SeenMessage]:
        """Return the chat once it satisfies a condition: an edit came, a message went."""
        return await self._wait(lambda: self.chat if condition(self.chat) else None, seconds)

    async def listens(self, message: SeenMessage) -> bytes:
        """Return the bytes of the file in a message."""
        return await self._door.fetch(self._bot_id, message.file_id())

    def _next(self, where: Callable[[SeenMessage], bool] | None) -> SeenMessage | None:
        for message in self.chat:
            audible = message.id > self._heard and message.from_bot and not message.deleted
            if audible and (where is None or where(message)):
                return message
        return None

    async def _wait(self, attempt: Callable[[], Found | None], seconds: float) -> Found:
        await self.looks()
        try:
            async with asyncio.timeout(seconds):
                while (found := attempt()) is None:
                    self._take(await self._door.look(self._bot_id, self.chat_id, self._version, seconds))
        except TimeoutError:
            raise SilenceError(f"{self.name} waited {seconds} s; her chat: {self.chat[-6:]}") from None
        return found

    async def _do(self, act: str, **told: object) -> Json:
        given = {name: value for name, value in told.items() if value is not None}
        if self.chat_id != self.id:
            given["chat_id"] = self.chat_id
        return await self._door.act(self._bot_id, self.id, act, given)

    def _fresh(self) -> Json:
        _ = self.chat
        return self._last

    def _take(self, change: Json) -> None:
        if change["version"] < self._version:
            return
        self._version = change["version"]
        self._last = change
        for view in change["messages"]:
            seen = SeenMessage(view["message"], view["deleted"])
            self._messages[seen.id] = seen


def _read(path: Path | str) -> bytes:
    return Path(path).read_bytes()

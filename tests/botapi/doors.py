"""The door to an emulator in the same process."""

import asyncio

from .acts import Deeds
from .calls import Json
from .world import World


class LocalDoor:
    """Acts on the world itself."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def act(self, bot_id: int, person_id: int, act: str, told: Json) -> Json:
        """Do something; see `acts.Deeds`."""
        chat_id = told.pop("chat_id", person_id)
        return Deeds(self._world, self._world.account(bot_id), person_id, chat_id).perform(act, told)

    async def look(self, bot_id: int, chat_id: int, since: int, seconds: float) -> Json:
        """Return what changed in the chat after a version, waiting up to `seconds` for a change."""
        chat = self._world.chat(self._world.account(bot_id), chat_id)
        change = chat.since(since)
        if change["version"] == since and seconds > 0:
            await asyncio.wait({chat.bell.waiter()}, timeout=seconds)
            change = chat.since(since)
        return change

    def glance(self, bot_id: int, chat_id: int, since: int) -> Json | None:
        """Return what changed, at once."""
        return self._world.chat(self._world.account(bot_id), chat_id).since(since)

    async def fetch(self, bot_id: int, file_id: str) -> bytes:
        """Return the bytes of a file."""
        return self._world.files.find(bot_id, file_id).content

"""What Telegram calls the bytes it already has, so that nothing is uploaded twice."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage import uploads
from storage.threads import Writer

REMEMBERED = 600.0  # seconds that a phrase is taken for its clip: somebody may record a better one meanwhile
MOST_NAMES = 4_000  # clips and images known by what they say; some 2 kB each


@dataclass(frozen=True, slots=True)
class Named:
    """What Telegram has of something we say or show, without looking for its bytes again."""

    key: str
    file_id: str
    fields: Mapping[str, Any]


class FileIds:
    """File ids by the key of what was uploaded, for one bot. A key of None is never remembered."""

    def __init__(self, bot_id: str, writer: Writer) -> None:
        self._bot_id = bot_id
        self._writer = writer
        self._known: dict[str, str] = {}
        self._first: dict[str, asyncio.Lock] = {}
        self._named: dict[str, tuple[float, str, Mapping[str, Any]]] = {}

    def at_hand(self, meaning: str, now: float) -> Named | None:
        """What is known of a wish (as a text) that was fulfilled not long ago; `now` in seconds."""
        since, key, fields = self._named.get(meaning, (0.0, "", {}))
        file_id = self._known.get(key)
        return Named(key, file_id, fields) if file_id and 0 <= now - since < REMEMBERED else None

    def means(self, meaning: str, key: str | None, fields: Mapping[str, Any], now: float) -> None:
        """A wish was fulfilled by the bytes of that key."""
        if key is not None:
            if len(self._named) >= MOST_NAMES:
                del self._named[next(iter(self._named))]
            self._named[meaning] = (now, key, fields)

    async def known(self, key: str | None) -> str | None:
        """The file id, None where the bytes have to be uploaded."""
        if key is not None and key not in self._known:
            kept = await self._writer.run(uploads.uploaded, self._bot_id, key)
            if kept is not None:
                self._known[key] = kept
        return self._known.get(key or "")

    async def remember(self, key: str | None, file_id: str) -> None:
        """Keep what Telegram called an upload."""
        if key is not None:
            self._known[key] = file_id
            self._first.pop(key, None)
            await self._writer.run(uploads.remember_upload, self._bot_id, key, file_id)

    async def forget(self, key: str | None) -> None:
        """Telegram knows that name no more."""
        if key is not None:
            self._known.pop(key, None)
            await self._writer.run(uploads.forget_upload, self._bot_id, key)

    def first(self, key: str) -> asyncio.Lock:
        """Held by whoever uploads a key first, while the others wait for its name."""
        return self._first.setdefault(key, asyncio.Lock())

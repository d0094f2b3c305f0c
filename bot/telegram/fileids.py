"""What Telegram calls the bytes it already has, so that nothing is uploaded twice."""

import asyncio

from storage import uploads
from storage.threads import Writer


class FileIds:
    """File ids by the key of what was uploaded, for one bot. A key of None is never remembered."""

    def __init__(self, bot_id: str, writer: Writer) -> None:
        self._bot_id = bot_id
        self._writer = writer
        self._known: dict[str, str] = {}
        self._first: dict[str, asyncio.Lock] = {}

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

"""Fetches what people sent: a voice, by the file id in its row."""

from collections.abc import Mapping
from typing import Any

from bot.listening import NotFetched
from bot.telegram.api import MOST_DOWNLOADED, Api
from bot.telegram.failures import REMEDIES, Failure
from bot.telegram.reading import USUAL


class Fetcher:
    """Brings the bytes of a voice, for `bot.listening`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def __call__(self, source: Mapping[str, Any]) -> tuple[bytes, str]:
        """The bytes of a voice and their type; `source` is that of the `Voice` act.

        Raises NotFetched: too_big (above 20 MB, by what Telegram says or by what it sends), gone, or down.
        """
        described = await self._api.call("getFile", {"file_id": source["file_id"]})
        if isinstance(described, Failure):
            raise _not_fetched(described)
        told = described.result if isinstance(described.result, Mapping) else {}
        path, size = told.get("file_path"), told.get("file_size")
        if isinstance(size, int) and size > MOST_DOWNLOADED:
            raise NotFetched("too_big")
        if not isinstance(path, str) or not path:
            raise NotFetched("gone")
        content = await self._api.download(path)
        if isinstance(content, Failure):
            raise _not_fetched(content)
        return content, str(source.get("mime") or USUAL)


def _not_fetched(failure: Failure) -> NotFetched:
    if failure.kind == "too_big":
        return NotFetched("too_big")
    return NotFetched("down" if REMEDIES[failure.kind] in ("wait", "doubt", "stop") else "gone")

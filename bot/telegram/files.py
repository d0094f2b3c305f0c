"""Fetches what people sent: a voice, by the file id in its row."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.telegram.api import MOST_DOWNLOADED, Api
from bot.telegram.failures import REMEDIES, Failure
from storage.media import MediaFolder, Stored


@dataclass(frozen=True, slots=True)
class NotFetched:
    """No bytes. `too_big` and `unreadable` are final and make an `Understood` of that status; `later` is tried again
    after `wait` seconds.
    """

    status: Literal["too_big", "unreadable", "later"]
    reason: str
    wait: float = 0.0


async def fetch(api: Api, folder: MediaFolder, source: Mapping[str, Any], mime: str) -> Stored | NotFetched:
    """The bytes of a voice on disk, held there until the caller has committed their row and lets them go.

    `source` is that of the `Voice` act. Raises OSError when the disk takes no more.
    """
    described = await api.call("getFile", {"file_id": source.get("file_id", "")})
    if isinstance(described, Failure):
        return _not_fetched(described)
    told = described.result if isinstance(described.result, Mapping) else {}
    path, size = told.get("file_path"), told.get("file_size")
    if isinstance(size, int) and size > MOST_DOWNLOADED:
        return NotFetched("too_big", f"{size} bytes")
    if not isinstance(path, str) or not path:
        return NotFetched("unreadable", "no file path")
    content = await api.download(path)
    if isinstance(content, Failure):
        return _not_fetched(content)
    return await asyncio.to_thread(folder.put, content, mime)


def _not_fetched(failure: Failure) -> NotFetched:
    if failure.kind == "too_big":
        return NotFetched("too_big", failure.reason)
    if REMEDIES[failure.kind] in ("wait", "doubt", "stop"):
        return NotFetched("later", failure.reason, failure.wait)
    return NotFetched("unreadable", failure.reason)

"""The same people, for a test that runs the emulator as another process."""

from types import TracebackType
from typing import Any, Self

import aiohttp

from .acts import CannotDoError
from .calls import Json
from .control import packed
from .journal import Entry
from .people import Person
from .weather import Trouble, trouble_to


class RemotePeople:
    """A client of the control API; `async with RemotePeople(url) as people`."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/") + "/_people"
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the connections."""
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def person(self, name: str, language_code: str = "fa", bot_id: int | None = None) -> Person:
        """Return a new person in front of a bot she has not opened yet."""
        told = {"name": name, "language_code": language_code, "bot_id": bot_id}
        answer = await self._call("POST", "/persons", told)
        return Person(self, answer["bot_id"], answer["user"])

    async def journal(self, method: str = "", chat_id: int | None = None, since: int = 0) -> list[Entry]:
        """Return the calls of the bots, from the entry numbered `since`."""
        query = f"?since={since}&method={method}" + ("" if chat_id is None else f"&chat_id={chat_id}")
        return [Entry(**entry) for entry in await self._call("GET", f"/journal{query}")]

    async def meets(
        self, trouble: Trouble, method: str = "", chat_id: int | None = None, times: int = 1, after: int = 0
    ) -> None:
        """Let the next calls of a method, of a chat, or any, meet a trouble."""
        told = {"method": method, "chat_id": chat_id, "times": times, "after": after}
        await self._call("POST", "/weather", told | {"trouble": trouble_to(trouble)})

    async def floods(self, retry_after: float, chat_id: int | None = None) -> None:
        """Answer 429 for a chat, or for all, until `retry_after` seconds have passed."""
        await self._call("POST", "/weather", {"retry_after": retry_after, "chat_id": chat_id})

    async def clears(self) -> None:
        """Forget all troubles."""
        await self._call("DELETE", "/weather")

    async def injects(self, update: Any, bot_id: int | None = None) -> int:
        """Queue any JSON value as an update."""
        answer = await self._call("POST", "/updates", {"update": update, "bot_id": bot_id})
        return int(answer["update_id"])

    async def repeats(self, update_id: int, fresh: bool = False, bot_id: int | None = None) -> int:
        """Deliver an update once more, even a confirmed one."""
        told = {"repeat": update_id, "fresh": fresh, "bot_id": bot_id}
        return int((await self._call("POST", "/updates", told))["update_id"])

    async def advances(self, seconds: float) -> float:
        """Move the emulator's clock on, when it was started with ``--now``; return its time."""
        return float((await self._call("POST", "/clock", {"seconds": seconds}))["now"])

    async def act(self, bot_id: int, person_id: int, act: str, told: Json) -> Json:
        """Do something as a person; a person's own methods are the way to say it."""
        answer: Json = await self._call("POST", f"/{bot_id}/{person_id}/acts/{act}", packed(told))
        return answer

    async def look(self, bot_id: int, chat_id: int, since: int, seconds: float) -> Json:
        """Return what changed in a chat."""
        path = f"/{bot_id}/{chat_id}/chat?since={since}&seconds={seconds}"
        change: Json = await self._call("GET", path)
        return change

    def glance(self, bot_id: int, chat_id: int, since: int) -> Json | None:
        """Return None: nothing is known here without asking."""
        return None

    async def fetch(self, bot_id: int, file_id: str) -> bytes:
        """Return the bytes of a file."""
        async with self._open.get(f"{self._url}/{bot_id}/files/{file_id}") as response:
            response.raise_for_status()
            return await response.read()

    @property
    def _open(self) -> aiohttp.ClientSession:
        assert self._session is not None, "RemotePeople is used as `async with`"
        return self._session

    async def _call(self, method: str, path: str, told: Json | None = None) -> Any:
        async with self._open.request(method, self._url + path, json=told) as response:
            answer = await response.json()
        if response.status >= 400:
            raise CannotDoError(answer["error"])
        return answer

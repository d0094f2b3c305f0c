"""One recogniser for a whole run of tests: loading the model costs more than most of what they hear."""

import asyncio
import hashlib
import threading
import time
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from bot.voice.enrolled import Takes
from bot.voice.heard import Decoded, Heard, Transcript
from bot.voice.workshop import Recogniser

Result = TypeVar("Result")


class Lent:
    """The real recogniser behind a loop in a thread of its own: each test has another loop, its processes have one.

    What was heard once is remembered: the same recording at the other door costs nothing.
    """

    def __init__(self, cache: Path) -> None:
        self._recogniser = Recogniser(cache, clock=time.monotonic)
        self._heard: dict[str, Heard] = {}
        self._written: dict[tuple[str, str], Transcript] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """The process that listens, once something was heard."""
        return self._recogniser._listening.child.pid

    async def hear(
        self,
        path: Path,
        language: str,
        forms: Mapping[str, Sequence[str]],
        controls: Mapping[str, Sequence[str]] | None = None,
        *,
        takes: Takes | None = None,
        person: str = "",
    ) -> Heard:
        """Tell which option a recording says."""
        asked = repr((digest(path), language, forms, controls, takes))
        if asked not in self._heard:
            hearing = self._recogniser.hear(path, language, forms, controls, takes=takes, person=person)
            self._heard[asked] = await self._there(hearing)
        return self._heard[asked]

    async def transcribe(self, path: Path, language: str, *, person: str = "") -> Transcript:
        """Write down an open answer."""
        asked = (digest(path), language)
        if asked not in self._written:
            self._written[asked] = await self._there(self._recogniser.transcribe(path, language, person=person))
        return self._written[asked]

    async def decode(self, path: Path, out: Path, *, person: str = "") -> Decoded:
        """Make a playable OGG of any recording."""
        return await self._there(self._recogniser.decode(path, out, person=person))

    async def prepare(self, path: Path, out: Path, most_seconds: float, *, person: str = "") -> Decoded:
        """Make of a recording what others are to hear."""
        return await self._there(self._recogniser.prepare(path, out, most_seconds, person=person))

    def close(self) -> None:
        """End the processes and the thread."""
        asyncio.run_coroutine_threadsafe(self._recogniser.close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _there(self, work: Coroutine[Any, Any, Result]) -> Result:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))


def digest(path: Path) -> str:
    """A name for the content of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()

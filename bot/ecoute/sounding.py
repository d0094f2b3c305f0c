"""The story of a person as one sound, hers to keep: made when she asks for it, and kept nowhere by us."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from bot.running import Assistant
from bot.voice.clips import PAUSE
from bot.voice.engines.engine import EngineError
from bot.voice.workshop import Child, ChildError
from dialogs.speaking import Sound

FILE = "ecoute-toi.ogg"
PATIENCE = 120.0  # seconds for some minutes of sound, on a slow machine
# What people recorded is decoded in a process that may do nothing else.
COMMAND = (sys.executable, "-m", "bot.voice.child", "decode")

log = structlog.get_logger(__name__)


class Sounding:
    """Makes such a sound, one at a time: it costs some seconds of a processor."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant, self._one = assistant, asyncio.Lock()

    async def sound(self, sounds: Sequence[Sound]) -> bytes | None:
        """All sounds one after the other as OGG/Opus; None when nothing of it could be made."""
        paths = [path for each in sounds if (path := await self._path(each))]
        if not paths:
            return None
        async with self._one:
            return await _joined(paths)

    async def _path(self, sound: Sound) -> Path | None:
        try:
            path = await self._assistant.sound(sound)
        except EngineError:
            return None
        return path if path and path.exists() else None


async def _joined(paths: Sequence[Path]) -> bytes | None:
    child = Child(COMMAND)
    with TemporaryDirectory(prefix="flashcoop-ecoute-") as folder:
        out = Path(folder) / FILE
        request = {"do": "join", "paths": [str(path.absolute()) for path in paths], "out": str(out), "pause": PAUSE}
        try:
            await child.ask(request, PATIENCE)
        except ChildError:
            log.warning("ecoute_failed")
        finally:
            await child.end()
        return await asyncio.to_thread(out.read_bytes) if out.exists() else None

"""The clips of a page: names a browser may ask for, and the files behind them."""

import asyncio
from pathlib import Path

import structlog

from bot.running import Assistant
from bot.voice.engines.engine import EngineError
from bot.web.aac import as_aac
from bot.web.limits import SOUNDS
from dialogs.cards import Recording, Sound, Speech

OGG = "ogg"

log = structlog.get_logger(__name__)


class Sounds:
    """Knows the phrases that pages have named. A name is a keyed hash: nobody makes one up for words of his own."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._named = assistant.named_sounds

    def name(self, speech: Speech) -> str:
        """The name of a phrase as it is spoken, the same as long as its voice is: a browser that kept what a machine
        said asks anew once a person has recorded it. It can ask for it from now on.
        """
        voice = self._assistant.said_by(speech)
        said = f"{speech.language}\0{speech.slow}\0{speech.text}\0{voice}"
        name = self._assistant.house.vault.lookup("sound", said)
        self._named[name] = speech
        self._named.move_to_end(name)
        while len(self._named) > SOUNDS:
            self._named.popitem(last=False)
        return name

    async def file(self, name: str, ending: str = OGG) -> Path | None:
        """The file behind a name, OGG/Opus or AAC in MP4; None for a name no page has used, or no voice can say."""
        speech = self._named.get(name)
        path = await self._file(speech) if speech else None
        if path is None or ending == OGG:
            return path
        goes = self._assistant.clips.goes_with_others(path)
        folder = path.parent if goes else self._assistant.settings.data / "clips-aac"
        return await asyncio.to_thread(as_aac, path, folder)

    async def take(self, take: str) -> Path | None:
        """The file of a recorded clip, None when it is gone. Whether the person may hear it is the caller's to see."""
        return await self._file(Recording(take))

    async def _file(self, sound: Sound) -> Path | None:
        try:
            path = await self._assistant.sound(sound)
        except EngineError:
            log.warning("no_voice", language=getattr(sound, "language", ""))
            return None
        return path if path and path.exists() else None

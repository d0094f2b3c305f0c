"""What is drawn, spoken or played, as bytes with a name: made when there is need of it, uploaded once."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.pictures.tiles import Tile, compose
from bot.running import Assistant
from bot.telegram.carrying import speech
from bot.telegram.sounds import as_mp3, seconds_of
from bot.telegram.transport import Upload
from dialogs.cards import Recording
from storage.personal import FILE

TILES_RECIPE = "1"  # part of the name of every image: raise it when tiles are drawn differently


@dataclass(frozen=True, slots=True)
class Media:
    """Something to send. `key` is what its upload is remembered under, None where nothing is to remember it;
    `load` gives its bytes, `fields` are what Telegram is told about it.
    """

    key: str | None
    name: str
    mime: str
    load: Callable[[], Awaitable[bytes]]
    fields: Mapping[str, Any] = field(default_factory=dict)

    async def upload(self, part: str) -> Upload:
        """The bytes as one part of a form."""
        return Upload(part, self.name, self.mime, await self.load())


async def prepare(wanted: Mapping[str, Any], assistant: Assistant, way: str) -> Media:
    """The media a payload asks for, fit for a method: `tiles`, somebody's `own_data`, a `take` or `sounds`.

    Any exception means that it cannot be had.
    """
    if "tiles" in wanted:
        return _tiles(wanted)
    if "own_data" in wanted:
        content = await assistant.own_data(wanted["own_data"])
        return Media(None, FILE, "application/zip", _at_hand(content))
    if "take" in wanted:
        return await _recorded(wanted, assistant)
    path = await assistant.joined([speech(sound) for sound in wanted["sounds"]], wanted["pause"])
    media = await (_music(path) if way == "sendAudio" else _clip(path))
    return replace(media, key=None) if assistant.clips.passes(path) else media


def _tiles(wanted: Mapping[str, Any]) -> Media:
    """An image is named by what is on it, so that nothing is drawn for one that is there already."""
    shown = wanted.get("shown", "")
    named = [TILES_RECIPE, wanted["language"], wanted["digits"], wanted["tiles"], *([shown] if shown else [])]
    canonical = json.dumps(named)
    tiles = [Tile(number, picture) for number, picture in wanted["tiles"]]

    async def load() -> bytes:
        return await asyncio.to_thread(compose, tiles, wanted["language"], digits=wanted["digits"], shown=shown)

    return Media(hashlib.sha256(canonical.encode()).hexdigest(), "choices.png", "image/png", load)


async def _clip(path: Path) -> Media:
    """A clip is named by its bytes, since the same words may be given a better voice."""
    content = await asyncio.to_thread(path.read_bytes)
    return Media(_name(content), "voice.ogg", "audio/ogg", _at_hand(content), {"duration": seconds_of(content)})


async def _music(path: Path) -> Media:
    """The clip for the music player: Telegram makes a voice message of any OGG/Opus, so it is an MP3."""
    content = await asyncio.to_thread(path.read_bytes)

    async def load() -> bytes:
        return await asyncio.to_thread(as_mp3, path)

    return Media(f"{_name(content)}.mp3", "voice.mp3", "audio/mpeg", load, {"duration": seconds_of(content)})


async def _recorded(wanted: Mapping[str, Any], assistant: Assistant) -> Media:
    """A person's voice has no name that outlives its erasure, and is uploaded each time."""
    path = await assistant.sound(Recording(wanted["take"]))
    if path is None:
        raise LookupError("the take is gone")
    content = await asyncio.to_thread(path.read_bytes)
    return Media(None, "voice.ogg", "audio/ogg", _at_hand(content), {"duration": seconds_of(content)})


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _at_hand(content: bytes) -> Callable[[], Awaitable[bytes]]:
    async def load() -> bytes:
        return content

    return load

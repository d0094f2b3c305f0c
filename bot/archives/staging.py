"""What of an archive may come in, made ready beside the recordings: each decoded and encoded anew in the confined
child, so that no byte a stranger wrote is ever played, sent, or decoded by this process.
"""

import hashlib
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.archives.contents import Taken
from bot.archives.known import Today
from bot.archives.reading import Archive
from bot.archives.refusing import Reason, Turned
from bot.archives.staged import ENDING, LISTED, Staged, StagedTake, StagedVoice
from bot.archives.standing import there, unheard
from bot.voice.audio import AudioError, decode
from bot.voice.heard import Decoded
from bot.voice.loudness import QUIETEST_LUFS, loudness
from bot.voice.sound import CLIP_RATE
from storage.database import Database

RAW = "raw"  # a recording as it came, while it is decoded
# A phrase is heard in twelve seconds, an example said in five; Opus rounds up. A release told aloud takes a while.
MOST_SECONDS = {"phrase": 12.5, "example": 5.5}
MOST_RELEASE_SECONDS = 120.0

NO_VOICE: Reason = "no_voice"

Decode = Callable[[Path, Path], Awaitable[Decoded]]
Progress = Callable[[int, int], None]


@dataclass
class Sifted:
    """The takes of an archive that are new here and may be heard; how many are here already; what was turned away."""

    takes: list[Taken] = field(default_factory=list)
    known: int = 0
    turned: list[Turned] = field(default_factory=list)


def sifted(db: Database, archive: Archive, today: Today, now: datetime) -> Sifted:
    """Look at each take alone, before any of its bytes."""
    barred = {code: unheard(db, voice, now) for code, voice in archive.voices.items()}
    found = Sifted(turned=list(archive.turned))
    for take in sorted(archive.takes, key=lambda each: each.at):
        voice = barred.get(take.speaker, NO_VOICE)
        here = there(db, take)
        if here is True:
            found.known += 1
        elif reason := today.unfit(take) or voice or here:
            found.turned.append(Turned(take.id, reason))
        else:
            found.takes.append(take)
    return found


async def stage(archive: Archive, found: Sifted, folder: Path, decode_into: Decode, progress: Progress) -> Staged:
    """Decode what is to come in into `folder`, and list it there; what cannot be joins what was turned away."""
    voices = await _voices(archive, found, folder, decode_into)
    takes = []
    for done, take in enumerate(found.takes, 1):
        made = await _made(archive, take.sha256, folder, decode_into, MOST_SECONDS[take.kind])
        if take.speaker not in voices:
            found.turned.append(Turned(take.id, "no_spoken_release"))
        elif isinstance(made, Made):
            takes.append(StagedTake(take=take, stored=made.sha256, seconds=made.seconds))
        else:
            found.turned.append(Turned(take.id, made))
        progress(done, len(found.takes))
    listing = archive.listing
    staged = Staged(
        made_at=listing.made_at,
        installation=listing.installation,
        languages=None if listing.languages is None else tuple(listing.languages),
        listed=frozenset(str(each["id"]) for each in listing.takes if "id" in each),
        voices=tuple(voices.values()),
        takes=tuple(takes),
        backs=archive.backs,
    )
    _write(folder / LISTED, staged.model_dump_json().encode())
    return staged


async def _voices(archive: Archive, found: Sifted, folder: Path, decode_into: Decode) -> Mapping[str, StagedVoice]:
    """The speakers with their spoken releases; without those whose release cannot be heard."""
    wanted = {take.speaker for take in found.takes}
    voices = {}
    for code, voice in archive.voices.items():
        told = voice.release.sha256 if voice.release and code in wanted else None
        made = await _made(archive, told, folder, decode_into, MOST_RELEASE_SECONDS) if told else None
        if made is None or isinstance(made, Made):
            voices[code] = StagedVoice(voice=voice, stored=made.sha256 if made else None)
    return voices


@dataclass(frozen=True, slots=True)
class Made:
    """A recording as it lies here."""

    sha256: str
    seconds: float


async def _made(archive: Archive, sha256: str, folder: Path, decode_into: Decode, most: float) -> Made | Reason:
    content = archive.recording(sha256)
    if isinstance(content, str):
        return content
    raw, out = folder / RAW, folder / f"{RAW}{ENDING}"
    raw.write_bytes(content)
    try:
        decoded = await decode_into(raw, out)
    except AudioError:
        return "bad_audio"
    if decoded.cut or decoded.seconds > most:
        return "too_long"
    if loudness(decode(out, CLIP_RATE)) < QUIETEST_LUFS:
        return "silent"
    name = hashlib.sha256(out.read_bytes()).hexdigest()
    _to_disk(out)
    out.replace(folder / f"{name}{ENDING}")
    return Made(name, decoded.seconds)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    _to_disk(path)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

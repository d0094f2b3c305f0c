"""People who give their voices, as the studio stores it: a speaker, her release, her takes."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.running import Assistant
from bot.voice.audio import decode, encode
from bot.voice.loudness import normalised
from bot.voice.sound import CLIP_RATE, Sound
from storage.codes import Codes
from storage.database import Database
from storage.media import MediaFolder, Stored
from storage.voices import recorded, speakers
from storage.voices.recorded import Recorded, Words
from storage.voices.speakers import Release, Scope, Speaker

# Far above what the voices of the tests hum.
HER_PITCH, ANOTHERS_PITCH = 1_234, 2_468
TWO_YEARS = timedelta(days=730)


def take_of(pitch: int, seconds: float = 1.0) -> bytes:
    """A take as the studio stores it: our own OGG, at the loudness of all clips."""
    wave = np.sin(2 * np.pi * pitch * np.arange(round(seconds * CLIP_RATE)) / CLIP_RATE)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "take.ogg"
        encode(normalised(Sound((0.3 * wave).astype(np.float32), CLIP_RATE)), path)
        return path.read_bytes()


def heard_at(content: bytes, pitch: int) -> float:
    """How many seconds of a voice message are at a pitch (within 20 Hz)."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "heard.ogg"
        path.write_bytes(content)
        samples = decode(path, CLIP_RATE).samples
    size = CLIP_RATE // 20
    pieces = samples[: len(samples) // size * size].reshape(-1, size)
    strongest = np.abs(np.fft.rfft(pieces * np.hanning(size), axis=1)).argmax(axis=1) * CLIP_RATE / size
    loud = np.abs(pieces).max(axis=1) > 0.05
    return float(np.sum(loud & (np.abs(strongest - pitch) <= 20)) * size / CLIP_RATE)


async def gives(house: Assistant, scope: Scope = "here", dialect: str = "", until: timedelta = TWO_YEARS) -> Speaker:
    """Somebody comes to record and says what she allows."""
    return await house.writer.run(_gives, house, scope, dialect, until)


def _gives(db: Database, house: Assistant, scope: Scope, dialect: str, until: timedelta) -> Speaker:
    now = house.clock()
    made = speakers.add_speaker(db, house.house.codes, None, now, dialect=dialect)
    speakers.release(db, made.id, Release(scope, now + until, "Vous pouvez utiliser ma voix.", "fr", None, now))
    return made


async def records(house: Assistant, speaker: Speaker, words: Words, content: bytes, heard: str = "") -> Recorded:
    """She records something."""
    stored = house.media.put(content, "audio/ogg")
    try:
        return await house.writer.run(_records, house.house.codes, speaker, words, stored, house, heard)
    finally:
        house.media.let_go(stored.sha256)


def _records(
    db: Database, codes: Codes, speaker: Speaker, words: Words, stored: Stored, house: Assistant, heard: str
) -> Recorded:
    return recorded.record(db, codes, speaker.id, words, stored, 1.0, house.clock(), heard=heard)


async def takes_back(house: Assistant, speaker: Speaker) -> None:
    """She takes her voice back."""
    files = await house.writer.run(speakers.take_back, speaker, house.clock())
    drop(house.media, files)


def drop(folder: MediaFolder, files: list[str]) -> None:
    for name in files:
        folder.drop(name)


def phrase(language: str, text: str) -> Words:
    return Words("phrase", language, text)

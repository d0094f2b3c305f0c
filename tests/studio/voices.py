"""What people send to the studio: words spoken by espeak as a telephone sends them, and what went wrong with them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.voice.audio import decode, encode, resampled
from bot.voice.engines.espeak import Espeak
from bot.voice.sound import HEARING_RATE, Samples, Sound
from tests.doors.real_voices import as_ogg

ROOM = 0.6  # seconds of silence before and after the words


@cache
def said(text: str, language: str) -> bytes:
    """A text as somebody says it into her telephone, with a moment of silence around it."""
    return as_ogg(_words(text, language))


def _words(text: str, language: str) -> Samples:
    words = resampled(Espeak().say(text, language), HEARING_RATE).samples
    quiet = np.zeros(round(ROOM * HEARING_RATE), dtype=np.float32)
    room = np.random.default_rng(3).standard_normal(len(words) + 2 * len(quiet)).astype(np.float32) * 0.0005
    return np.asarray(np.concatenate([quiet, 0.6 * words / np.max(np.abs(words)), quiet]) + room, dtype=np.float32)


def silent(seconds: float = 3.0) -> bytes:
    """Nobody speaks: the microphone's own hiss."""
    hiss = np.random.default_rng(5).standard_normal(round(seconds * HEARING_RATE)) * 0.0005
    return as_ogg(hiss.astype(np.float32))


def clipped(text: str = "Comment allez-vous aujourd'hui ?", language: str = "fr") -> bytes:
    """Shouted into the microphone: the peaks are cut off at full scale."""
    shouted = Sound(np.clip(_words(text, language) * 7, -1, 1), HEARING_RATE)
    with TemporaryDirectory() as folder:
        encode(shouted, path := Path(folder) / "take.ogg")
        return path.read_bytes()


def noisy(text: str = "Comment allez-vous aujourd'hui ?", language: str = "fr") -> bytes:
    """Beside a running machine, half as loud as the voice."""
    words = _words(text, language)
    machine = np.random.default_rng(7).standard_normal(len(words)).astype(np.float32)
    return as_ogg(words + machine * np.float32(np.std(words) * 0.5))


def long(seconds: float = 20.0, language: str = "fr") -> bytes:
    """Somebody who tells the whole story."""
    words = _words("Comment allez-vous aujourd'hui ?", language)
    return as_ogg(
        np.tile(words[round(ROOM * HEARING_RATE) : -round(ROOM * HEARING_RATE)], 40)[: round(seconds * HEARING_RATE)]
    )


def samples_of(content: bytes) -> tuple[Samples, int]:
    """A recording as samples and their rate."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "take.ogg"
        path.write_bytes(content)
        sound = decode(path, 48_000)
    return sound.samples, sound.rate

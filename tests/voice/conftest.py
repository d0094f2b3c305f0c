import time
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from bot.voice.audio import encode
from bot.voice.lexicons import LANGUAGES, load_lexicon
from bot.voice.listener import Listener
from bot.voice.sound import CLIP_RATE, Sound
from bot.voice.workshop import Recogniser
from dialogs.reading import Lexicon

SHARED = Path(__file__).resolve().parents[3] / "shared" / "speech"


@pytest.fixture(scope="session")
def speech() -> Path:
    if not (SHARED / "manifest.csv").is_file():
        pytest.skip("needs the recordings of ../shared/speech")
    return SHARED


@pytest.fixture(scope="session")
def lexicons() -> dict[str, Lexicon]:
    return {language: load_lexicon(language) for language in LANGUAGES}


@pytest.fixture(scope="session")
def listener(model_cache: Path) -> Listener:
    """The model in this process, loaded once."""
    return Listener(model_cache)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def recogniser(model_cache: Path) -> AsyncIterator[Recogniser]:
    recogniser = Recogniser(model_cache, clock=time.monotonic)
    yield recogniser
    await recogniser.close()


@pytest.fixture(scope="session")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second of a tone as a voice message."""
    path = tmp_path_factory.mktemp("tone") / "tone.ogg"
    encode(sine(1.0), path)
    return path


def sine(seconds: float, level: float = 0.2, rate: int = CLIP_RATE) -> Sound:
    wave = level * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)
    return Sound(wave.astype(np.float32), rate)

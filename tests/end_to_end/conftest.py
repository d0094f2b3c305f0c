from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.botapi import RemotePeople
from tests.end_to_end.processes import ROOT, SPEECH, Bot, Emulated


@pytest.fixture
async def emulated() -> AsyncIterator[Emulated]:
    """The Bot API, as another process."""
    emulator = Emulated()
    await emulator.start()
    yield emulator
    await emulator.stop()


@pytest.fixture
async def people(emulated: Emulated) -> AsyncIterator[RemotePeople]:
    """The people with their phones."""
    async with RemotePeople(emulated.url) as people:
        yield people


@pytest.fixture(scope="session")
def installed() -> Path:
    """Clips and speech model that all installations of the tests share: both are named by their content."""
    return ROOT / ".cache" / "tests"


@pytest.fixture
async def bot(emulated: Emulated, installed: Path, tmp_path: Path) -> AsyncIterator[Bot]:
    """An installation of its own for each test."""
    for shared in ("clips", "models"):
        (installed / shared).mkdir(parents=True, exist_ok=True)
        (tmp_path / shared).symlink_to(installed / shared)
    bot = Bot(tmp_path, emulated.url)
    yield bot
    await bot.stop()


@pytest.fixture
def recordings() -> Path:
    """Real voices, which are not in this repository."""
    if not SPEECH.exists():
        pytest.skip("needs the recordings of ../shared/speech")
    return SPEECH

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.loading import QUESTIONNAIRES, Programme, load_programme
from tests.botapi import Emulator, HandClock
from tests.peers.group import Group
from tests.telegram.conftest import TOKEN

PEERS = Path(__file__).parent / "peers.yaml"
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    folder = tmp_path_factory.mktemp("questionnaires")
    for path in (QUESTIONNAIRES / "registration.yaml", PEERS):
        shutil.copy(path, folder)
    return load_programme(folder)


@pytest.fixture(scope="session")
def clips_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture
async def group(tmp_path: Path, clips_folder: Path, programme: Programme) -> AsyncIterator[Group]:
    """A Flashcoop nobody is in yet, on the morning of its first day."""
    hand = HandClock(MORNING.timestamp())
    async with Emulator(TOKEN, clock=hand) as emulator:
        house = Group(emulator, hand, tmp_path, clips_folder, programme)
        await house.begins()
        yield house
        await house.closes()

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.loading import Programme, load_programme
from tests.botapi import Emulator, HandClock
from tests.doors.conftest import MORNING
from tests.doors.house import Doors
from tests.telegram.conftest import TOKEN


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load_programme()


@pytest.fixture(scope="session")
def clips_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture
async def doors(tmp_path: Path, clips_folder: Path, programme: Programme) -> AsyncIterator[Doors]:
    hand = HandClock(MORNING.timestamp())
    async with Emulator(TOKEN, clock=hand) as emulator:
        house = Doors(emulator, hand, tmp_path, clips_folder, programme)
        yield house
        await house.closes()

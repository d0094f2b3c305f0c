from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import listening
from bot.loading import Programme
from tests.botapi import Emulator, HandClock
from tests.doors.house import Doors
from tests.doors.real_voices import listens_with, spoken_programme
from tests.lent import Lent
from tests.loaded import loaded
from tests.telegram.conftest import TOKEN

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # half an hour before the first session begins


@pytest.fixture(scope="session")
def programme() -> Programme:
    return loaded()


@pytest.fixture(scope="session")
def clips_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clips are named by what they say: tests share them, and hum each but once."""
    return tmp_path_factory.mktemp("clips")


@pytest.fixture
async def doors(tmp_path: Path, clips_folder: Path, programme: Programme) -> AsyncIterator[Doors]:
    hand = HandClock(MORNING.timestamp())
    async with Emulator(TOKEN, clock=hand) as emulator:
        house = Doors(emulator, hand, tmp_path, clips_folder, programme)
        yield house
        await house.closes()


@pytest.fixture(scope="session")
def real_questions(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return spoken_programme(tmp_path_factory.mktemp("spoken"))


@pytest.fixture
async def real_house(
    tmp_path: Path, clips_folder: Path, real_questions: Programme, real_ears: Lent, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Doors]:
    """A house with the questions of spoken.yaml, which hears with the real listener."""
    hand = HandClock(MORNING.timestamp())
    monkeypatch.setattr(listening, "PATIENCE", 3_600.0)
    async with Emulator(TOKEN, clock=hand) as emulator:
        house = Doors(emulator, hand, tmp_path, clips_folder, real_questions)
        listens_with(house, real_ears)
        yield house
        await house.closes()

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.loading import Programme
from tests.botapi import Emulator, HandClock
from tests.loaded import loaded
from tests.rights.house import Rights
from tests.telegram.conftest import TOKEN

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # half an hour before the first session begins


@pytest.fixture(scope="session")
def programme() -> Programme:
    return loaded()


@pytest.fixture
async def rights(tmp_path: Path, programme: Programme) -> AsyncIterator[Rights]:
    hand = HandClock(MORNING.timestamp())
    async with Emulator(TOKEN, clock=hand) as emulator:
        house = Rights(emulator, hand, tmp_path, tmp_path / "clips", programme)
        yield house
        await house.closes()

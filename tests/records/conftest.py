from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.loading import Programme
from bot.records import endi_session
from tests.loaded import loaded
from tests.records.fake_endi import FakeEndi
from tests.records.fake_grist import FakeGrist
from tests.records.house import Cae
from tests.rights.conftest import rights as rights


@pytest.fixture(scope="session")
def programme() -> Programme:
    return loaded()


@pytest.fixture
def cae(tmp_path: Path, programme: Programme) -> Iterator[Cae]:
    house = Cae(tmp_path, programme)
    yield house
    house.closes()


@pytest.fixture
async def endi(cae: Cae, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeEndi]:
    monkeypatch.setattr(endi_session, "JOB_SECONDS", 0.0)
    fake = FakeEndi(lambda: cae.now.timestamp())
    await fake.starts()
    yield fake
    await fake.stops()


@pytest.fixture
async def grist() -> AsyncIterator[FakeGrist]:
    fake = FakeGrist()
    await fake.starts()
    yield fake
    await fake.stops()

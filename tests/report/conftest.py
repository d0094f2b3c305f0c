from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.loading import Programme, load_programme
from storage.database import open_database
from tests.report.made import NOW, Made


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load_programme()


@pytest.fixture
def made(tmp_path: Path, programme: Programme) -> Iterator[Made]:
    with open_database(tmp_path / "flashcoop.db", NOW) as database:
        yield Made(database, programme)

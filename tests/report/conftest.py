from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.loading import Programme
from storage.database import open_database
from tests.empty import empty_database
from tests.loaded import loaded
from tests.report.made import NOW, Made
from tests.report.published import published


@pytest.fixture(scope="session")
def programme() -> Programme:
    return loaded()


@pytest.fixture(scope="session")
def published_export(tmp_path_factory: pytest.TempPathFactory, programme: Programme) -> Path:
    """An export of the data whose truth is the published report."""
    folder = tmp_path_factory.mktemp("published")
    with open_database(folder / "flashcoop.db", NOW) as database:
        made = Made(database, programme)
        published(made)
        return made.exported(folder / "export")


@pytest.fixture
def made(tmp_path: Path, programme: Programme) -> Iterator[Made]:
    with open_database(empty_database(tmp_path / "flashcoop.db"), NOW) as database:
        yield Made(database, programme)

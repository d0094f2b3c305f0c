import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.exporting import Asked
from storage.database import Database, open_database
from tests.bench.answered import make
from tests.loaded import loaded
from tests.storage.conftest import codes, cohort, db, place, vault

__all__ = ["codes", "cohort", "db", "place", "vault"]

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

Opened = Callable[..., Database]


@pytest.fixture(scope="session")
def asked() -> Asked:
    return Asked([flow.questionnaire for flow in loaded().flows.values()], NOW)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """A database with one Flashcoop of seven who answered everything; another seed, another installation."""
    folder, known = tmp_path_factory.mktemp("made"), dict[int, Path]()

    def make_once(seed: int) -> Path:
        if seed not in known:
            known[seed] = folder / f"{seed}.sqlite"
            make(known[seed], 1, seed)
        return known[seed]

    return make_once


@pytest.fixture
def opened(made: Callable[[int], Path], tmp_path: Path) -> Iterator[Opened]:
    """Opens a copy of such a database."""
    databases: list[Database] = []

    def open_copy(seed: int = 6) -> Database:
        path = tmp_path / f"copy-{seed}-{len(databases)}.sqlite"
        shutil.copy(made(seed), path)
        databases.append(open_database(path, NOW))
        return databases[-1]

    yield open_copy
    for database in databases:
        database.close()


@pytest.fixture
def group(opened: Opened) -> Database:
    return opened()

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.archives.installation import Decoder, Installation
from tests.lent import Lent

Found = Callable[[str], Installation]


@pytest.fixture(scope="session")
def decoder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Decoder]:
    """The confined child that decodes, one for all tests; it needs no model."""
    lent = Lent(tmp_path_factory.mktemp("no-model"))
    yield Decoder(lent)
    lent.close()


@pytest.fixture
def found(tmp_path: Path, decoder: Decoder) -> Iterator[Found]:
    """Found an installation."""
    houses: list[Installation] = []

    def make(name: str) -> Installation:
        houses.append(Installation(tmp_path / name, len(houses) + 1, decoder))
        return houses[-1]

    yield make
    for house in houses:
        house.closes()


@pytest.fixture
def home(found: Found) -> Installation:
    return found("home")


@pytest.fixture
def away(found: Found) -> Installation:
    return found("away")

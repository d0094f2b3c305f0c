import pytest

from bot.loading import Programme
from dialogs.flow import Flow
from tests.dialogs.people import Someone
from tests.loaded import loaded


@pytest.fixture(scope="session")
def programme() -> Programme:
    return loaded()


@pytest.fixture(scope="session")
def registration(programme: Programme) -> Flow:
    return programme.flows["registration"]


@pytest.fixture(scope="session")
def checkin(programme: Programme) -> Flow:
    return programme.flows["checkin"]


@pytest.fixture
def woman(registration: Flow) -> Someone:
    """Somebody who has just been asked the first question of the registration."""
    return Someone(registration).begins()


@pytest.fixture
def worker(checkin: Flow) -> Someone:
    """Somebody at the check-in of a session between the first and the last: mood, two items, what was learned."""
    facts = {"session.number": 2, "session.count": 7, "session.first": False, "session.last": False}
    return Someone(checkin, "fr", {**facts, "session.between": 1}).begins()

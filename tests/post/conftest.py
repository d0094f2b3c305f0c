from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.doors.conftest import clips_folder, doors, programme
from tests.post.carriers import Gateway, Mailroom

__all__ = ["clips_folder", "doors", "programme"]


@pytest.fixture
def mailroom() -> Iterator[Mailroom]:
    """A real SMTP server."""
    running = Mailroom()
    running.opens()
    yield running
    running.closes()


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    """A gateway of SMS."""
    taking = Gateway()
    application = web.Application()
    application.router.add_post("/sms", taking.takes)
    async with TestServer(application) as server:
        taking.url = str(server.make_url("/sms")).replace("http://", "http://flash:coop@")
        yield taking

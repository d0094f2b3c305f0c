from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.loading import Programme
from bot.settings import Settings
from storage.database import Database, open_database, transaction
from tests.botapi import Emulator
from tests.doors.conftest import clips_folder, doors, programme
from tests.empty import empty_database
from tests.post.conftest import mailroom
from tests.telegram.conftest import TOKEN

__all__ = ["clips_folder", "doors", "mailroom", "programme"]

SECRET = "a secret of the tests, long enough"


@pytest.fixture(autouse=True)
def read_once(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.building.load_programme", lambda: programme)


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """Telegram, with a wall clock: its answers carry the present."""
    async with Emulator(TOKEN) as running:
        yield running


@pytest.fixture
def installed(tmp_path: Path, emulator: Emulator) -> Settings:
    """An installation as it should be."""
    database = empty_database(tmp_path / "flashcoop.sqlite")
    database.chmod(0o600)
    return Settings.model_construct(
        **{name: field.default for name, field in Settings.model_fields.items()}
        | {
            "database": database,
            "data": tmp_path,
            "secret": SecretStr(SECRET),
            "telegram_token": SecretStr(TOKEN),
            "telegram_api": emulator.url,
            "telegram_name": "flashcoop_123456_bot",
            "operator_chat": "77",
            "allowed_hosts": "127.0.0.1",
        }
    )


@pytest.fixture
def present() -> datetime:
    return datetime.now(UTC)


def written(settings: Settings, now: datetime, work: Callable[[Database], Any]) -> Any:
    """What work on the database of an installation that does not run gives."""
    with open_database(settings.database, now) as db, transaction(db):
        return work(db)


Answering = Callable[[web.Request], Awaitable[web.Response]]


@asynccontextmanager
async def answering(handler: Answering) -> AsyncIterator[str]:
    """A server on loopback that answers everything with one handler; its address."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handler)
    async with TestServer(application) as server:
        yield str(server.make_url("/")).rstrip("/")


def says(status: int, body: object = None, text: str = "") -> AbstractAsyncContextManager[str]:
    """A server that always says the same."""

    async def handler(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=text) if body is None else web.json_response(body, status=status)

    return answering(handler)

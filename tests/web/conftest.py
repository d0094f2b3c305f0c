import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.building import build_assistant
from bot.loading import Programme
from bot.operations import Operating, operate
from bot.running import Assistant
from bot.settings import Settings
from bot.voice.clips import ClipStore
from bot.voice.engines import Engine, People, Voice
from bot.voice.sound import CLIP_RATE, Sound
from bot.web.app import create_app
from bot.web.reading import PAGES
from storage.database import Database
from tests.empty import empty_database
from tests.loaded import loaded
from tests.web.visitor import Visitor

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # before the first session


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: int) -> None:
        self.now += timedelta(**time)


class Hum:
    """A voice that hums every phrase at a pitch of its own: quick, and clips stay apart."""

    name, licence, offline = "hum", "none", True
    languages = frozenset({"fr", "ar", "fa_AF"})

    def voice(self, text: str, language: str) -> Voice | None:
        return Voice(self.name) if language in self.languages else None

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        del slow
        pitch = 200 + sum((language + text).encode()) % 400
        time = np.arange(int(CLIP_RATE * 0.25)) / CLIP_RATE
        return Sound(np.sin(2 * np.pi * pitch * time).astype(np.float32) * 0.5, CLIP_RATE)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@cache
def programme() -> Programme:
    """Read once for all tests: nobody changes it."""
    return loaded()


@pytest.fixture
async def assistant(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Assistant]:
    monkeypatch.setattr("bot.building.load_programme", programme)
    settings = Settings(
        database=empty_database(tmp_path / "flashcoop.sqlite"),
        data=tmp_path,
        secret=SecretStr("a secret for tests"),
        public_url="http://page.test",
    )
    house = build_assistant(settings, PAGES, clock)
    voices: list[Engine] = [People(house.recorded), Hum()]
    house.clips = ClipStore(tmp_path / "clips", voices, allowed=house.recorded.speakers)
    turns = asyncio.create_task(house.turns.run())
    yield house
    turns.cancel()
    await asyncio.gather(turns, return_exceptions=True)
    house.close()


@pytest.fixture
def app(assistant: Assistant) -> Starlette:
    return create_app(assistant)


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://page.test") as client:
        yield client


@pytest.fixture
def visitor(client: httpx.AsyncClient) -> Visitor:
    return Visitor(client)


@pytest.fixture
async def invited(assistant: Assistant) -> Callable[[], Any]:
    """Makes an invitation to a Flashcoop of four sessions that begins today."""
    code = await _operate(assistant, "add_cae", name="CAE")
    dates = "2026-11-23,2026-11-24,2026-11-26,2026-11-27"
    cohort = await _operate(assistant, "create_cohort", name="Cookies", cae=code["code"], dates=dates)

    async def invite() -> str:
        made = await _operate(assistant, "invite", role="participant", cohort=cohort["code"], cae=None, count=1)
        return str(made[0]["token"])

    return invite


async def _operate(assistant: Assistant, operation: str, **arguments: Any) -> Any:
    def work(db: Database) -> Any:
        return operate(
            Operating(db, assistant.settings, assistant.house.codes, assistant.clock()), operation, arguments
        )

    return await assistant.writer.run(work)


@pytest.fixture
async def served(assistant: Assistant, app: Starlette) -> AsyncIterator[str]:
    """The address of a real server on loopback."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))  # connections wait in the socket until it is up
    yield address
    server.should_exit = True
    await serving

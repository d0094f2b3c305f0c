import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.building import build_assistant
from bot.console.app import console_routes
from bot.loading import Programme
from bot.running import Assistant
from bot.settings import Settings
from bot.voice.clips import ClipStore
from bot.voice.engines import Engine, People
from bot.web.app import create_app
from bot.web.reading import PAGES as READERS
from storage.database import Database
from tests.console.staff import Desk, Place, pass_call, place, signed_in
from tests.doors.conftest import clips_folder, doors, programme
from tests.doors.house import PAGES
from tests.empty import empty_database
from tests.web.conftest import Clock, Hum, clock

__all__ = ["clips_folder", "clock", "doors", "programme"]


@pytest.fixture
async def assistant(
    tmp_path: Path, clock: Clock, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Assistant]:
    """A house without Telegram."""
    monkeypatch.setattr("bot.building.load_programme", lambda: programme)
    settings = Settings(
        database=empty_database(tmp_path / "flashcoop.sqlite"),
        data=tmp_path,
        secret=SecretStr("a secret for tests"),
        public_url=PAGES,
    )
    house = build_assistant(settings, READERS, clock)
    voices: list[Engine] = [People(house.recorded), Hum()]
    house.clips = ClipStore(tmp_path / "clips", voices, allowed=house.recorded.speakers)
    turns = asyncio.create_task(house.turns.run())
    yield house
    turns.cancel()
    await asyncio.gather(turns, return_exceptions=True)
    house.close()


@pytest.fixture
def app(assistant: Assistant) -> Starlette:
    return create_app(assistant, console_routes(assistant))


@pytest.fixture
async def places(assistant: Assistant, programme: Programme) -> dict[str, Place]:
    """« here », « beside » it in the same CAE, and « away » in another one."""
    caes = {"here": "Coodem", "beside": "Coodem", "away": "Odyssée"}

    spoken = assistant.media.put(b"nobody listens to it", "audio/ogg")

    def make(db: Database) -> dict[str, Place]:
        codes, now = assistant.house.codes, assistant.clock()
        made = {name: place(db, programme, codes, cae, now, spoken) for name, cae in caes.items()}
        pass_call(db, made["here"], made["here"].staff["interpreter"], now)
        return made

    return await assistant.writer.run(make)


@pytest.fixture
def at_desk(assistant: Assistant, app: Starlette) -> Callable[[str], Awaitable[Desk]]:
    """The browser of somebody who is signed in, by her code."""

    async def come(code: str) -> Desk:
        return await signed_in(assistant, app, code)

    return come

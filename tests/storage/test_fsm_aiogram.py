"""Our storage under aiogram, and aiogram's under our context; its own tests of storages are `aiogram-3.31.0/`."""

import runpy
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm import context as aiograms
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage as AiogramsBase
from aiogram.fsm.storage.base import StorageKey as AiogramsKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Message, Update

from storage.database import Database
from storage.fsm import DataNotDictLikeError, FSMContext, SqliteStorage, StorageKey, TurnStorage
from tests.botapi import Emulator

# As in its source distribution on PyPI, unchanged (MIT; LICENSE lies beside it).
THEIRS = runpy.run_path(str(Path(__file__).parent / "aiogram-3.31.0" / "test_storages.py.txt"))
NAMES = [name for name in vars(THEIRS["TestStorages"]) if name.startswith("test_")]
KEY = AiogramsKey(bot_id=42, chat_id=-42, user_id=42)

# aiogram's dispatcher refuses what is not known to be a storage.
AiogramsBase.register(SqliteStorage)


@pytest.fixture(params=["file", "turn", "theirs"])
async def kept(request: pytest.FixtureRequest, tmp_path: Path, db: Database) -> AsyncIterator[Any]:
    made = {
        "file": lambda: SqliteStorage(tmp_path / "fsm.db"),
        "turn": lambda: TurnStorage(db),
        "theirs": MemoryStorage,
    }
    storage: Any = made[request.param]()
    yield storage
    await storage.close()


@pytest.mark.parametrize("name", NAMES)
async def test_aiograms_own_tests_of_storages_pass(kept: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    test = getattr(THEIRS["TestStorages"], name)
    if not isinstance(kept, MemoryStorage):  # the same error under our name: storage/ does not import aiogram
        monkeypatch.setitem(test.__globals__, "DataNotDictLikeError", DataNotDictLikeError)
    await test(THEIRS["TestStorages"](), kept, KEY)


def test_there_are_tests_of_theirs() -> None:
    assert len(NAMES) == 3


@pytest.mark.parametrize("name", NAMES)
async def test_control_a_storage_that_keeps_nothing_fails_them(name: str) -> None:
    class Forgetful(MemoryStorage):
        async def set_state(self, key: Any, state: Any = None) -> None: ...

        async def set_data(self, key: Any, data: Any) -> None: ...

    with pytest.raises((AssertionError, pytest.fail.Exception)):
        await getattr(THEIRS["TestStorages"], name)(THEIRS["TestStorages"](), Forgetful(), KEY)


class Survey(StatesGroup):
    name = State()
    town = State()


def survey() -> Router:
    """A form of two questions, as aiogram's own documentation writes one."""
    router = Router()

    @router.message(Command("start"))
    async def begin(message: Message, state: aiograms.FSMContext) -> None:
        await state.set_state(Survey.name)
        await message.answer("name?")

    @router.message(Survey.name)
    async def named(message: Message, state: aiograms.FSMContext) -> None:
        await state.update_data(name=message.text)
        await state.set_state(Survey.town)
        await message.answer("town?")

    @router.message(Survey.town)
    async def lives(message: Message, state: aiograms.FSMContext) -> None:
        known = await state.get_data()
        await state.clear()
        await message.answer(f"{known['name']} of {message.text}")

    return router


def update(number: int, text: str, person: dict[str, Any]) -> Update:
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    chat = {"id": person["id"], "type": "private"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": person, "text": text, "entities": entities}
    return Update.model_validate({"update_id": number, "message": message})


async def test_a_dispatcher_of_aiograms_goes_on_where_another_process_stopped(tmp_path: Path) -> None:
    async with Emulator() as emulator:
        server = TelegramAPIServer.from_base(emulator.url)
        async with Bot(emulator.token, AiohttpSession(api=server)) as bot:
            amina = emulator.person("Amina")
            await amina.opens()
            for number, text in enumerate(("/start", "Amina", "Lyon"), 1):
                storage: Any = SqliteStorage(tmp_path / "fsm.db")
                dispatcher = Dispatcher(storage=storage)
                dispatcher.include_router(survey())
                await dispatcher.feed_update(bot, update(number, text, amina.user))
                await dispatcher.storage.close()
            said = [message.text for message in await amina.looks() if message.from_bot]
    assert said == ["name?", "town?", "Amina of Lyon"]


async def test_our_context_works_on_aiograms_memory() -> None:
    memory: Any = MemoryStorage()
    mine = FSMContext(memory, StorageKey(bot_id=42, chat_id=-42, user_id=42))
    await mine.set_state("Survey:name")
    assert await mine.get_state() == "Survey:name"
    assert await mine.update_data({"a": 1}, b=2) == {"a": 1, "b": 2}
    assert await mine.get_value("b") == 2
    await mine.set_data({"c": 3})
    assert (await mine.get_data(), await mine.get_value("b", "none")) == ({"c": 3}, "none")
    await mine.clear()
    assert (await mine.get_state(), await mine.get_data()) == (None, {})


async def test_a_key_of_aiograms_and_ours_name_the_same_context(tmp_path: Path) -> None:
    storage: Any = SqliteStorage(tmp_path / "fsm.db")
    await storage.set_state(KEY, Survey.town)
    assert await storage.get_state(StorageKey(bot_id=42, chat_id=-42, user_id=42)) == "Survey:town"
    await storage.close()

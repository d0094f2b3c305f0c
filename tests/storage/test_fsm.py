import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dialogs.states import State, StatesGroup
from storage.database import AlreadyRunning, Database, transaction
from storage.fsm import BaseStorage, DataNotDictLikeError, FSMContext, SqliteStorage, StorageKey, TurnStorage

KEY = StorageKey(bot_id=1, chat_id=-42, user_id=42)


class Survey(StatesGroup):
    begin = State()


@pytest.fixture(params=["file", "turn"])
async def storage(request: pytest.FixtureRequest, tmp_path: Path, db: Database) -> AsyncIterator[BaseStorage]:
    made = SqliteStorage(tmp_path / "fsm.db") if request.param == "file" else TurnStorage(db)
    yield made
    await made.close()


async def test_a_state_is_kept_until_there_is_none(storage: BaseStorage) -> None:
    assert await storage.get_state(key=KEY) is None
    await storage.set_state(key=KEY, state="state")
    assert await storage.get_state(key=KEY) == "state"
    await storage.set_state(key=KEY, state=Survey.begin)
    assert await storage.get_state(key=KEY) == "Survey:begin"
    await storage.set_state(key=KEY)
    assert await storage.get_state(key=KEY) is None


async def test_data_is_replaced_or_updated(storage: BaseStorage) -> None:
    assert await storage.get_data(key=KEY) == {}
    await storage.set_data(key=KEY, data={"foo": "bar"})
    assert await storage.update_data(key=KEY, data={}) == {"foo": "bar"}
    assert await storage.update_data(key=KEY, data={"baz": [1]}) == {"foo": "bar", "baz": [1]}
    assert await storage.get_value(KEY, "baz") == [1]
    assert await storage.get_value(storage_key=KEY, dict_key="no", default=7) == 7
    await storage.set_data(key=KEY, data={})
    assert await storage.get_data(key=KEY) == {}


async def test_what_is_given_out_is_a_copy(storage: BaseStorage) -> None:
    given = {"list": [1]}
    await storage.set_data(KEY, given)
    given["list"].append(2)
    (await storage.get_data(KEY))["list"].append(3)
    (await storage.update_data(KEY, {}))["list"].append(4)
    assert await storage.get_data(KEY) == {"list": [1]}


async def test_state_and_data_are_apart(storage: BaseStorage) -> None:
    await storage.set_state(KEY, "state")
    await storage.set_data(KEY, {"a": 1})
    await storage.set_state(KEY, None)
    assert await storage.get_data(KEY) == {"a": 1}
    await storage.set_data(KEY, {})
    assert await storage.get_state(KEY) is None


@pytest.mark.parametrize(
    "other",
    [
        StorageKey(2, -42, 42),
        StorageKey(1, 42, 42),
        StorageKey(1, -42, 43),
        StorageKey(1, -42, 42, thread_id=0),
        StorageKey(1, -42, 42, business_connection_id="b"),
        StorageKey(1, -42, 42, destiny="other"),
    ],
)
async def test_every_part_of_a_key_counts(storage: BaseStorage, other: StorageKey) -> None:
    await storage.set_state(KEY, "here")
    assert await storage.get_state(other) is None


async def test_data_that_is_no_mapping_is_refused(storage: BaseStorage) -> None:
    with pytest.raises(DataNotDictLikeError):
        await storage.set_data(KEY, [1, 2])  # type: ignore[arg-type]


async def test_a_context_is_the_storage_under_one_key(storage: BaseStorage) -> None:
    mine, hers = FSMContext(storage, KEY), FSMContext(storage=storage, key=StorageKey(1, 7, 7))
    await mine.set_state(Survey.begin)
    await mine.set_data({"a": 1})
    assert await mine.update_data({"b": 2}, c=3) == {"a": 1, "b": 2, "c": 3}
    assert await mine.update_data(a=4) == {"a": 4, "b": 2, "c": 3}
    assert await mine.get_value("a") == 4
    assert await mine.get_value("z", "default") == "default"
    assert (await hers.get_state(), await hers.get_data()) == (None, {})
    await mine.clear()
    assert (await mine.get_state(), await mine.get_data()) == (None, {})


async def test_updates_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    storage = SqliteStorage(tmp_path / "fsm.db")
    await asyncio.gather(*(storage.update_data(KEY, {str(n): n}) for n in range(20)))
    assert len(await storage.get_data(KEY)) == 20
    await storage.close()


async def test_a_file_keeps_its_contexts_and_has_one_writer(tmp_path: Path) -> None:
    first = SqliteStorage(tmp_path / "fsm.db")
    await first.set_state(KEY, "state")
    with pytest.raises(AlreadyRunning):
        SqliteStorage(tmp_path / "fsm.db")
    await first.close()
    second = SqliteStorage(tmp_path / "fsm.db")
    assert await second.get_state(KEY) == "state"
    await second.close()


async def test_a_turns_contexts_are_saved_by_its_commit_and_by_nothing_else(db: Database) -> None:
    storage = TurnStorage(db)
    await storage.set_state(KEY, Survey.begin)
    assert await TurnStorage(db).get_state(KEY) is None
    with transaction(db):
        storage.save()
    assert await TurnStorage(db).get_state(KEY) == "Survey:begin"


async def test_a_turn_that_breaks_keeps_no_context(db: Database) -> None:
    storage = TurnStorage(db)
    await storage.update_data(KEY, {"a": 1})

    def turn() -> None:
        with transaction(db):
            storage.save()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        turn()
    assert await TurnStorage(db).get_data(KEY) == {}

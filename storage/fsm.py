"""The finite-state machine's context and storages, in aiogram 3's words (docs.aiogram.dev, « Storages »).

`SqliteStorage(path)` stands alone, under an aiogram dispatcher; `TurnStorage(db)` is the one of a turn. Keys and
states of aiogram are taken as well as ours: what is asked of them is their attributes.
"""

import asyncio
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import sqlite_utils

from dialogs.states import State
from storage.contexts import Context, StorageKey, read_context, write_context
from storage.database import connect, make_durable, take_lock, transaction
from storage.schema.contexts import TABLES

StateType = str | State | None
T = TypeVar("T")


class DataNotDictLikeError(TypeError):
    """Data was given that is no mapping."""


class BaseStorage(ABC):
    """Keeps a state and data for each key."""

    @abstractmethod
    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Keep the state; None is no state."""

    @abstractmethod
    async def get_state(self, key: StorageKey) -> str | None:
        """The state as a string, None when there is none."""

    @abstractmethod
    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep the data in place of what was there. DataNotDictLikeError when it is no mapping."""

    @abstractmethod
    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """A copy of the data, empty when there is none."""

    async def get_value(self, storage_key: StorageKey, dict_key: str, default: Any = None) -> Any:  # noqa: ANN401 -- aiogram's words
        """One value of the data, `default` when there is none."""
        return (await self.get_data(storage_key)).get(dict_key, default)

    async def update_data(self, key: StorageKey, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep some values beside those that are there; a copy of the whole."""
        whole = {**await self.get_data(key), **_mapping(data)}
        await self.set_data(key, whole)
        return deepcopy(whole)

    @abstractmethod
    async def close(self) -> None:
        """Let go of what the storage holds."""


class FSMContext:
    """The state and data of one key."""

    def __init__(self, storage: BaseStorage, key: StorageKey) -> None:
        self.storage = storage
        self.key = key

    async def set_state(self, state: StateType = None) -> None:
        """Keep the state; None is no state."""
        await self.storage.set_state(key=self.key, state=state)

    async def get_state(self) -> str | None:
        """The state as a string, None when there is none."""
        return await self.storage.get_state(key=self.key)

    async def set_data(self, data: Mapping[str, Any]) -> None:
        """Keep the data in place of what was there."""
        await self.storage.set_data(key=self.key, data=data)

    async def get_data(self) -> dict[str, Any]:
        """A copy of the data."""
        return await self.storage.get_data(key=self.key)

    async def get_value(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 -- aiogram's words
        """One value of the data, `default` when there is none."""
        return await self.storage.get_value(storage_key=self.key, dict_key=key, default=default)

    async def update_data(self, data: Mapping[str, Any] | None = None, **values: Any) -> dict[str, Any]:  # noqa: ANN401 -- aiogram's words
        """Keep some values beside those that are there; a copy of the whole."""
        return await self.storage.update_data(key=self.key, data={**values, **(data or {})})

    async def clear(self) -> None:
        """No state and no data any more."""
        await self.set_state(state=None)
        await self.set_data({})


class SqliteStorage(BaseStorage):
    """Contexts in a table of their own, in a file of their own; each change is on disk before it returns.

    Raises AlreadyRunning when another process writes to the file.
    """

    def __init__(self, path: Path | str) -> None:
        self._lock: int | None = take_lock(Path(path))
        self._db = sqlite_utils.Database(connect(Path(path), write=True))
        make_durable(self._db)
        self._db.executescript(TABLES)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="contexts")

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Keep the state; None is no state."""
        await self._change(key, lambda context: replace(context, state=_name(state)))

    async def get_state(self, key: StorageKey) -> str | None:
        """The state as a string, None when there is none."""
        return (await self._run(lambda: read_context(self._db, key))).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep the data in place of what was there. DataNotDictLikeError when it is no mapping."""
        given = _mapping(data)
        await self._change(key, lambda context: replace(context, data=given))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """A copy of the data, empty when there is none."""
        return dict((await self._run(lambda: read_context(self._db, key))).data)

    async def update_data(self, key: StorageKey, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep some values beside those that are there, in one transaction; a copy of the whole."""
        given = _mapping(data)
        context = await self._change(key, lambda before: replace(before, data={**before.data, **given}))
        return deepcopy(dict(context.data))

    async def close(self) -> None:
        """Close the file and let another process write."""
        self._thread.shutdown()
        self._db.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    async def _change(self, key: StorageKey, change: Callable[[Context], Context]) -> Context:
        def work() -> Context:
            with transaction(self._db):
                after = change(read_context(self._db, key))
                write_context(self._db, key, after)
            return after

        return await self._run(work)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


class TurnStorage(BaseStorage):
    """Contexts of a turn: read from the turn's database, changed in a buffer that the one commit saves."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db
        self._buffer: dict[StorageKey, Context] = {}

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Keep the state in the buffer; None is no state."""
        self._buffer[key] = replace(self._context(key), state=_name(state))

    async def get_state(self, key: StorageKey) -> str | None:
        """The state as a string, None when there is none."""
        return self._context(key).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep the data in the buffer in place of what was there. DataNotDictLikeError when it is no mapping."""
        self._buffer[key] = replace(self._context(key), data=deepcopy(_mapping(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """A copy of the data, empty when there is none."""
        return deepcopy(dict(self._context(key).data))

    def save(self) -> None:
        """Make rows of the buffer, inside the transaction of the turn."""
        for key, context in self._buffer.items():
            write_context(self._db, key, context)
        self._buffer.clear()

    async def close(self) -> None:
        """Let go of what was not saved."""
        self._buffer.clear()

    def _context(self, key: StorageKey) -> Context:
        return self._buffer.get(key) or read_context(self._db, key)


def _name(state: object) -> str | None:
    name = getattr(state, "state", state)  # aiogram's State has the same attribute
    return None if name is None else str(name)


def _mapping(data: object) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise DataNotDictLikeError(f"data must be a mapping, not {type(data).__name__}")
    return dict(data)


__all__ = [
    "BaseStorage",
    "DataNotDictLikeError",
    "FSMContext",
    "SqliteStorage",
    "StateType",
    "StorageKey",
    "TurnStorage",
]

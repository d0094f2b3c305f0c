"""The thread that writes and the threads that read, for a program that runs on asyncio."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from storage.database import Database, open_database, savepoint, transaction
from storage.refusals import Refused

TOGETHER = 64  # writes that share a commit at most: one sync of the disk costs more than all of them
READERS = 2  # a machine has one or two cores to spare for pages and exports

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class _Write:
    function: Callable[[Database], Any]
    future: "asyncio.Future[Any]"
    alone: bool = False
    result: Any = None
    error: BaseException | None = None


class Writer:
    """The one thread that writes.

    `run` returns after the commit. Writes that wait together share one transaction; where one of them fails, they are
    made again, each in a savepoint of its own, so that a write may be made twice before it is committed once. A lone
    one is committed at once.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: SimpleQueue[_Write | None] = SimpleQueue()
        self._kept_back: _Write | None = None
        self._thread = threading.Thread(target=self._work, name="storage-writer", daemon=True)
        self._closed = False
        self.committed: list[Callable[[], None]] = []  # told after each commit, in the writer's thread
        self._thread.start()

    @classmethod
    def open(cls, path: Path | str, now: datetime, recipient: str = "") -> Self:
        """A writer on the database at `path`; raises what `open_database` raises."""
        return cls(open_database(path, now, recipient=recipient))

    async def run(self, function: Callable[Concatenate[Database, P], T], *args: P.args, **named: P.kwargs) -> T:
        """What `function(database, …)` returns, once committed; or its exception, with nothing of it kept."""
        return await self._put(lambda database: function(database, *args, **named), alone=False)

    async def alone(self, function: Callable[[Database], T]) -> T:
        """What `function(database)` returns, run outside any transaction: for what SQLite allows only there."""
        return await self._put(function, alone=True)

    async def _put(self, function: Callable[[Database], T], *, alone: bool) -> T:
        if self._closed:
            raise Refused("closed", "La base est fermée.")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.put(_Write(function, future, alone))
        return await future

    @property
    def alive(self) -> bool:
        """Whether its thread works."""
        return self._thread.is_alive() and not self._closed

    def close(self) -> None:
        """Finish the writes that wait, close the database and release its lock."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
            self._thread.join()
            self._database.close()

    def _work(self) -> None:
        while (first := self._next()) is not None:
            batch, last = self._batch(first)
            if first.alone:
                _outside(self._database, first)
            else:
                _commit(self._database, batch)
            _answer(batch)
            for listener in self.committed:
                listener()
            if last:
                return

    def _next(self) -> _Write | None:
        kept, self._kept_back = self._kept_back, None
        return kept or self._queue.get()

    def _batch(self, first: _Write) -> tuple[list[_Write], bool]:
        """What shares a commit with a write, and whether that was the last; one that runs alone ends a batch."""
        batch = [first]
        while len(batch) < TOGETHER and not first.alone:
            try:
                write = self._queue.get_nowait()
            except Empty:
                return batch, False
            if write is None:
                return batch, True
            if write.alone:
                self._kept_back = write
                return batch, False
            batch.append(write)
        return batch, False


def _outside(database: Database, write: _Write) -> None:
    try:
        write.result = write.function(database)
    except BaseException as error:
        write.error = error


def _commit(database: Database, batch: list[_Write]) -> None:
    """All together, which is what nearly always happens; where one of them fails, each under a savepoint."""
    if not _together(database, batch):
        _one_by_one(database, batch)


def _together(database: Database, batch: list[_Write]) -> bool:
    try:
        with transaction(database):
            for write in batch:
                write.result = write.function(database)
    except BaseException as error:
        batch[-1].error = error if len(batch) == 1 else None
        return len(batch) == 1
    return True


def _one_by_one(database: Database, batch: list[_Write]) -> None:
    try:
        with transaction(database):
            for write in batch:
                _attempt(database, write)
    except BaseException as error:
        for write in batch:
            write.error = write.error or error


def _attempt(database: Database, write: _Write) -> None:
    try:
        with savepoint(database):
            write.result = write.function(database)
    except BaseException as error:
        write.error = error
        if not database.conn.in_transaction:
            raise


def _answer(batch: list[_Write]) -> None:
    """Tell who waits, each loop once: waking one costs more than what it is told."""
    for loop in {write.future.get_loop() for write in batch}:
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, [write for write in batch if write.future.get_loop() is loop])


def _settle(batch: list[_Write]) -> None:
    for write in batch:
        if write.future.done():  # the caller was cancelled meanwhile; the rows are there all the same
            continue
        if write.error is not None:
            write.future.set_exception(write.error)
        else:
            write.future.set_result(write.result)


class Reader:
    """Reading connections, one a thread, beside the writer."""

    def __init__(self, path: Path | str, now: datetime) -> None:
        self._open = partial(open_database, path, now, write=False)
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="storage-reader")
        self._own = threading.local()
        self._all: list[Database] = []

    async def run(self, function: Callable[Concatenate[Database, P], T], *args: P.args, **named: P.kwargs) -> T:
        """What `function(database, …)` returns; a write inside raises sqlite3.OperationalError."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: function(self._connection(), *args, **named))

    def close(self) -> None:
        """Close the connections once what runs on them is over."""
        self._threads.shutdown()
        for database in self._all:
            database.close()

    def _connection(self) -> Database:
        if not hasattr(self._own, "database"):
            self._own.database = self._open()
            self._all.append(self._own.database)
        database: Database = self._own.database
        return database

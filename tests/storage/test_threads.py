import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.refusals import Refused
from storage.threads import Reader, Writer
from tests.storage.conftest import NOW


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    opened = Writer.open(tmp_path / "a.db", NOW)
    yield opened
    opened.close()


def add(db: Database, name: str, *, fail: bool = False) -> int:
    cursor = db.conn.execute("INSERT INTO caes (code, name) VALUES (?, ?)", (name, name))
    if fail:
        raise ZeroDivisionError
    assert cursor.lastrowid
    return cursor.lastrowid


def names(db: Database) -> list[str]:
    return [row["name"] for row in db.conn.execute("SELECT name FROM caes ORDER BY id")]


async def test_what_was_written_can_be_read_at_once_by_others(tmp_path: Path, writer: Writer) -> None:
    reader = Reader(tmp_path / "a.db", NOW)
    assert await writer.run(add, "one") == 1
    assert await reader.run(names) == ["one"]
    reader.close()


async def test_one_that_fails_leaves_nothing_and_does_not_harm_those_beside_it(writer: Writer) -> None:
    gate = threading.Event()
    first = asyncio.create_task(writer.run(lambda db: gate.wait(5)))
    await asyncio.sleep(0)
    others = [asyncio.create_task(writer.run(add, str(n), fail=n == 2)) for n in range(4)]
    await asyncio.sleep(0)
    gate.set()
    results = await asyncio.gather(first, *others, return_exceptions=True)
    assert isinstance(results[3], ZeroDivisionError)
    assert await writer.run(names) == ["0", "1", "3"]


async def test_writes_that_wait_together_share_one_commit(writer: Writer) -> None:
    commits: list[str] = []
    await writer.run(lambda db: db.conn.set_trace_callback(commits.append))
    gate = threading.Event()
    first = asyncio.create_task(writer.run(lambda db: gate.wait(5)))
    await asyncio.sleep(0)
    others = [asyncio.create_task(writer.run(add, str(n))) for n in range(20)]
    await asyncio.sleep(0)
    commits.clear()
    gate.set()
    await asyncio.gather(first, *others)
    assert commits.count("COMMIT") <= 2


async def test_a_commit_that_fails_is_told_to_everyone_who_waited_for_it(writer: Writer) -> None:
    def break_key(db: Database) -> None:
        db.conn.execute("PRAGMA defer_foreign_keys = ON")
        db.conn.execute("INSERT INTO address_people VALUES (99, 99)")

    with pytest.raises(Exception, match="FOREIGN KEY"):
        await writer.run(break_key)
    assert await writer.run(add, "after") == 1


async def test_a_closed_writer_refuses_and_frees_the_database(tmp_path: Path) -> None:
    writer = Writer.open(tmp_path / "a.db", NOW)
    writer.close()
    with pytest.raises(Refused):
        await writer.run(names)
    Writer.open(tmp_path / "a.db", NOW).close()

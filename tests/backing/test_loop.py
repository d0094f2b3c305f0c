"""Backups by themselves: when one is due it is made by a process of its own, and what came of it is a row."""

import asyncio
import errno
import random
import resource
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot import operator_door
from bot.backing import loop
from bot.backing.making import make, own_backups
from bot.backing.places import place_for
from bot.backing.scratch import scratch
from bot.running import Assistant
from bot.starting import start
from storage import backups, media
from storage.database import open_database
from storage.refusals import Refused
from storage.threads import Reader, Writer
from tests.backing.house import House

EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Running(Assistant):
    """The parts of an assistant that backups need, on a house; its time is set by hand."""

    def __init__(self, house: House) -> None:
        self.settings, self.now = house.settings, EVENING
        self.clock = lambda: self.now
        self.writer = Writer.open(house.settings.database, EVENING)
        self.reader = Reader(house.settings.database, EVENING)

    async def rows(self) -> list[backups.Backup]:
        return await self.reader.run(backups.listed)


@pytest.fixture
async def running(house: House) -> AsyncIterator[Running]:
    assistant = Running(house)
    yield assistant
    assistant.close()


async def here(assistant: Assistant) -> int:
    """What the process does, in this one."""
    settings, now = assistant.settings, assistant.clock()
    place = place_for(settings)
    assert place is not None
    with open_database(settings.database, now, write=False) as db, scratch(settings.database) as folder:
        try:
            sent = make(db, settings, place, folder, now)
        except Refused:
            return 1
    await assistant.writer.run(backups.made, place.shown, sent.name, sent.bytes, sent.sha256, now)
    return 0


async def test_the_first_at_once_then_every_night(running: Running, house: House) -> None:
    made = []
    for _ in range(4 * 24):
        if await loop.look(running, here):
            made.append(running.now)
        running.now += HOUR
    nights = [datetime(2026, 11, day, 2, 0, tzinfo=UTC) for day in (24, 25, 26, 27)]
    assert made == [EVENING, *nights]
    with house.looks() as db:
        assert list(own_backups(db, house.place).values()) == [EVENING, *nights]


async def test_a_full_disk_ends_nothing_and_is_a_row(
    running: Running, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(**_how: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("storage.backup.tarfile.open", write)
        with capture_logs() as logs:
            assert await loop.look(running, here)
    assert [each["event"] for each in logs] == ["backup_failed"]
    [row] = await running.rows()
    assert (row.state, row.made_at) == ("failed", EVENING)
    assert row.trouble == "La sauvegarde s'est interrompue (statut 1)."
    assert list(house.disk.iterdir()) == []
    assert not list(house.folder.glob(".back*-*"))
    await running.writer.run(lambda db: db.conn.execute("UPDATE caes SET name = 'goes on'").rowcount)
    assert not await loop.look(running, here)  # not at once again
    running.now += HOUR
    assert await loop.look(running, here)
    assert [each.state for each in await running.rows()] == ["made", "failed"]


@pytest.mark.parametrize("room", [100_000, 1_500_000], ids=["for no copy of the database", "for the copy alone"])
async def test_files_that_cannot_grow_any_more_leave_nothing_behind(running: Running, house: House, room: int) -> None:
    large = house.media.put(random.Random(7).randbytes(4_000_000), "audio/ogg")
    await running.writer.run(media.keep, large, EVENING)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    async def limited(assistant: Assistant) -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            return await here(assistant)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert await loop.look(running, limited)
    [row] = await running.rows()
    assert row.state == "failed"
    assert list(house.disk.iterdir()) == []
    running.now += HOUR
    assert await loop.look(running, here)
    assert [each.state for each in await running.rows()] == ["made", "failed"]


async def test_a_process_that_dies_without_a_word_is_a_row(running: Running) -> None:
    async def dies(_assistant: Assistant) -> int:
        return -9

    await loop.look(running, dies)
    [row] = await running.rows()
    assert (row.state, row.trouble) == ("failed", "La sauvegarde s'est interrompue (statut -9).")


async def test_nothing_is_made_where_nothing_was_told(house: House) -> None:
    house.backup_to = ""
    assistant = Running(house)
    assert not await loop.look(assistant, here)
    assert await assistant.rows() == []
    assistant.close()


def test_a_server_told_where_but_without_a_key_does_not_start(house: House) -> None:
    house.recipient = ""
    with pytest.raises(Refused, match="backup key"):
        start(house.settings, demo=False, greet=lambda *_: None)


async def test_the_real_process_makes_it_and_says_so_at_the_operators_door(running: Running, house: House) -> None:
    running.house = cast(Any, SimpleNamespace(codes=None))
    door = asyncio.ensure_future(operator_door.keep_open(running))
    await asyncio.sleep(0)
    while not (house.folder / "operator.sock").exists():
        await asyncio.sleep(0.01)
    assert await loop.look(running)
    door.cancel()
    [row] = await running.rows()
    assert (row.state, row.place) == ("made", str(house.disk))
    assert (house.disk / row.name).stat().st_size == row.bytes
    assert EVENING <= row.made_at < EVENING + HOUR

"""Backups made while people answer: each restores to everything that was committed up to some moment, and no more."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from bot.restoring import restore, save
from bot.settings import Settings
from storage import media
from storage.database import Database, open_database
from storage.media import MediaFolder, Stored
from storage.sealing import KeyPair
from storage.threads import Writer
from tests.backing.conftest import NIGHT
from tests.backing.house import START, House

SOME, MANY = 10, 100
EACH = 10  # rows that may be written for each backup that was begun: restoring thousands of recordings takes an hour


class Load:
    """Somebody who writes all the time: row after row, numbered, each with a recording of its own."""

    def __init__(self, house: House, writer: Writer) -> None:
        self._house, self._writer = house, writer
        self.committed, self.allowed = 0, asyncio.Semaphore(EACH)

    def goes_on(self) -> None:
        for _ in range(EACH):
            self.allowed.release()

    async def runs(self) -> None:
        while await self.allowed.acquire():
            number = self.committed + 1
            stored = await asyncio.to_thread(self._house.media.put, f"voice {number} ".encode() * 200, "audio/ogg")
            await self._writer.run(_write, number, stored)
            self._house.media.let_go(stored.sha256)
            self.committed = number


def _write(db: Database, number: int, stored: Stored) -> None:
    media.keep(db, stored, NIGHT)
    db.conn.execute(
        "INSERT INTO troubles (code, detail, at) VALUES ('load', ?, ?)", (f"{number} {stored.sha256}", "2026")
    )


def saved(house: House, file: Path) -> None:
    with open_database(house.settings.database, NIGHT, write=False) as db:
        save(db, house.settings, file, NIGHT)


async def backups_under_load(house: House, count: int) -> list[tuple[Path, int, int]]:
    """Files, and how many rows were committed when each was begun and when it was done."""
    writer, made = Writer.open(house.settings.database, START), []
    load = Load(house, writer)
    with closing(writer):
        running = asyncio.ensure_future(load.runs())
        for number in range(count):
            file, before = house.disk / f"{number}.age", load.committed
            load.goes_on()
            await asyncio.to_thread(saved, house, file)
            made.append((file, before, load.committed + 1))  # one may be on its way
        running.cancel()
        await asyncio.wait([running])
    return made


def restored(house: House, keys: KeyPair, file: Path, folder: Path) -> list[int]:
    """The numbers of the rows that came back, each with its recording."""
    folder.mkdir()
    settings = Settings.model_construct(data=folder, database=folder / "flashcoop.sqlite", ledger=None)
    restore(settings, house.vault, file, NIGHT, lambda: keys.identity)
    there = set(MediaFolder(folder / "media").names())
    with open_database(settings.database, NIGHT, write=False) as db:
        found = [row["detail"].split() for row in db.conn.execute("SELECT detail FROM troubles ORDER BY id")]
    assert all(sha256 in there for _, sha256 in found)
    return [int(number) for number, _ in found]


async def all_are_prefixes(house: House, keys: KeyPair, count: int, tmp_path: Path) -> list[int]:
    made, lengths = await backups_under_load(house, count), []
    for file, before, after in made:
        numbers = restored(house, keys, file, tmp_path / f"to-{file.stem}")
        assert numbers == list(range(1, len(numbers) + 1))
        assert before <= len(numbers) <= after
        lengths.append(len(numbers))
    assert lengths == sorted(lengths)
    assert lengths[-1] > lengths[0], "nobody wrote meanwhile"
    return lengths


async def test_ten_backups_under_load_restore_to_a_consistent_prefix(
    house: House, keys: KeyPair, tmp_path: Path
) -> None:
    await all_are_prefixes(house, keys, SOME, tmp_path)


@pytest.mark.long
async def test_a_hundred_backups_under_load_restore_to_a_consistent_prefix(
    house: House, keys: KeyPair, tmp_path: Path
) -> None:
    lengths = await all_are_prefixes(house, keys, MANY, tmp_path)
    print(f"{len(lengths)} backups, {lengths[0]} to {lengths[-1]} rows, all consistent prefixes")

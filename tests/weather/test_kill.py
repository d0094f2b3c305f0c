"""`kill -9`, a thousand times: what people did and Telegram was told is kept, once."""

import asyncio
import os
import random
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.loading import Programme
from tests.botapi import Emulator
from tests.end_to_end.processes import ROOT
from tests.end_to_end.walking import Walker, question_in
from tests.telegram.conftest import TOKEN
from tests.weather.nursery import FILE, assistant_in, invite
from tests.weather.players import small_programme

AT_ONCE = 4  # people who answer side by side
LONGEST_LIFE = 0.6  # seconds; some die before they have opened the database, some in the middle of a turn
LAST = "project"
PLAN = {LAST: "Un atelier de couture."}
AFTERWARDS = 60.0  # seconds in which the last one answers everybody


class Nursery:
    """The process that bears bots."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self.child = 0

    async def start(self, url: str, *how: str) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.weather.nursery", str(self.folder), url, *how),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await self._line()

    async def _line(self) -> str:
        assert self._process is not None
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), 120)
        return line.decode().strip()

    async def bears(self) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(b"one more\n")
        self.child = int(await self._line())

    def kills(self) -> None:
        """End the one that lives, as a power cut ends a process."""
        os.kill(self.child, signal.SIGKILL)
        self.child = 0

    async def ends(self) -> None:
        if self.child:
            self.kills()
        if self._process is not None:
            self._process.kill()
            await self._process.wait()


@pytest.fixture
async def nursery(tmp_path: Path) -> AsyncIterator[Nursery]:
    nursery = Nursery(tmp_path)
    yield nursery
    await nursery.ends()


class Crowd:
    """People who come one after the other, each answering everything she is asked."""

    def __init__(self, emulator: Emulator, tokens: list[str]) -> None:
        self._emulator, self._tokens = emulator, tokens
        self.walkers: list[Walker] = []
        self.closing = False

    async def comes(self) -> None:
        while not self.closing and self._tokens:
            walker = Walker(self._emulator.person(f"P{len(self.walkers)}", "fr"), PLAN)
            self.walkers.append(walker)
            await walker.person.opens(self._tokens.pop())
            while LAST not in walker.done:
                put = question_in(await walker.person.hears(3600.0))
                if put and put.ask not in walker.answered:
                    walker.answered.add(put.ask)
                    await walker.answer(put)

    @property
    def acts(self) -> int:
        """What all of them did."""
        return sum(walker.acts + 1 for walker in self.walkers)


async def lived_through(
    emulator: Emulator, nursery: Nursery, kills: int, *how: str
) -> tuple[Crowd, list["asyncio.Task[None]"]]:
    """People answer while the bot dies again and again; then one may live."""
    tokens: list[str] = []
    await asyncio.to_thread(inviting, nursery.folder, kills + AT_ONCE, tokens)
    await nursery.start(emulator.url, *how)
    crowd = Crowd(emulator, tokens)
    walking = [asyncio.create_task(crowd.comes()) for _ in range(AT_ONCE)]
    instants = random.Random(kills)
    for _ in range(kills):
        await nursery.bears()
        await asyncio.sleep(instants.uniform(0, LONGEST_LIFE))
        nursery.kills()
    await nursery.bears()
    crowd.closing = True
    return crowd, walking


def inviting(folder: Path, count: int, tokens: list[str]) -> None:
    (folder / "first").mkdir()
    programme: Programme = small_programme(folder / "first")
    assistant = assistant_in(folder, programme)
    tokens += asyncio.run(assistant.writer.run(invite, assistant.house.codes, count))
    assistant.close()


def kept(folder: Path) -> tuple[int, list[tuple[int, str, int, str]]]:
    """How many updates were kept, and person, question, number of revisions and value of each answer."""
    with sqlite3.connect(folder / FILE) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        updates = connection.execute("SELECT count(*) FROM inbox WHERE channel = 'telegram'").fetchone()[0]
        rows = connection.execute(
            "SELECT i.person_id, a.question, count(*), max(a.value) FROM answers a JOIN instances i"
            " ON i.id = a.instance_id GROUP BY 1, 2"
        ).fetchall()
    connection.close()
    return updates, rows


async def everything_kept(folder: Path, crowd: Crowd) -> None:
    """Wait until the last bot has taken what people did last."""
    async with asyncio.timeout(AFTERWARDS):
        while kept(folder)[0] < crowd.acts or _waiting(folder):
            await asyncio.sleep(0.2)


def _waiting(folder: Path) -> int:
    with sqlite3.connect(folder / FILE) as connection:
        found = connection.execute("SELECT count(*) FROM inbox WHERE state = 'waiting'").fetchone()[0]
    connection.close()
    return int(found)


@pytest.mark.parametrize("kills", [10, pytest.param(1000, marks=pytest.mark.long)])
async def test_killed_at_any_instant_what_people_did_is_kept_and_answered_once(nursery: Nursery, kills: int) -> None:
    async with Emulator(TOKEN) as emulator:
        crowd, walking = await lived_through(emulator, nursery, kills)
        await asyncio.wait_for(asyncio.gather(*walking), AFTERWARDS)
        await everything_kept(nursery.folder, crowd)
        updates, rows = kept(nursery.folder)
    assert crowd.acts > 2 * AT_ONCE, "they got somewhere"
    assert updates == crowd.acts
    assert all(revisions == 1 for _, _, revisions, _ in rows)
    wanted = sorted(step for walker in crowd.walkers for step in {done.partition("/")[0] for done in walker.done})
    assert sorted(question for _, question, _, _ in rows) == wanted


async def test_control_bots_that_acknowledge_before_they_commit_lose_what_people_did(nursery: Nursery) -> None:
    async with Emulator(TOKEN) as emulator:
        crowd, walking = await lived_through(emulator, nursery, 25, "hasty")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*walking), 15)
        assert kept(nursery.folder)[0] < crowd.acts

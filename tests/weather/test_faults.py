"""A disk that is full, read-only or does not sync, and a clock that goes back, at two hundred points of a survey."""

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.running import Assistant
from bot.telegram import serving
from bot.telegram.api import Api
from bot.telegram.pace import NONE, Pace
from bot.telegram.receiving import Receiver
from bot.telegram.sending import Sender
from bot.turns import turn
from bot.upkeep import Part, kept_up
from tests.botapi import Emulator
from tests.end_to_end.walking import Walker, question_in
from tests.telegram.conftest import TOKEN
from tests.weather.illness import Illness, Sickly
from tests.weather.nursery import FILE, assistant_in, invite, now
from tests.weather.players import small_programme

POINTS = 200
LAST = "project"
PLAN = {LAST: "Un atelier de couture."}
KINDS = ("full", "read_only", "unsynced", "clock")
LATEST = {"full": 40, "read_only": 40, "unsynced": 6}  # statements, or commits, of one answer and what follows it
BACK = (timedelta(minutes=1), timedelta(hours=3), timedelta(days=2), timedelta(days=400))
PATIENCE = 20.0
AT_ONCE = 0.01  # seconds that stand for the rests between tries


class House:
    """A running assistant whose disk and clock can be made ill."""

    def __init__(self, emulator: Emulator, folder: Path, assistant: Assistant, illness: Illness) -> None:
        self.emulator, self.folder, self.assistant, self.illness = emulator, folder, assistant, illness
        self.back = timedelta(0)
        self.confirmed = 0
        self.too_early = 0
        assistant.clock = self.clock
        assistant.turns._clock = self.clock
        updates = emulator.account().updates
        confirm = updates.confirm

        def watched(offset: int) -> None:
            confirm(offset)
            self.too_early += self.acknowledged() > self.kept()

        updates.confirm = watched  # type: ignore[method-assign]

    def clock(self) -> datetime:
        return now() - self.back

    def acknowledged(self) -> int:
        """Updates that Telegram may forget."""
        updates = self.emulator.account().updates
        return len(updates.sent) - len(updates)

    def kept(self) -> int:
        """Updates that are on disk."""
        with sqlite3.connect(self.folder / FILE) as connection:
            found = connection.execute("SELECT count(*) FROM inbox WHERE channel = 'telegram'").fetchone()[0]
        connection.close()
        return int(found)

    def falls_ill(self, kind: str, chance: random.Random) -> None:
        if kind == "clock":
            self.back = chance.choice(BACK)
        else:
            self.illness.catches(kind, chance.randrange(LATEST[kind]), chance.randint(1, 6))

    def recovers(self) -> int:
        """Be well again; how often something failed."""
        back, self.back = self.back, timedelta(0)
        self.illness.heals()
        return 1 if back else self.illness.struck


@pytest.fixture
def illness(monkeypatch: pytest.MonkeyPatch) -> Illness:
    ill = Illness()
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Sickly))
    return ill


@pytest.fixture
async def house(tmp_path: Path, illness: Illness, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    for module, name in ((turn, "LOOK_AGAIN"), (serving, "FIRST_PAUSE")):
        monkeypatch.setattr(module, name, AT_ONCE)
    monkeypatch.setattr("bot.telegram.sending.LOOK_AGAIN", AT_ONCE)
    monkeypatch.setattr("bot.upkeep.FIRST_REST", AT_ONCE)
    monkeypatch.setattr("bot.upkeep.LONGEST_REST", AT_ONCE)
    assistant = assistant_in(tmp_path, small_programme(tmp_path))
    connection: Any = assistant.writer._database.conn
    connection.illness = illness
    async with Emulator(TOKEN) as emulator:
        yield House(emulator, tmp_path, assistant, illness)
        assistant.close()


async def _soon(_seconds: float) -> None:
    await asyncio.sleep(AT_ONCE)


@asynccontextmanager
async def living(house: House, receiver: type[Receiver] = Receiver) -> AsyncIterator[None]:
    """The parts of Telegram and of the turns, kept up as the server keeps them."""
    api = Api(TOKEN, house.emulator.url)
    sender = Sender(api, house.assistant, Pace(NONE))
    house.assistant.turns.listeners.append(lambda _address: sender.wake())
    telegram = partial(serving.serve, api, receiver(api, house.assistant, _soon), sender)
    parts: dict[str, Part] = {"telegram": telegram, "turns": house.assistant.turns.run}
    work = [asyncio.create_task(kept_up(name, part)) for name, part in parts.items()]
    try:
        yield
        assert not any(part.done() for part in work), "every part lives"
    finally:
        for part in work:
            part.cancel()
            with suppress(asyncio.CancelledError):
                await part


async def survey(house: House, token: str, before: Callable[[], None], after: Callable[[], None]) -> Walker:
    """One person answers everything, while something happens before she does and after she was answered."""
    walker = Walker(house.emulator.person("Amina", "fr"), PLAN)
    before()
    await walker.person.opens(token)
    while LAST not in walker.done:
        put = question_in(await walker.person.hears(PATIENCE))
        if put and put.ask not in walker.answered:
            after()
            walker.answered.add(put.ask)
            before()
            await walker.answer(put)
    return walker


async def suffered(house: House, points: int, receiver: type[Receiver] = Receiver) -> tuple[list[Walker], Counter[str]]:
    """People answer, one after the other, until something has failed at so many points; how many of each kind."""
    chance, struck, walkers = random.Random(points), Counter[str](), list[Walker]()
    tokens = await house.assistant.writer.run(invite, house.assistant.house.codes, points)

    def before() -> None:
        house.falls_ill(KINDS[len(walkers) % len(KINDS)], chance)

    def after() -> None:
        struck[KINDS[len(walkers) % len(KINDS)]] += bool(house.recovers())

    async with living(house, receiver):
        while struck.total() < points:
            walker = await survey(house, tokens.pop(), before, after)
            after()
            walkers.append(walker)
            await asyncio.wait_for(_quiet(house, walkers), PATIENCE)
    return walkers, struck


async def _quiet(house: House, walkers: list[Walker]) -> None:
    """Everything people did has had its turn, and everything that is to be said was."""
    acts = sum(walker.acts + 1 for walker in walkers)
    while True:
        with sqlite3.connect(house.folder / FILE) as connection:
            done = connection.execute("SELECT count(*) FROM inbox WHERE state = 'done'").fetchone()[0]
            open_ = connection.execute("SELECT count(*) FROM outbox WHERE state <> 'done'").fetchone()[0]
        connection.close()
        if done >= acts and not open_:
            return
        await asyncio.sleep(AT_ONCE)


async def test_at_two_hundred_points_nothing_is_acknowledged_uncommitted_and_nothing_is_lost(house: House) -> None:
    with capture_logs() as lines:
        walkers, struck = await suffered(house, POINTS)
    assert struck.total() >= POINTS
    assert min(struck[kind] for kind in KINDS) > POINTS / 10, struck
    assert house.too_early == 0
    with sqlite3.connect(house.folder / FILE) as connection:
        states = dict(connection.execute("SELECT state, count(*) FROM inbox GROUP BY 1").fetchall())
        revisions = connection.execute("SELECT count(*) FROM answers GROUP BY instance_id, question").fetchall()
    connection.close()
    assert set(states) == {"done"}
    assert {row[0] for row in revisions} == {1}
    assert len(revisions) == sum(len({step.partition("/")[0] for step in walker.done}) for walker in walkers)
    said = {line["event"] for line in lines}
    assert said & {"no_turn_kept", "disk_unwell"}, "it goes on, and says so"
    assert {line.get("disk") for line in lines if line["event"] == "no_turn_kept"} >= {"full", "read_only", "failing"}


class Hasty(Receiver):
    """Control: lets Telegram forget before anything is kept."""

    async def _keep(self, batch: Sequence[Any]) -> list[str]:
        await self._api.call("getUpdates", {"timeout": 0, "limit": 1, "offset": batch[-1]["update_id"] + 1})
        return await super()._keep(batch)


async def test_control_a_bot_that_acknowledges_first_is_seen_and_loses_what_people_did(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.weather.test_faults.PATIENCE", 1.0)
    with suppress(TimeoutError, AssertionError):
        await suffered(house, 20, Hasty)
    assert house.too_early > 0


async def test_control_where_the_disks_faults_are_taken_for_the_rows_good_rows_are_set_aside_or_the_loop_ends(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.weather.test_faults.PATIENCE", 1.0)
    monkeypatch.setattr("bot.turns.turn.ailment", lambda _error: "")
    monkeypatch.setattr("bot.upkeep.ailment", lambda _error: "")
    with pytest.raises((TimeoutError, AssertionError, sqlite3.OperationalError)):
        await suffered(house, 40)

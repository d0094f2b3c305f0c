"""The listening process killed, hung or answering garbage in mid-conversation: the conversation goes on."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import listening
from bot.listening import Listening
from bot.telegram.files import Fetcher
from bot.telegram.reading import CHANNEL
from bot.voice import workshop
from bot.voice.heard import Heard
from bot.voice.workshop import Recogniser
from storage import jobs
from tests.botapi import Person, SeenMessage
from tests.botapi.recordings import tone
from tests.doors.house import NOTHING, Doors, asked_now, step_of

BROKEN = ["dies", "hangs", "garbage", "stranger"]


class Engine:
    """The real workshop with a process of the tests, whose mood can be changed."""

    def __init__(self, doors: Doors, folder: Path) -> None:
        folder.mkdir()
        (folder / "model.bin").write_bytes(b"")  # a folder that looks like a model
        self._mood = folder / "mood"
        self.turns("well")
        command = (sys.executable, "-m", "tests.doors.moody_child", str(self._mood))
        self.recogniser = Recogniser(folder, str(folder), clock=lambda: doors.clock().timestamp(), command=command)

    def turns(self, mood: str) -> None:
        self._mood.write_text(mood)

    @property
    def pid(self) -> int | None:
        return self.recogniser._listening.child.pid


@pytest.fixture
async def engine(doors: Doors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Engine]:
    monkeypatch.setattr(workshop, "HEARING_TIME", 1.0)
    monkeypatch.setattr(workshop, "STARTING_TIME", 4.0)
    engine = Engine(doors, tmp_path / "engine")
    doors.listening = Listening(doors.assistant, engine.recogniser, {CHANNEL: Fetcher(doors.api)})
    yield engine
    await engine.recogniser.close()


async def speaks(doors: Doors, person: Person) -> list[SeenMessage]:
    """What she hears once she has spoken and somebody has tried to listen."""
    before = max(message.id for message in await person.looks())
    await person.says(tone(1.0))
    await doors.goes_round()
    await doors.listens()
    return [message for message in await person.looks() if message.from_bot and message.id > before]


async def later(doors: Doors, person: Person) -> list[SeenMessage]:
    """What she hears half an hour on."""
    before = max(message.id for message in await person.looks())
    doors.passes(minutes=31)
    await doors.listens()
    return [message for message in await person.looks() if message.from_bot and message.id > before]


@pytest.mark.parametrize("mood", BROKEN)
async def test_it_goes_on_by_touch_loses_nothing_and_is_understood_when_the_engine_is_back(
    doors: Doors, engine: Engine, mood: str
) -> None:
    amina, _ = await doors.until("has_job")
    engine.turns(mood)
    heard = await speaks(doors, amina)
    assert doors.spoken(heard, "hearing_down")
    assert step_of(heard[-1]) == "has_job"
    assert [row["state"] for row in await doors.rows("SELECT state FROM takes")] == ["stored"]
    assert await doors.answers("has_job") == []
    engine.turns("well")
    heard = await later(doors, amina)
    assert doors.spoken(heard, "i_heard")
    await doors.touches(amina, "yes")
    assert await doors.answers("has_job") == [('"no"', None, "voice", "telegram")]


@pytest.mark.parametrize("mood", ["garbage"])
async def test_what_she_touches_meanwhile_is_taken_and_stays(doors: Doors, engine: Engine, mood: str) -> None:
    amina, _ = await doors.until("has_job")
    engine.turns(mood)
    await speaks(doors, amina)
    await doors.touches(amina, "yes")
    engine.turns("well")
    await later(doors, amina)
    assert await doors.answers("has_job") == [('"yes"', None, "tap", "telegram")]


@pytest.mark.parametrize("mood", ["dies"])
async def test_an_open_answer_is_kept_unheard_and_written_down_when_the_engine_is_back(
    doors: Doors, engine: Engine, mood: str
) -> None:
    amina, _ = await doors.until("expectations")
    engine.turns(mood)
    heard = await speaks(doors, amina)
    assert doors.spoken(heard, "received")
    assert len(await doors.answers("expectations")) == 1
    engine.turns("well")
    await later(doors, amina)
    await later(doors, amina)
    assert [row["transcript"] for row in await doors.rows("SELECT transcript FROM takes")] == ["des mots"]
    assert len(await doors.answers("expectations")) == 1


async def test_killed_while_it_listens_it_is_started_again_and_she_notices_nothing(
    doors: Doors, engine: Engine
) -> None:
    amina, _ = await doors.until("has_job")
    engine.turns("hangs")
    before = max(message.id for message in await amina.looks())
    await amina.says(tone(1.0))
    await doors.goes_round()
    work = asyncio.create_task(doors.listens())
    while engine.pid is None:
        await asyncio.sleep(0.01)
    engine.turns("well")
    os.kill(engine.pid, signal.SIGKILL)
    await work
    heard = [message for message in await amina.looks() if message.from_bot and message.id > before]
    assert doors.spoken(heard, "i_heard")
    assert not doors.spoken(heard, "hearing_down")


async def test_a_recording_that_breaks_every_process_is_given_up_after_some_hours_and_said_so(
    doors: Doors, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "MOST_FAILURES", 2)
    amina, _ = await doors.until("has_job")
    engine.turns("garbage")
    await speaks(doors, amina)
    for _ in range(listening.MOST_FAILURES - 1):
        assert await later(doors, amina) == []
    assert doors.spoken(await later(doors, amina), "voice_unreadable")
    assert await doors.rows("SELECT * FROM jobs WHERE state = 'waiting'") == []
    assert step_of(await asked_now(amina)) == "has_job"


# Controls


async def test_control_an_engine_that_works_needs_no_touch(doors: Doors, engine: Engine) -> None:
    amina, _ = await doors.until("has_job")
    heard = await speaks(doors, amina)
    assert doors.spoken(heard, "i_heard")
    assert not doors.spoken(heard, "hearing_down")
    del engine


async def test_control_killed_without_work_that_waits_the_voice_is_lost(
    doors: Doors, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "job_later", lambda db, job, _reason, _when: jobs.job_done(db, job))
    amina, _ = await doors.until("has_job")
    engine.turns("dies")
    await speaks(doors, amina)
    engine.turns("well")
    assert await later(doors, amina) == []


async def test_control_hung_without_a_limit_of_time_nobody_tells_her(
    doors: Doors, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "HEARING_TIME", 600.0)
    amina, _ = await doors.until("has_job")
    engine.turns("hangs")
    before = len(await amina.looks())
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(speaks(doors, amina), 7.0)
    assert len(await amina.looks()) == before + 1, "her own voice, and no answer to it"


async def test_control_garbage_that_is_believed_is_said_back_as_an_answer_nobody_offered(
    doors: Doors, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "heard_from", lambda result, _known: Heard(**{**result}))
    amina, _ = await doors.until("has_job")
    engine.turns("stranger")
    assert not doors.spoken(await speaks(doors, amina), "hearing_down")
    guessed = await doors.rows("SELECT option FROM guesses")
    assert guessed == [{"option": "maybe"}]


# Slow


class SlowEars:
    """A recogniser that hears when it is let."""

    def __init__(self, heard: Heard) -> None:
        self.let, self._heard = asyncio.Event(), heard

    async def hear(self, *recording: object, **about: object) -> Heard:
        del recording, about
        await self.let.wait()
        return self._heard

    async def transcribe(self, *recording: object, **about: object) -> None:
        raise AssertionError


async def slowly(doors: Doors, patience: float, monkeypatch: pytest.MonkeyPatch) -> tuple[list[SeenMessage], Person]:
    """What she hears within a second from a house whose ears take longer than that."""
    monkeypatch.setattr(listening, "PATIENCE", patience)
    ears = SlowEars(Heard("no", 5.0, "sure", 1.0))
    doors.listening = Listening(doors.assistant, ears, {CHANNEL: Fetcher(doors.api)})  # type: ignore[arg-type]
    amina, _ = await doors.until("has_job")
    before = max(message.id for message in await amina.looks())
    await amina.says(tone(1.0))
    await doors.goes_round()
    work = asyncio.create_task(doors.listening.work_once("listen"))
    await asyncio.wait([work], timeout=1.0)
    await doors.turns()
    await doors.sender.drain()
    heard = [message for message in await amina.looks() if message.from_bot and message.id > before]
    ears.let.set()
    await work
    await doors.turns()
    await doors.sender.drain()
    return heard, amina


async def test_while_listening_takes_long_she_is_told_and_what_is_heard_then_is_said_back(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, amina = await slowly(doors, 0.1, monkeypatch)
    assert doors.spoken(heard, "hearing_down")
    assert step_of(heard[-1]) == "has_job"
    assert step_of(await asked_now(amina)) == "has_job?"


async def test_control_with_endless_patience_she_sits_in_silence(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    heard, amina = await slowly(doors, 600.0, monkeypatch)
    assert heard == []
    assert step_of(await asked_now(amina)) == "has_job?"


async def test_a_recording_that_takes_long_holds_up_nobody_else(doors: Doors) -> None:
    ears = SlowEars(NOTHING)
    doors.listening = Listening(doors.assistant, ears, {CHANNEL: Fetcher(doors.api)})  # type: ignore[arg-type]
    amina, _ = await doors.until("has_job")
    working = asyncio.create_task(doors.listening.run())
    for pitch in (1.0, 1.2):
        await amina.says(tone(pitch))
        await doors.goes_round()
        while len(await doors.rows("SELECT * FROM takes WHERE state = 'stored'")) < (1 if pitch == 1.0 else 2):
            await asyncio.sleep(0.02)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.voice import workshop
from bot.voice.audio import AudioError, duration
from bot.voice.fairness import FairQueue, QueueFullError
from bot.voice.workshop import REST, EngineUnavailable, Recogniser
from dialogs.reading import Lexicon
from tests.lent import Lent
from tests.voice.conftest import sine
from tests.voice.test_audio import written

YES_NO = {"yes": ["oui"], "no": ["non"]}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def recogniser_of(manner: str, tmp_path: Path, clock: Clock | None = None) -> AsyncIterator[Recogniser]:
    """A recogniser whose children behave as told, with a model folder that looks whole."""
    (tmp_path / "model.bin").write_bytes(b"")
    command = (sys.executable, "-m", "tests.voice.fake_child", manner)
    recogniser = Recogniser(tmp_path, str(tmp_path), clock=clock or Clock(), command=command)
    try:
        yield recogniser
    finally:
        await recogniser.close()


async def test_an_answer_of_the_child_is_what_was_heard(tmp_path: Path) -> None:
    async with recogniser_of("well", tmp_path) as recogniser:
        heard = await recogniser.hear(tmp_path / "said.ogg", "fr", YES_NO)
    assert (heard.option, heard.status, heard.second_option) == ("yes", "sure", "no")


@pytest.mark.parametrize(
    "manner", ["noise", "huge", "list", "another", "stranger", "contradiction", "infinite", "bare"]
)
async def test_garbage_from_a_child_is_never_taken_for_an_answer(manner: str, tmp_path: Path) -> None:
    async with recogniser_of(manner, tmp_path) as recogniser:
        with pytest.raises(AudioError):
            await recogniser.hear(tmp_path / "said.ogg", "fr", YES_NO)


async def test_an_engine_that_is_down_is_left_alone_and_asked_again_later(tmp_path: Path) -> None:
    clock = Clock()
    async with recogniser_of("dead", tmp_path, clock) as recogniser:
        assert recogniser.available
        for _ in range(2):
            with pytest.raises(EngineUnavailable) as refused:
                await recogniser.hear(tmp_path / "said.ogg", "fr", YES_NO)
            assert refused.value.reason == "down"
        assert not recogniser.available
        clock.now += REST + 1
        assert recogniser.available


async def test_a_child_killed_between_two_recordings_is_started_again(tmp_path: Path) -> None:
    async with recogniser_of("well", tmp_path) as recogniser:
        await recogniser.hear(tmp_path / "said.ogg", "fr", YES_NO)
        pid = recogniser._listening.child.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        assert (await recogniser.hear(tmp_path / "said.ogg", "fr", YES_NO)).option == "yes"


async def test_a_recording_that_ends_every_child_is_refused_and_the_next_is_heard(tmp_path: Path) -> None:
    async with recogniser_of("well", tmp_path) as recogniser:
        with pytest.raises(AudioError):
            await recogniser.hear(tmp_path / "poison.ogg", "fr", YES_NO)
        assert recogniser.available
        assert (await recogniser.hear(tmp_path / "said.ogg", "fr", YES_NO)).option == "yes"


async def test_a_child_that_hangs_is_ended_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "HEARING_TIME", 1.0)
    monkeypatch.setattr(workshop, "STARTING_TIME", 2.0)
    monkeypatch.setattr(workshop, "MOST_ATTEMPTS", 1)
    async with recogniser_of("well", tmp_path) as recogniser:
        with pytest.raises(AudioError):
            await recogniser.hear(tmp_path / "hang.ogg", "fr", YES_NO)
        assert (await recogniser.hear(tmp_path / "said.ogg", "fr", YES_NO)).option == "yes"


async def test_a_caller_who_gives_up_does_not_leave_an_answer_to_the_next(tmp_path: Path) -> None:
    async with recogniser_of("well", tmp_path) as recogniser:
        await recogniser.hear(tmp_path / "said.ogg", "fr", YES_NO)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(recogniser.hear(tmp_path / "hang.ogg", "fr", YES_NO), 0.2)
        assert (await recogniser.hear(tmp_path / "said.ogg", "fr", YES_NO)).option == "yes"


async def test_without_a_model_voice_waits_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    recogniser = Recogniser(tmp_path, str(tmp_path / "empty"), clock=Clock())
    with pytest.raises(EngineUnavailable, match=r"no model\.bin") as refused:
        await recogniser.transcribe(tmp_path / "said.ogg", "fr")
    assert refused.value.reason == "missing"


async def test_people_take_turns_however_much_one_of_them_sends() -> None:
    queue, order = FairQueue(), list[str]()

    async def work(person: str) -> None:
        async with queue.turn(person):
            order.append(person)
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for person in ("a", "a", "a", "a", "b", "c", "b"):
            group.create_task(work(person))
    assert order[:4] == ["a", "a", "b", "c"]
    assert sorted(order) == list("aaaabbc")
    assert queue.waiting == 0


async def test_a_full_queue_refuses_at_once() -> None:
    queue = FairQueue(most=2, most_each=1)
    async with queue.turn("a"):
        waiting = [asyncio.create_task(queue.turn(person).__aenter__()) for person in ("a", "b")]
        await asyncio.sleep(0)
        for person in ("a", "c"):
            with pytest.raises(QueueFullError):
                await queue.turn(person).__aenter__()
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    assert queue.waiting == 0
    async with queue.turn("a"):
        assert queue.waiting == 0


@pytest.mark.asyncio(loop_scope="session")
async def test_a_browsers_recording_becomes_an_ogg_that_plays(recogniser: Recogniser, tmp_path: Path) -> None:
    said = written(tmp_path / "said.webm", "webm", "libopus", sine(1.5))
    decoded = await recogniser.decode(said, tmp_path / "said.ogg")
    assert decoded.seconds == pytest.approx(1.5, abs=0.1)
    assert duration(Path(decoded.path)) == pytest.approx(1.5, abs=0.1)


async def test_a_real_voice_is_heard_in_a_child_within_its_limits(
    real_ears: Lent, speech: Path, lexicons: dict[str, Lexicon]
) -> None:
    options = lexicons["ar"].options
    heard = await real_ears.hear(
        speech / "ar/asc_yes_00000001_03.ogg", "ar", {name: options[name] for name in ("yes", "no")}
    )
    assert heard.option == "yes"
    assert peak_memory(real_ears.pid) < 700 * 1024**2


def peak_memory(pid: int | None) -> int:
    """The most memory a process has used, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

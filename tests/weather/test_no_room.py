"""A disk without room, for a real process: the kernel refuses every byte it writes, for a while, again and again."""

import asyncio
import random
import resource
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.botapi import Emulator
from tests.telegram.conftest import TOKEN
from tests.weather.test_kill import AFTERWARDS, AT_ONCE, Crowd, Nursery, everything_kept, inviting, kept

FULL = 0  # bytes a file of the process may have: what is there can be read, and nothing is written
LONGEST = 0.4  # seconds without room, and with room


@pytest.fixture
async def nursery(tmp_path: Path) -> AsyncIterator[Nursery]:
    nursery = Nursery(tmp_path)
    yield nursery
    await nursery.ends()


def room(process: int, there_is: bool) -> None:
    """Let a process write, or refuse it every byte."""
    _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (hard if there_is else FULL, hard))


async def deprived(emulator: Emulator, nursery: Nursery, times: int, *how: str) -> Crowd:
    """People answer a bot that has room and none in turns; then all that they did is there."""
    chance, tokens = random.Random(times), list[str]()
    await asyncio.to_thread(inviting, nursery.folder, times + AT_ONCE, tokens)
    await nursery.start(emulator.url, *how)
    crowd = Crowd(emulator, tokens)
    await nursery.bears()
    walking = [asyncio.create_task(crowd.comes()) for _ in range(AT_ONCE)]
    try:
        for _ in range(times):
            await asyncio.sleep(chance.uniform(0, LONGEST))
            room(nursery.child, there_is=False)
            await asyncio.sleep(chance.uniform(0, LONGEST))
            updates = emulator.account().updates
            assert len(updates.sent) - len(updates) <= kept(nursery.folder)[0], "acknowledged and not kept"
            room(nursery.child, there_is=True)
        crowd.closing = True
        await asyncio.wait_for(asyncio.gather(*walking), AFTERWARDS)
        await everything_kept(nursery.folder, crowd)
    finally:
        for each in walking:
            each.cancel()
    return crowd


@pytest.mark.parametrize("times", [8, pytest.param(200, marks=pytest.mark.long)])
async def test_while_there_is_no_room_nothing_is_acknowledged_and_afterwards_all_is_there(
    nursery: Nursery, times: int
) -> None:
    async with Emulator(TOKEN) as emulator:
        crowd = await deprived(emulator, nursery, times)
        updates, rows = kept(nursery.folder)
    assert crowd.acts > 2 * AT_ONCE, "they got somewhere"
    assert updates == crowd.acts
    assert all(revisions == 1 for _, _, revisions, _ in rows)
    wanted = sorted(step for walker in crowd.walkers for step in {done.partition("/")[0] for done in walker.done})
    assert sorted(question for _, question, _, _ in rows) == wanted


async def test_control_a_bot_that_acknowledges_first_is_seen(nursery: Nursery) -> None:
    async with Emulator(TOKEN) as emulator:
        with pytest.raises(AssertionError, match="acknowledged and not kept"):
            await deprived(emulator, nursery, 40, "hasty")

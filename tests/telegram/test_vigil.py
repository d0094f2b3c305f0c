from datetime import timedelta

import pytest
import structlog

from bot.telegram.vigil import Vigil
from storage.database import every
from tests.telegram.conftest import Place


async def hours(place: Place, vigil: Vigil, count: float, in_touch: bool = False) -> list[str]:
    """Let time pass, a look every ten minutes; what was told aloud."""
    with structlog.testing.capture_logs() as lines:
        for _ in range(int(count * 6)):
            place.hand.advance(600)
            if in_touch:
                vigil.in_touch()
            await vigil.look()
    return [f"{line['event']} {line['silent_hours']:g} {line['forgotten_in_hours']:g}" for line in lines]


async def noted(place: Place) -> list[str]:
    rows = await place.assistant.writer.run(lambda db: every(db, "SELECT code FROM troubles"))
    return [row["code"] for row in rows]


@pytest.fixture
async def vigil(place: Place) -> Vigil:
    watching = Vigil(place.assistant)
    watching.in_touch()
    await watching.look()
    return watching


async def test_while_we_are_in_touch_nothing_is_told(place: Place, vigil: Vigil) -> None:
    assert await hours(place, vigil, 30, in_touch=True) == []


async def test_a_silence_is_told_before_telegram_forgets(place: Place, vigil: Vigil) -> None:
    told = await hours(place, vigil, 23)
    assert told == [f"telegram_silent {hour} {24 - hour}" for hour in (1, 6, 12, 20, 23)]
    assert await noted(place) == ["telegram_silent"] * 5


async def test_a_silence_that_ends_in_time_is_over(place: Place, vigil: Vigil) -> None:
    await hours(place, vigil, 20)
    assert await hours(place, vigil, 1, in_touch=True) == []
    assert await hours(place, vigil, 1) == ["telegram_silent 1 23"]


async def test_after_a_day_it_is_said_that_something_may_have_been_forgotten(place: Place, vigil: Vigil) -> None:
    await hours(place, vigil, 30)
    told = await hours(place, vigil, 1, in_touch=True)
    assert told == ["updates_forgotten 30.2 0"]


async def test_a_server_that_was_off_knows_at_its_start_how_long(place: Place, vigil: Vigil) -> None:
    await hours(place, vigil, 1, in_touch=True)
    place.hand.advance(timedelta(hours=21).total_seconds())
    again = Vigil(place.assistant)
    with structlog.testing.capture_logs() as lines:
        await again.look()
    assert [line["event"] for line in lines] == ["telegram_silent"]
    assert lines[0]["forgotten_in_hours"] <= 3


async def test_polling_that_works_is_being_in_touch(place: Place) -> None:
    assert await place.receiver.poll()
    assert place.receiver._vigil._last == place.assistant.clock()

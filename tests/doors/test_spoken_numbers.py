"""Numbers said: few enough of them are scored like choices, all others are written down and read."""

from dataclasses import replace

import pytest

from bot.voice.heard import Heard
from tests.botapi import Person
from tests.botapi.recordings import tone
from tests.doors.house import Doors, asked_now, step_of

TWELVE = Heard("12", 3.0, "sure", 1.0, "2")
DAYS = {str(day) for day in range(1, 32)}


async def at_the_day(doors: Doors) -> Person:
    """Somebody who was born in March 1990, on a day to be said."""
    amina, _ = await doors.until("born")
    for figures in ("1990", "3"):
        await doors.hears(amina, amina.types(figures))
    assert step_of(await asked_now(amina)) == "born/day"
    return amina


async def says(doors: Doors, person: Person, heard: Heard, words: str = "") -> str:
    """What she is asked next; `words` are what free decoding writes."""
    doors.ears.heard, doors.ears.written = heard, replace(doors.ears.written, text=words)
    await person.says(tone(1.0))
    await doors.goes_round()
    await doors.listens()
    asked = await asked_now(person)
    return f"{step_of(asked)} {asked.caption}{asked.text}"


async def test_a_number_that_was_scored_is_said_back_and_kept_on_her_word(doors: Doors) -> None:
    amina = await at_the_day(doors)
    assert "12" in await says(doors, amina, TWELVE, "quatorze")
    assert doors.ears.options == DAYS
    assert await doors.answers("born") == []
    await doors.touches(amina, "yes")
    assert await doors.answers("born") == [('"1990-03-12"', None, "voice", "telegram")]


@pytest.mark.parametrize(("words", "said_back"), [("quatorze", "14"), ("C'est ça ?", "12")])
async def test_an_unsure_number_is_read_in_what_was_written_or_else_said_back(
    doors: Doors, words: str, said_back: str
) -> None:
    amina = await at_the_day(doors)
    assert said_back in await says(doors, amina, replace(TWELVE, margin=0.4, status="unsure"), words)
    assert await doors.answers("born") == []


async def test_a_number_of_too_many_is_written_down_and_read(doors: Doors) -> None:
    amina, _ = await doors.until("born")
    said = await says(doors, amina, replace(TWELVE, option=None, second_option=None, status="other"), "1990")
    assert doors.ears.options == set()
    assert "1990" in said

"""A process that is killed at any instant loses nothing it has acknowledged, and stores nothing twice."""

import asyncio
import random
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from tests.botapi import RemotePeople
from tests.end_to_end.processes import ACKNOWLEDGED, Bot, open_flashcoop
from tests.end_to_end.walking import Act, Walker

NOW = datetime.fromisoformat("2026-11-22T10:00:00+01:00")
DATES = "2026-11-23,2026-11-25,2026-11-27,2026-11-30"
PLAN: dict[str, Act] = {
    "language": "*fr",
    "name": "Amina",
    "born": "1990",
    "born/month": "3",
    "born/day": "12",
    "project": "Un atelier de couture.",
    "expectations": "Apprendre.",
    "phone": "0612345678",
    "second_contact": "Ma soeur",
    "birth_town": "Gap",
    "second_phone": "0698765432",
}
STEPS_OF_BORN = {"born/month", "born/day"}
LONGEST_LIFE = 1.5  # seconds a process lives after it is up
PATIENCE = 900.0  # seconds a person waits while the bot keeps dying
FORGOTTEN = 60.0  # seconds after the last start within which everything is answered, unless something was lost


async def walk_through_kills(bot: Bot, people: RemotePeople, kills: int, seed: int, module: str) -> Walker:
    """Somebody registers while the process is killed again and again; then it may live."""
    [link] = await open_flashcoop(bot, NOW, 1, DATES)
    person = await people.person("Amina", "fr")
    walker = Walker(person, PLAN)
    await person.opens(link["token"])
    walking = asyncio.create_task(walker.walk(lambda message: "prochaine séance" in message.text, PATIENCE))
    instants = random.Random(seed)
    for _ in range(kills):
        await bot.start(NOW, control=module)
        await asyncio.sleep(instants.uniform(0, LONGEST_LIFE))
        await bot.kill()
        if walking.done():
            break
    await bot.start(NOW, control=module)
    try:
        await asyncio.wait_for(walking, FORGOTTEN)
    finally:
        await bot.stop()
    return walker


def answers_in(database: Path) -> list[tuple[str, int, str | None]]:
    """Question, number of revisions and latest value of everything that was answered."""
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT question, count(*), max(value) FROM answers GROUP BY instance_id, question")
        return [(question, revisions, value) for question, revisions, value in rows]


def updates_in(database: Path) -> int:
    """How many things that people did were kept."""
    with sqlite3.connect(database) as connection:
        return int(connection.execute("SELECT count(*) FROM inbox WHERE channel = 'telegram'").fetchone()[0])


async def check_kills(bot: Bot, people: RemotePeople, kills: int) -> None:
    walker = await walk_through_kills(bot, people, kills, kills, "tests.end_to_end.served")
    assert updates_in(bot.database) == walker.acts + 1, "what she did, and the link she opened"
    kept = answers_in(bot.database)
    assert all(revisions == 1 for _, revisions, _ in kept)
    asked = set(walker.done) - STEPS_OF_BORN - {"welcome", "how_it_works", "about_fund"}
    assert {question for question, _, _ in kept} == asked
    assert ("phone", 1, '"+33612345678"') in kept
    assert ("born", 1, '"1990-03-12"') in kept


@pytest.mark.parametrize("kills", [3, pytest.param(20, marks=pytest.mark.long)])
async def test_killed_at_any_instant_nothing_acknowledged_is_lost_and_nothing_is_there_twice(
    bot: Bot, people: RemotePeople, kills: int
) -> None:
    await check_kills(bot, people, kills)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
async def test_killed_at_a_hundred_instants_nothing_is_lost(bot: Bot, people: RemotePeople, seed: int) -> None:
    await check_kills(bot, people, 20 + seed)


async def test_control_a_bot_that_acknowledges_before_it_commits_loses_what_was_said(
    bot: Bot, people: RemotePeople
) -> None:
    [link] = await open_flashcoop(bot, NOW, 1, DATES)
    person = await people.person("Amina", "fr")
    await bot.start(NOW, control="tests.end_to_end.hasty")
    await person.opens(link["token"])
    while not (bot.folder / ACKNOWLEDGED).exists():
        await asyncio.sleep(0.05)
    await bot.kill()
    await bot.start(NOW, control="tests.end_to_end.served")
    await person.types("Bonjour")
    await person.hears(FORGOTTEN)
    await bot.stop()
    assert updates_in(bot.database) == 1, "both were said, and Telegram was told that both are kept"

"""Three people at once, one a language, register and check in over two sessions, speaking and touching."""

import asyncio
import csv
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from tests.botapi import RemotePeople, SeenMessage
from tests.end_to_end.processes import Bot, open_flashcoop
from tests.end_to_end.walking import Act, Walker

DATES = "2026-11-23,2026-11-25,2026-11-27,2026-11-30"
BEFORE = datetime.fromisoformat("2026-11-22T10:00:00+01:00")
FIRST_EVENING = datetime.fromisoformat("2026-11-23T18:05:00+01:00")
SECOND_EVENING = datetime.fromisoformat("2026-11-25T18:05:00+01:00")
HUMMING = "tests.end_to_end.humming"
LANGUAGES = ("fr", "ar", "fa_AF")
OPEN = ("project", "name")  # the rest is typed: writing down what is said takes seconds of a core


def plan(language: str, speech: Path) -> Mapping[str, Act]:
    """Open answers by voice and, where real recordings exist, two closed ones; numbers in the language's figures."""
    voice = {"fr": "fr/armelle_3.ogg", "ar": "ar/asc_open_00000001_05.ogg", "fa_AF": "fa/am_besiaraali_02.ogg"}
    yes = {"ar": "ar/asc_yes_00000001_03.ogg", "fa_AF": "fa/am_bale_02.ogg"}
    year, phone = ("۱۹۹۵", "۰۶۱۲۳۴۵۶۷۸") if language == "fa_AF" else ("1995", "0612345678")
    spoken: dict[str, Act] = dict.fromkeys((*OPEN, "learned"), speech / voice[language])
    if language in yes:
        spoken |= dict.fromkeys(("has_project", "training"), speech / yes[language])
    typed: dict[str, Act] = {"born": year, "born/month": "=3", "born/day": "=12", "phone": phone}
    typed |= {"expectations": "Apprendre", "second_contact": "Ma sœur", "birth_town": "Herat"}
    return {"language": f"*{language}", **typed, "second_phone": "0698765432", "has_job": "*no", **spoken}


SEE_YOU = {"fr": "À la prochaine séance", "ar": "اللقاء القادم", "fa_AF": "دیدار بعدی"}


def _see_you(language: str) -> Callable[[SeenMessage], bool]:
    return lambda message: SEE_YOU[language] in message.text


async def test_three_people_register_and_check_in_over_two_sessions(
    bot: Bot, people: RemotePeople, recordings: Path
) -> None:
    links = await open_flashcoop(bot, BEFORE, 3, DATES)
    await bot.start(FIRST_EVENING - timedelta(hours=8), control=HUMMING)
    walkers = []
    for language, link in zip(LANGUAGES, links, strict=True):
        person = await people.person(f"Someone {language}", language)
        await person.opens(link["token"])
        walkers.append(Walker(person, plan(language, recordings)))
    await _all_until_next_time(walkers)
    for evening in (FIRST_EVENING, SECOND_EVENING):
        await bot.stop()
        await bot.start(evening, control=HUMMING)
        await _all_until_next_time(walkers)
    await bot.stop()
    rows = await exported(bot)
    check(rows)


async def _all_until_next_time(walkers: list[Walker]) -> None:
    together = zip(walkers, LANGUAGES, strict=True)
    await asyncio.gather(*(walker.walk(_see_you(language)) for walker, language in together))


async def exported(bot: Bot) -> list[dict[str, str]]:
    """The rows of the answers' export."""
    out = bot.folder / "export"
    await bot.command("export", "--out", str(out), "--format", "csv")
    with (out / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def check(rows: list[dict[str, str]]) -> None:
    """Each answer once, in the language it was given, by voice where it was spoken, by the person herself."""
    people = {row["participant"] for row in rows}
    assert len(people) == 3
    keys = [(row["participant"], row["questionnaire"], row["moment"], row["question"]) for row in rows]
    assert len(keys) == len(set(keys))
    answered = [row for row in rows if row["status"] == "answered"]
    assert {row["author"] for row in answered} == people
    for person in people:
        mine = [row for row in answered if row["participant"] == person]
        language = {row["language"] for row in mine if row["question"] != "language"}
        assert len(language) == 1
        spoken = {row["question"] for row in mine if row["mode"] == "voice"}
        assert {"project", "learned"} <= spoken
        if language & {"ar", "fa_AF"}:
            assert {"has_project", "training"} <= spoken
        assert {row["moment"] for row in mine} == {"once", "session:1", "session:2"}

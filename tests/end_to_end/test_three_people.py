"""Three people at once, one a language, register and check in over two sessions, speaking and touching."""

import asyncio
import csv
import io
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
LANGUAGES = ("fr", "ar", "fa_AF")
OPEN = ("project", "expectations", "second_contact", "name")


def plan(language: str, speech: Path) -> Mapping[str, Act]:
    """Open answers by voice and, where real recordings exist, two closed ones; numbers in the language's figures."""
    voice = {"fr": "fr/armelle_12.ogg", "ar": "ar/asc_open_00000001_05.ogg", "fa_AF": "fa/am_besiaraali_02.ogg"}
    yes = {"ar": "ar/asc_yes_00000001_03.ogg", "fa_AF": "fa/am_bale_02.ogg"}
    year, phone = ("۱۹۹۵", "۰۶۱۲۳۴۵۶۷۸") if language == "fa_AF" else ("1995", "0612345678")
    spoken: dict[str, Act] = {step: speech / voice[language] for step in (*OPEN, "learned")}
    if language in yes:
        spoken |= {step: speech / yes[language] for step in ("has_project", "training")}
    typed: dict[str, Act] = {"born": year, "born/month": "=3", "born/day": "=12", "phone": phone}
    return {"language": f"*{language}", **typed, "second_phone": "0698765432", "has_job": "*no", **spoken}


SEE_YOU = {"fr": "À la prochaine séance", "ar": "اللقاء القادم", "fa_AF": "دیدار بعدی"}


def _see_you(language: str) -> Callable[[SeenMessage], bool]:
    return lambda message: SEE_YOU[language] in message.text


async def test_three_people_register_and_check_in_over_two_sessions(
    bot: Bot, people: RemotePeople, recordings: Path
) -> None:
    links = await open_flashcoop(bot, BEFORE, 3, DATES)
    await bot.start(FIRST_EVENING - timedelta(hours=8))
    walkers = []
    for language, link in zip(LANGUAGES, links, strict=True):
        person = await people.person(f"Someone {language}", language)
        await person.opens(link["token"])
        walkers.append(Walker(person, plan(language, recordings)))
    await asyncio.gather(*(walker.walk(_see_you(language)) for walker, language in _each(walkers)))
    for evening in (FIRST_EVENING, SECOND_EVENING):
        await bot.stop()
        await bot.start(evening)
        await asyncio.gather(*(walker.walk(_see_you(language)) for walker, language in _each(walkers)))
    rows = list(csv.DictReader(io.StringIO(await _export(bot))))
    assert rows


def _each(walkers: list[Walker]) -> list[tuple[Walker, str]]:
    return list(zip(walkers, LANGUAGES, strict=True))


async def _export(bot: Bot) -> str:
    return ""

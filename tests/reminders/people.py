"""Participants of a house under test: how they come to have registered, and what they were sent."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.operating import Operating
from bot.operations import operate
from bot.settings import Settings
from storage.database import Database
from tests.botapi import Person, SeenMessage
from tests.doors.house import SESSIONS, Doors
from tests.web.visitor import Visitor

REGISTERED = {"language": "fr", "phone": "0600000001", "has_project": "no", "second_contact_ok": "no"}


async def registered(
    doors: Doors, dates: Sequence[date] = SESSIONS, name: str = "Amina", flashcoop: str = "", **answers: str
) -> tuple[Person, Visitor, str]:
    """Somebody who has answered the registration on her page and has Telegram too; and her code."""
    person = await doors.at_telegram(name, flashcoop or await doors.flashcoop(dates))
    [code] = [row["code"] for row in await doors.rows("SELECT code FROM people ORDER BY id DESC LIMIT 1")]
    page = await doors.page_of(code)
    await page.goes_through(**{**REGISTERED, **answers}, until="")
    return person, page, code


async def does(doors: Doors, name: str, **arguments: Any) -> Any:
    """What an operation of an operator gives."""

    def change(db: Database) -> Any:
        settings, codes = Settings.model_construct(), doors.assistant.house.codes
        return operate(Operating(db, settings, codes, doors.clock()), name, arguments)

    return await doors.assistant.writer.run(change)


async def cohort_of(doors: Doors) -> str:
    [row] = await doors.rows("SELECT code FROM cohorts")
    return str(row["code"])


async def said_after(doors: Doors, person: Person) -> list[SeenMessage]:
    """What she is sent when the house writes to whom it is time to write to."""
    before = max((message.id for message in await person.looks()), default=0)
    await doors.writes()
    return [message for message in await person.looks() if message.from_bot and message.id > before]


def told(doors: Doors, messages: Sequence[SeenMessage], phrase: str) -> int:
    """How many of the messages, images included, say a phrase in their caption."""
    return sum(doors.phrase(phrase) in message.caption for message in messages)


def paris(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    """A moment of winter in Paris."""
    return datetime(year, month, day, hour - 1, minute, tzinfo=UTC)

"""Animators and participants on Telegram, and the group they share."""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from tests.botapi import Person, SeenMessage
from tests.botapi.groups import Group
from tests.doors.house import Doors

LATER = tuple(date(2026, 12, day) for day in (7, 8, 10, 14))  # no session is near: only the registration is open
EVENING = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # half past six in Paris: everybody's hours
NAME = "flashcoop_bot"
WHOLE = {"phone": "0600000001", "has_project": "no", "second_contact_ok": "no"}


@dataclass
class Circle:
    """One Flashcoop: its animator, its people by name, its group."""

    doors: Doors
    flashcoop: str
    animator: Person
    people: dict[str, Person] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    group: Group | None = None

    async def joins(self, name: str, language: str) -> Person:
        """Somebody comes in on Telegram and chooses her language."""
        person = await self.doors.at_telegram(name, self.flashcoop)
        await self.doors.touches(person, language)
        self.people[name], self.codes[name] = person, await newest(self.doors)
        return person

    async def finishes(self, name: str) -> None:
        """She answers what is open, on her page."""
        page = await self.doors.page_of(self.codes[name])
        await page.goes_through(**WHOLE, until="")

    async def has_group(self) -> Group:
        """The animator makes the Flashcoop's group and puts the bot and everybody into it."""
        self.group = self.doors.emulator.group("Entre nous", self.animator)
        for person in self.people.values():
            self.group.enter(person)
        await self.doors.goes_round()
        return self.group

    async def says(self, *acts: Awaitable[object]) -> list[SeenMessage]:
        """What the animator is told in private after what she did."""
        return await self.doors.hears(self.animator, *acts)

    def in_group(self) -> list[SeenMessage]:
        """What the bot said in the group."""
        assert self.group is not None
        return [message for message in self.animator.in_chat(self.group.id).chat if message.from_bot]


async def circle(doors: Doors, *, dates: tuple[date, ...] = LATER, name: str = "Nadia") -> Circle:
    """A Flashcoop whose animator has come in on Telegram."""
    doors.api.username = NAME
    flashcoop = await doors.flashcoop(dates)
    return Circle(doors, flashcoop, await staff_at_telegram(doors, flashcoop, name))


async def staff_at_telegram(doors: Doors, flashcoop: str, name: str = "Nadia", role: str = "animator") -> Person:
    """Somebody of the staff who has come in by her invitation."""
    person = doors.emulator.person(name, "fr")
    await person.opens(await doors.invitation(flashcoop, role))
    await doors.goes_round()
    return person


async def newest(doors: Doors) -> str:
    """The code of who came in last."""
    [row] = await doors.rows("SELECT code FROM people ORDER BY id DESC LIMIT 1")
    return str(row["code"])

"""A Flashcoop of people who are registered already, at whichever door, and rate each other on the last day."""

from datetime import UTC, datetime
from typing import Any

from bot import echoing
from bot.operations import OPERATIONS, Operating
from bot.settings import Settings
from dialogs.cards import Speech
from dialogs.instance import DONE, Given, Instance
from storage import addresses, cohorts, consents, instances, links, people, takes
from storage.database import Database
from tests.botapi import Person
from tests.doors.house import Doors
from tests.web.visitor import Visitor

LAST_DAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # half an hour after the last session begins
OVER = datetime(2026, 12, 7, 15, 31, tzinfo=UTC)  # seven days after it has ended
EVENING = datetime(2026, 12, 7, 17, 30, tzinfo=UTC)  # half past six in Paris
PORTRAITS = ("bird", "butterfly", "fish", "horse", "apple", "rose", "tree", "sun", "teapot")


class Group(Doors):
    """Both doors, and people with a picture each."""

    flashcoop_code = ""

    async def begins(self) -> None:
        self.flashcoop_code = await self.flashcoop()

    async def joins(self, portrait: str | None, language: str = "fr", *, named: bool = False) -> str:
        """Somebody registered, with a picture and perhaps her name in her own voice; her code."""
        stored = self.assistant.media.put(await self.voice(), "audio/ogg") if named else None
        return await self.assistant.writer.run(self._joins, portrait, language, stored)

    async def voice(self) -> bytes:
        """Somebody's voice, as a voice message has it."""
        path = await self.assistant.sound(Speech("Amina", "fr"))
        assert path is not None
        return path.read_bytes()

    def _joins(self, db: Database, portrait: str | None, language: str, stored: Any) -> str:
        cohort, now = cohorts.cohort(db, self.flashcoop_code), self.clock()
        person = people.add_person(db, self._codes, "participant", cohort.id, cohort.cae_id, now)
        people.prefer(db, person.id, "language", language)
        consents.agree(db, person.id, None, consents.Given("bot", True, "…", language, "tap", person.code), None, now)
        flow = self.programme.flows["registration"]
        code = instances.open_instance(
            db, self._codes, person, flow.questionnaire, "once", lambda code: Instance(code, flow.initial), now
        )
        kept = instances.load(db, code)
        given = {"portrait": Given(portrait)} if portrait else {}
        if stored:
            take = takes.expect(db, self._codes, person, kept.id, None, None, now)
            takes.store(db, take, stored, 1.0, now)
            takes.keep_longer(db, take, OVER)
            given["name"] = Given({"takes": [take]})
        instances.save(db, kept, Instance(code, flow.state(DONE), given=given), now)
        instances.finish(db, kept.id, now)
        return person.code

    async def of(self, count: int, **how: Any) -> list[str]:
        """So many people."""
        return [await self.joins(portrait, **how) for portrait in PORTRAITS[:count]]

    async def page(self, code: str) -> Visitor:
        """Her page, opened."""
        token = await self.assistant.writer.run(_link, self.assistant.house.vault, code, self.clock())
        visitor = Visitor(self.browser)
        await visitor.loads(f"/p/{token}")
        return visitor

    async def telegram(self, code: str) -> Person:
        """Her account, from which she writes for the first time."""
        person = self.emulator.person(code, "fr")
        await self.assistant.writer.run(self._sits_down, person.id, code)
        return person

    def _sits_down(self, db: Database, outside: int, code: str) -> None:
        address = addresses.reach(db, self.assistant.house.vault, "telegram", str(outside), self.clock())
        addresses.sit_down(db, address.id, people.person_by_code(db, code).id)

    async def rates(self, code: str, words: str = "les gâteaux", **answers: str) -> None:
        """Rate everyone she is given: the best face, unless told otherwise, and the words."""
        page = await self.page(code)
        await page.goes_through(until="", **{"good_at": words, **answers})

    async def looks_at_the_clock(self) -> int:
        """What the clock does; how many people there are to be told."""
        made = await echoing.look(self.assistant)
        await self.turns()
        await self.sender.drain()
        return made

    async def operates(self, name: str, **arguments: Any) -> Any:
        """An operation, as its command does it."""

        def operate(db: Database) -> Any:
            operating = Operating(db, Settings.model_construct(), self._codes, self.clock())
            return OPERATIONS[name](operating, **arguments)

        return await self.assistant.writer.run(operate)

    async def pairs_of(self) -> dict[str, list[str]]:
        """Who rates whom, by code."""
        found: dict[str, list[str]] = {}
        for row in await self.rows(
            "SELECT r.code AS rater, s.code AS rated FROM peer_pairs t JOIN people r ON r.id = t.rater_id"
            " JOIN people s ON s.id = t.subject_id ORDER BY r.code, t.place"
        ):
            found.setdefault(row["rater"], []).append(row["rated"])
        return found


def _link(db: Database, vault: Any, code: str, now: datetime) -> str:
    return links.link_of(db, vault, people.person_by_code(db, code), now)

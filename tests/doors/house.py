"""One running assistant with both doors, its ears and its clocks, moved by hand."""

import asyncio
import random
from collections.abc import Awaitable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from bot import sweeping
from bot.building import OWN_READERS
from bot.console.app import console_routes
from bot.listening import Listening
from bot.loading import Programme
from bot.recorded import Recorded
from bot.reminding import loop as reminding
from bot.running import Assistant
from bot.settings import Settings
from bot.spoken import lasting
from bot.telegram.api import Api
from bot.telegram.files import Fetcher
from bot.telegram.pace import NONE, Pace
from bot.telegram.reading import CHANNEL, read_body
from bot.telegram.receiving import Receiver
from bot.telegram.sending import Sender
from bot.turns.house import House
from bot.voice.audio import decode, encode
from bot.voice.clips import ClipStore
from bot.voice.engines import Engine, People
from bot.voice.enrolled import Takes
from bot.voice.heard import Decoded, Heard, Transcript
from bot.voice.recording import prepared
from bot.voice.sound import CLIP_RATE
from bot.voice.workshop import EngineUnavailable
from bot.web.app import create_app
from bot.web.reading import PAGES as PAGE_READERS
from storage import cohorts, invitations, links, people
from storage.codes import Codes
from storage.database import Database, every
from storage.media import MediaFolder
from storage.secrets import Vault
from storage.threads import Reader
from tests.botapi import Emulator, HandClock, Person, SeenMessage
from tests.empty import empty_database
from tests.telegram.conftest import TOKEN, Hum
from tests.web.visitor import Visitor

PAGES = "http://page.test"
NOTHING = Heard(None, 0.0, "nothing", 3.0)
SESSIONS = tuple(date(2026, 11, day) for day in (23, 24, 26, 30))


class Ears:
    """A recogniser that hears what the test says it does."""

    def __init__(self) -> None:
        self.down = False
        self.heard = NOTHING
        self.written = Transcript("des mots", 0.9, 3.0, "clear")
        self.listened: list[str] = []
        self.requests: set[str] = set()
        self.options: set[str] = set()

    async def hear(
        self,
        path: Path,
        language: str,
        forms: Mapping[str, Sequence[str]],
        controls: Mapping[str, Sequence[str]] | None = None,
        *,
        takes: Takes | None = None,
        person: str = "",
    ) -> Heard:
        del language, takes, person
        self._listen(path)
        self.requests, self.options = set(controls or {}), set(forms)
        return self.heard

    async def transcribe(self, path: Path, language: str, *, person: str = "") -> Transcript:
        del language, person
        self._listen(path)
        return self.written

    async def decode(self, path: Path, out: Path, *, person: str = "") -> Decoded:
        del person
        encode(sound := decode(path, CLIP_RATE), out)
        return Decoded(sound.seconds, str(out), sound.cut)

    async def prepare(self, path: Path, out: Path, most_seconds: float, *, person: str = "") -> Decoded:
        del person
        encode(sound := prepared(decode(path, CLIP_RATE, 60.0), most_seconds), out)
        return Decoded(sound.seconds, str(out))

    def _listen(self, path: Path) -> None:
        if self.down:
            raise EngineUnavailable("down", "Nobody listens.")
        self.listened.append(path.name)


@cache
def _voices(folder: Path) -> ClipStore:
    """The clips of all houses of a run: each is made, and read back, once."""
    return ClipStore(folder, [Hum()])


class Pumped(httpx.AsyncBaseTransport):
    """The application of a house, whose turns go on while a page waits for its own."""

    def __init__(self, doors: "Doors") -> None:
        self._doors = doors
        self._application = httpx.ASGITransport(
            create_app(doors.assistant, console_routes(doors.assistant)), raise_app_exceptions=False
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        reply = asyncio.create_task(self._application.handle_async_request(request))
        while not reply.done():
            if not self._doors.held:
                await self._doors.turns()
            await asyncio.wait([reply], timeout=0.005)
        return await reply


class Doors:
    """Both doors of one house. `held` keeps the turns from being taken, so that rows pile up in the inbox."""

    def __init__(self, emulator: Emulator, hand: HandClock, folder: Path, clips: Path, programme: Programme) -> None:
        self.emulator, self.hand, self.folder, self.programme = emulator, hand, folder, programme
        self.ears, self.held = Ears(), False
        self._clips, self._codes = clips, Codes(random.Random(7).choice)
        self.opens(programme)

    def clock(self) -> datetime:
        return datetime.fromtimestamp(self.hand.now(), UTC)

    def passes(self, **time: float) -> None:
        self.hand.advance(timedelta(**time).total_seconds())

    def becomes(self, when: datetime) -> None:
        """Go on to a later moment."""
        self.hand.advance((when - self.clock()).total_seconds())

    # Its life

    def opens(self, programme: Programme) -> None:
        """Start on the database and folder as they are."""
        database = empty_database(self.folder / "house.sqlite")
        vault = Vault("a secret of the tests, long enough")
        readers = {**OWN_READERS, CHANNEL: read_body, **PAGE_READERS}
        house = House(programme, vault, self._codes, readers, PAGES)
        clips, media = _voices(self._clips), MediaFolder(self.folder / "media")
        recorded = Recorded(database, media, self.clock)
        writer, reader = recorded.writer(), Reader(database, self.clock())
        parts = (house, writer, reader, clips, media, self.clock, recorded)
        self.assistant = Assistant(Settings.model_construct(), *parts)
        self.api = Api(TOKEN, self.emulator.url)
        self.receiver = Receiver(self.api, self.assistant, self._pause, poll_seconds=0)
        self.sender = Sender(self.api, self.assistant, Pace(NONE))
        self.listening = Listening(self.assistant, self.ears, {CHANNEL: Fetcher(self.api)})
        self.browser = httpx.AsyncClient(transport=Pumped(self), base_url=PAGES)

    def has_voices_of_people(self) -> None:
        """Phrases are heard as people recorded them, where they did, with clips of this house alone."""
        recorded, lasts = self.assistant.recorded, lasting(self.programme)
        engines: list[Engine] = [People(recorded), Hum()]
        self.assistant.clips = ClipStore(self.folder / "clips", engines, lasts, recorded.speakers)

    async def closes(self) -> None:
        await self.browser.aclose()
        await self.api.close()
        self.assistant.close()

    async def restarts(self, programme: Programme | None = None) -> None:
        """End, and begin again as a new process would, with another programme if need be."""
        await self.closes()
        self.opens(programme or self.programme)

    async def _pause(self, seconds: float) -> None:
        raise AssertionError(f"the receiver wanted to wait {seconds} s")

    # What its loops do, once

    async def turns(self) -> None:
        while await self.assistant.turns.take_waiting():
            pass

    async def goes_round(self) -> None:
        """Receive, take all turns, send."""
        assert await self.receiver.poll()
        await self.turns()
        await self.sender.drain()

    async def listens(self) -> None:
        """Do all listening and writing down that is due, and say what came of it."""
        while await self.listening.work_once("listen") + await self.listening.work_once("transcribe"):
            await self.turns()
        await self.turns()
        await self.sender.drain()

    async def offers(self) -> int:
        """Write to whom it is time to write to; how many reminders there were."""
        return (await self.writes()).reminders

    async def writes(self) -> reminding.Planned:
        """Plan what is due to be said, say it and send it; how many messages were planned."""
        planned = await self.plans()
        await self.sender.drain()
        return planned

    async def plans(self) -> reminding.Planned:
        """Plan what is due to be said and say it; nothing of it has left."""
        planned = await reminding.look(self.assistant)
        await self.turns()
        return planned

    async def sweeps(self) -> int:
        return await sweeping.sweep(self.assistant)

    # Who comes in

    async def flashcoop(self, dates: Sequence[date] = SESSIONS, timezone: str = "Europe/Paris") -> str:
        """Open a Flashcoop; its code."""
        return await self.assistant.writer.run(_open_flashcoop, self._codes, dates, timezone, self.clock())

    async def invitation(self, flashcoop: str = "", role: str = "participant") -> str:
        """A token for a participant of a Flashcoop, a new one if none is named."""
        code = flashcoop or await self.flashcoop()
        return await self.assistant.writer.run(_invite, self._codes, code, role, self.clock())

    async def at_telegram(self, name: str = "Amina", flashcoop: str = "") -> Person:
        """Somebody who has just come in by her link on Telegram."""
        person = self.emulator.person(name, "fr")
        await person.opens(await self.invitation(flashcoop))
        await self.goes_round()
        return person

    async def page_of(self, code: str = "") -> Visitor:
        """The page of a person, by her code; of the only one there is, without."""
        found = await self.rows("SELECT code FROM people WHERE ? IN ('', code)", code)
        assert len(found) == 1
        token = await self.assistant.writer.run(_link, self.assistant.house.vault, found[0]["code"], self.clock())
        visitor = Visitor(self.browser)
        await visitor.loads(f"/p/{token}")
        return visitor

    async def until(self, step: str, **answers: str) -> tuple[Person, Visitor]:
        """Somebody who came in on Telegram, went on at her page up to a step, and has both open there."""
        person = await self.at_telegram()
        page = await self.page_of()
        await page.goes_through(**{"language": "fr", "second_contact_ok": "no", **answers}, until=step)
        await self.hears(person, person.opens())
        return person, page

    # What is on disk, and what is heard

    async def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        def look(db: Database) -> list[dict[str, Any]]:
            return [dict(row) for row in every(db, query, values)]

        return await self.assistant.writer.run(look)

    async def answers(self, question: str) -> list[tuple[Any, ...]]:
        """The revisions of an answer: value, no-answer code, mode, door."""
        found = await self.rows(
            "SELECT value, none, mode, door FROM answers WHERE question = ? ORDER BY revision", question
        )
        return [tuple(row.values()) for row in found]

    async def troubles(self) -> list[str]:
        return [row["code"] for row in await self.rows("SELECT code FROM troubles ORDER BY id")]

    async def hears(self, person: Person, *acts: Awaitable[object]) -> list[SeenMessage]:
        """What the bot has sent her after what she did and one round of the house."""
        before = max((message.id for message in await person.looks()), default=0)
        for act in acts:
            await act
        await self.goes_round()
        return [message for message in await person.looks() if message.from_bot and message.id > before]

    async def touches(self, person: Person, choice: str) -> list[SeenMessage]:
        """She touches a choice under the newest question."""
        asked = await asked_now(person)
        return await self.hears(person, person.presses(data=data_of(asked, choice), message=asked))

    def phrase(self, key: str) -> str:
        """What a phrase says in French, up to the first thing that is filled in."""
        return str(self.programme.texts.common[key]["print"]).partition("{")[0].rstrip(" :")

    def spoken(self, messages: Sequence[SeenMessage], phrase: str) -> bool:
        """Whether a voice among the messages says a phrase."""
        words = self.phrase(phrase)
        return any(message.kind == "voice" and words in message.caption for message in messages)


async def asked_now(person: Person) -> SeenMessage:
    """The newest question in her chat."""
    return [message for message in await person.looks() if message.from_bot and message.keyboard][-1]


def data_of(message: SeenMessage, choice: str) -> str:
    """What stands on the button of a choice."""
    return next(data for data in message.datas if data.endswith(f"|{choice}"))


def step_of(message: SeenMessage) -> str:
    """The step a question asks, as its buttons say."""
    asks = (data.split("|")[2] for data in message.datas if data.count("|") > 2)
    return next(asks).partition(".")[2]


def _open_flashcoop(db: Database, codes: Codes, dates: Sequence[date], timezone: str, now: datetime) -> str:
    cae = cohorts.add_cae(db, codes, "Coopérative d'essai")
    return cohorts.create_cohort(db, codes, cohorts.Opening("Essai", cae, dates, timezone), now)


def _invite(db: Database, codes: Codes, code: str, role: str, now: datetime) -> str:
    cohort = cohorts.cohort(db, code)
    return invitations.issue(db, codes, role, cohort.id, cohort.cae_id, now)


def _link(db: Database, vault: Vault, code: str, now: datetime) -> str:
    return links.link_of(db, vault, people.person_by_code(db, code), now)

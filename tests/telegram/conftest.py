import random
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from bot.loading import Programme
from bot.recorded import Recorded
from bot.running import Assistant
from bot.settings import Settings
from bot.telegram.api import Api
from bot.telegram.pace import NONE, Pace
from bot.telegram.reading import CHANNEL, read_body
from bot.telegram.receiving import Receiver
from bot.telegram.sending import Sender
from bot.turns.house import House
from bot.voice.clips import ClipStore
from bot.voice.engines.engine import EngineError, Voice
from bot.voice.sound import CLIP_RATE, Sound
from storage import cohorts, invitations
from storage.codes import Codes
from storage.database import Database
from storage.media import MediaFolder
from storage.secrets import Vault
from storage.threads import Reader
from tests.botapi import Emulator, HandClock
from tests.empty import empty_database
from tests.loaded import loaded

START = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
TOKEN = "123456:a-token-nobody-may-see"


class Hum:
    """A voice that hums: another pitch for other words, so that other words are other bytes."""

    name, licence, offline = "hum", "none", True
    languages = frozenset({"fr", "ar", "fa_AF"})

    def __init__(self) -> None:
        self.silent = False
        self.said: list[str] = []

    def voice(self, text: str, language: str) -> Voice | None:
        return Voice(self.name) if language in self.languages else None

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        if self.silent:
            raise EngineError("no voice")
        self.said.append(text)
        pitch = 200 + sum(text.encode()) % 400
        seconds = np.arange(CLIP_RATE // 5) / CLIP_RATE
        return Sound((0.3 * np.sin(2 * np.pi * pitch * seconds)).astype(np.float32), CLIP_RATE)


class Place:
    """An assistant, its bot and the emulator, driven by hand."""

    def __init__(self, emulator: Emulator, assistant: Assistant, api: Api, hum: Hum, hand: HandClock) -> None:
        self.emulator, self.assistant, self.api, self.hum, self.hand = emulator, assistant, api, hum, hand
        self.pauses: list[float] = []
        self.receiver = Receiver(api, assistant, self.pause, poll_seconds=0)
        self.sender = Sender(api, assistant, Pace(NONE))

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def invitation(self) -> str:
        return await self.assistant.writer.run(_invite, self.assistant.house.codes, self.assistant.clock())

    async def goes_round(self) -> None:
        """Receive, take all turns, send: what the loops do, once."""
        assert await self.receiver.poll()
        while await self.assistant.turns.take_waiting():
            pass
        await self.sender.drain()


def _invite(db: Database, codes: Codes, now: datetime) -> str:
    cae = cohorts.add_cae(db, codes, "Coopérative d'essai")
    dates = [date(2026, 11, day) for day in (23, 24, 26, 30)]
    code = cohorts.create_cohort(db, codes, cohorts.Opening("Essai", cae, dates), now)
    cohort = cohorts.cohort(db, code)
    return invitations.issue(db, codes, "participant", cohort.id, cohort.cae_id, now)


@pytest.fixture(scope="session")
def programme() -> Programme:
    return loaded()


@pytest.fixture(scope="session")
def clips_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clips are named by what they say: tests share them, and hum each but once."""
    return tmp_path_factory.mktemp("clips")


@pytest.fixture
def hand() -> HandClock:
    return HandClock(START.timestamp())


@pytest.fixture
async def emulator(hand: HandClock) -> AsyncIterator[Emulator]:
    async with Emulator(TOKEN, clock=hand) as running:
        yield running


@pytest.fixture
def hum() -> Hum:
    return Hum()


@pytest.fixture
def assistant(
    tmp_path: Path, clips_folder: Path, programme: Programme, hand: HandClock, hum: Hum
) -> Iterator[Assistant]:
    def clock() -> datetime:
        return datetime.fromtimestamp(hand.now(), UTC)

    vault, codes = Vault("a secret of the tests, long enough"), Codes(random.Random(7).choice)
    house = House(programme, vault, codes, {CHANNEL: read_body}, "http://127.0.0.1:8000")
    media = MediaFolder(tmp_path / "media")
    recorded = Recorded(empty_database(tmp_path / "test.sqlite"), media, clock)
    writer, reader = recorded.writer(), Reader(tmp_path / "test.sqlite", clock())
    clips = ClipStore(clips_folder, [hum])
    yield Assistant(Settings.model_construct(), house, writer, reader, clips, media, clock, recorded)
    reader.close()
    writer.close()


@pytest.fixture
async def api(emulator: Emulator) -> AsyncIterator[Api]:
    reached = Api(TOKEN, emulator.url)
    yield reached
    await reached.close()


@pytest.fixture
def place(emulator: Emulator, assistant: Assistant, api: Api, hum: Hum, hand: HandClock) -> Place:
    return Place(emulator, assistant, api, hum, hand)

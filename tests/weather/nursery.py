"""Bots that are born in milliseconds, to be killed: `python -m tests.weather.nursery FOLDER URL [hasty]`.

Everything is imported once; each line read forks a process that serves Telegram's side on the folder's database, and
writes its number. What a killed one leaves behind, the next one finds, as after any `kill -9`.
"""

import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.building import OWN_READERS
from bot.loading import Programme
from bot.logs import configure
from bot.recorded import Recorded
from bot.running import Assistant
from bot.settings import Settings
from bot.telegram import serving
from bot.telegram.api import Api
from bot.telegram.pace import NONE, Pace
from bot.telegram.reading import CHANNEL, read_body
from bot.telegram.receiving import Receiver
from bot.telegram.sending import Sender
from bot.turns.house import House
from bot.upkeep import kept_up
from bot.voice.clips import ClipStore
from storage import cohorts, invitations
from storage.codes import Codes
from storage.database import Database
from storage.media import MediaFolder
from storage.secrets import Vault
from storage.threads import Reader
from tests.empty import empty_database
from tests.telegram.conftest import TOKEN, Hum
from tests.weather.players import small_programme

HESITATION = 0.2  # seconds between a hasty bot's acknowledgement and its commit
FILE = "nursery.sqlite"


def now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


def assistant_in(folder: Path, programme: Programme) -> Assistant:
    """An assistant on a folder."""
    house = House(
        programme, Vault("a secret of the tests, long enough"), Codes(), {**OWN_READERS, CHANNEL: read_body}, ""
    )
    database, media = empty_database(folder / FILE), MediaFolder(folder / "media")
    recorded = Recorded(database, media, now)
    writer, reader = recorded.writer(), Reader(database, now())
    clips = ClipStore(folder / "clips", [Hum()])
    return Assistant(Settings.model_construct(), house, writer, reader, clips, media, now, recorded)


def invite(db: Database, codes: Codes, count: int) -> list[str]:
    """Invitations for that many people, all of one Flashcoop."""
    cae = cohorts.add_cae(db, codes, "Essai")
    days = [now().date() + timedelta(days=days) for days in (30, 31, 33, 36)]
    cohort = cohorts.cohort(db, cohorts.create_cohort(db, codes, cohorts.Opening("Essai", cae, days), now()))
    return [invitations.issue(db, codes, "participant", cohort.id, cohort.cae_id, now()) for _ in range(count)]


async def live(folder: Path, url: str, programme: Programme) -> None:
    """Receive, take turns and send, until killed."""
    assistant = assistant_in(folder, programme)
    api = Api(TOKEN, url)
    sender = Sender(api, assistant, Pace(NONE))
    assistant.turns.listeners.append(lambda _address: sender.wake())
    async with asyncio.TaskGroup() as group:
        telegram = partial(serving.serve, api, Receiver(api, assistant), sender)
        group.create_task(kept_up("telegram", telegram))
        group.create_task(kept_up("turns", assistant.turns.run))


def be_hasty() -> None:
    """Let Telegram forget what is not kept yet."""
    keep = Receiver._keep

    async def acknowledge_first(self: Receiver, batch: Sequence[Any]) -> list[str]:
        if batch:
            await self._api.call("getUpdates", {"timeout": 0, "limit": 1, "offset": batch[-1]["update_id"] + 1})
            await asyncio.sleep(HESITATION)
        return await keep(self, batch)

    Receiver._keep = acknowledge_first  # type: ignore[method-assign]


def main(folder: Path, url: str, how: list[str]) -> None:
    """Bear one bot for each line read, once the one before it is dead."""
    configure()
    if how == ["hasty"]:
        be_hasty()
    programme = small_programme(folder)
    print("ready", flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run(live(folder, url, programme))
        print(child, flush=True)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])

"""Forgets people: what was asked is in the ledger first, then deleted everywhere, and only then said to be done."""

import asyncio
import sqlite3
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.running import Assistant
from bot.settings import Settings
from storage import erasure, media, outbox, replaying
from storage.database import Database, transaction
from storage.erasure import Erasure
from storage.ledger import Entry, Ledger
from storage.media import MediaFolder
from storage.purging import purge
from storage.refusals import Refused
from storage.replaying import Replayed
from storage.secrets import Vault
from storage.voices import speakers

LOOK_EVERY = 1.0  # seconds; who asked to be forgotten waits to hear that it is done
TOLD_WITHIN = timedelta(days=1)  # after this nobody waits for « it is done » any more, and its address goes unsaid
PURGES = 60  # tries, of half a second each: a reader may be writing a long export

log = structlog.get_logger(__name__)


class Forgetting:
    """The worker behind « forget me »."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._noted: set[Entry] = set()
        self._consent = 0

    async def begin(self) -> Replayed:
        """Do again what the ledger says: the database may be an older copy. Raises Refused for a damaged ledger."""
        assistant = self._assistant
        entries = await asyncio.to_thread(assistant.ledger.entries)
        self._noted = set(entries)
        done = await assistant.writer.run(replaying.replay, assistant.house.vault, entries, assistant.clock())
        await assistant.writer.run(media.drop_unreferenced, assistant.media, done.files)
        if done.erased:
            await self._purged()
        return done

    async def run(self) -> None:
        """Work for ever."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """Work once. A full disk or a ledger that cannot be written ends nothing: what was asked stays asked."""
        try:
            await self.work()
        except (OSError, sqlite3.Error, Refused) as error:
            log.error("not_erased", error=type(error).__name__)

    async def work(self) -> None:
        """Go one step further with everything that was asked."""
        await self._note()
        for each in await self._assistant.reader.run(erasure.erasures):
            if each.state == "asked":
                await self._delete(each)
            if each.state != "told":
                await self._finish(each)
            else:
                await self._leave(each)

    async def _note(self) -> None:
        """What was taken back since the last look goes into the ledger."""
        taken_back, self._consent = await self._assistant.reader.run(replaying.taken_back, self._consent)
        fresh = [entry for entry in taken_back if entry not in self._noted]
        if fresh:
            await asyncio.to_thread(self._assistant.ledger.add, fresh)
            self._noted.update(fresh)

    async def _delete(self, each: Erasure) -> None:
        assistant = self._assistant
        await asyncio.to_thread(assistant.ledger.erased, each.code, assistant.clock())
        files = await assistant.writer.run(erasure.erase, assistant.house.vault, each.code, assistant.clock())
        await assistant.writer.run(media.drop_unreferenced, assistant.media, files)

    async def _finish(self, each: Erasure) -> None:
        """Only what is gone from the file too is done; else the next look tries again."""
        await asyncio.to_thread(self._assistant.clips.let_go, at_once=True)
        if not await self._purged():
            log.warning("not_purged", erasure=each.id)
            return
        address = await self._assistant.writer.run(_tell, each.id, self._assistant.clock())
        log.info("erased", erasure=each.id)
        if address is not None:
            for listener in self._assistant.turns.listeners:
                listener(address)

    async def _leave(self, each: Erasure) -> None:
        late = self._assistant.clock() - each.asked_at > TOLD_WITHIN
        over = late or await self._assistant.reader.run(erasure.said, each)
        if each.address_id is not None and over:
            await self._assistant.writer.run(erasure.leave, each)
        if late:
            await self._assistant.writer.run(erasure.forget, each)
        if late or (each.address_id is not None and over):
            await self._purged()

    async def _purged(self) -> bool:
        return await self._assistant.writer.alone(purge)


def _tell(db: Database, erasure_id: int, now: datetime) -> int | None:
    """Say that it is done where she asked; the address that has something new to hear."""
    each = next(each for each in erasure.erasures(db) if each.id == erasure_id)
    erasure.told(db, each)
    if each.address_id is None:
        return None
    spoken = {"language": each.language, "variant": each.variant, "slow": each.slow}
    body: dict[str, Any] = {"kind": "say", "phrase": "forgotten", "args": {}, **spoken}
    outbox.put_intent(db, each.address_id, outbox.Wanted(body, "skip"), now)
    return each.address_id


def erase_now(db: Database, settings: Settings, vault: Vault, code: str, now: datetime) -> None:
    """Forget somebody where no server runs. Raises Refused when the file cannot be purged, since something holds it."""
    ledger = Ledger(settings.ledger_path)
    ledger.erased(code, now)
    with transaction(db):
        files = erasure.erase(db, vault, code, now)
    ledger.voices(speakers.taken_back(db), now)
    media.drop_unreferenced(db, MediaFolder(settings.data / "media"), files)
    if not purged(db):
        raise Refused("held", "Effacé, mais un autre programme lit la base : relancez la commande quand il a fini.")


def purged(db: Database) -> bool:
    """Purge, however long a reader takes within reason; whether it could be."""
    return any(purge(db) for _ in range(PURGES))

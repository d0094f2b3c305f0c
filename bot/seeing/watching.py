"""The watch a running assistant keeps over itself: it writes that it lives, looks, and tells the operator."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.doctor import machine
from bot.doctor.examining import EVERYTHING, examine
from bot.doctor.finding import Finding, Ground
from bot.running import Assistant
from bot.seeing import alarms
from bot.seeing.alarms import News, State
from bot.seeing.telling import Tell
from storage import alarms as kept
from storage import contacts, service
from storage.cohorts import TIMEZONE
from storage.database import Database, open_database
from storage.service import Backup, Numbers

LOOK_EVERY = 60.0  # seconds
EXAMINED_EVERY = timedelta(minutes=30)  # what asks other machines, or looks at a thousand files
AGAIN_AFTER = timedelta(minutes=5)  # when the operator could not be told
WRITTEN_WITHIN = 30.0  # seconds for one row; a disk that takes longer does not answer
ALSO = tuple(name for name in EVERYTHING if name not in ("assistant", "disk"))  # it runs; the disk is looked at anyway

log = structlog.get_logger(__name__)


class Watch:
    """Looks once a minute. `tell` are the ways to the operator; one that works is enough."""

    def __init__(
        self, assistant: Assistant, tell: Sequence[Tell], pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """`pause` waits a number of seconds."""
        self._assistant, self._tell, self._pause = assistant, tell, pause
        self._started = assistant.clock()
        self._not_before: datetime | None = None
        self._remembered = False

    async def run(self) -> None:
        """Watch for ever; what goes wrong while looking ends nothing."""
        while True:
            try:
                await self.look()
            except Exception as error:
                log.error("not_watched", error=type(error).__name__)
            await self._pause(LOOK_EVERY)

    async def look(self) -> None:
        """Look, tell what is new, and keep what was told."""
        now, seen = self._assistant.clock(), self._assistant.seen
        await self._beat(now)
        if seen.looked_at is None or now - seen.looked_at >= EXAMINED_EVERY:
            seen.findings, seen.looked_at = await self._examined(now), now
        if not self._remembered:
            seen.alarms, self._remembered = tuple(await self._assistant.reader.run(kept.alarms)), True
        news = alarms.settled(seen.alarms, alarms.troubles(await self._state(now), now), now)
        await self._handle(news, now)

    async def _beat(self, now: datetime) -> None:
        """Write that we live: it shows whoever looks from outside, and whether anything can be written."""
        try:
            async with asyncio.timeout(WRITTEN_WITHIN):
                await self._assistant.writer.run(contacts.note_contact, service.SERVER, now)
        except Exception as error:  # a full disk, a file that became read-only, a lock that is held
            log.error("not_written", error=type(error).__name__)
            self._assistant.seen.unwritable = True
        else:
            self._assistant.seen.unwritable = False

    async def _examined(self, now: datetime) -> tuple[Finding, ...]:
        assistant, house = self._assistant, self._assistant.house
        db = await asyncio.to_thread(open_database, assistant.settings.database, now, write=False)
        try:
            ground = Ground(assistant.settings, now, house.vault, db, "", house.programme, assistant.clips, deep=False)
            return tuple(await examine(ground, ALSO))
        finally:
            db.close()

    async def _state(self, now: datetime) -> State:
        seen, settings = self._assistant.seen, self._assistant.settings
        disk = machine.disk(Ground(settings, now))
        try:
            numbers, backup = await self._assistant.reader.run(_read, now)
        except Exception as error:
            log.error("not_read", error=type(error).__name__)
            return State(None, None, disk, seen.findings, True, None)
        silent = (numbers.silent or now - self._started) if settings.telegram_token else None
        return State(numbers, backup, disk, seen.findings, seen.unwritable, silent)

    async def _handle(self, news: News, now: datetime) -> None:
        wanted = bool(news.begun or news.over) and (self._not_before is None or now >= self._not_before)
        if wanted:
            for each in news.begun:
                log.error("alarm", code=each.code, sentence=each.sentence)
            if await self._told(news):
                await self._keep(news.told(now))
                return
            self._not_before = now + AGAIN_AFTER
        await self._keep((*news.lasting, *news.over))

    async def _told(self, news: News) -> bool:
        """Whether the operator was told; where no way was set up, the log was the way."""
        base, clock = self._assistant.house.base_url, ZoneInfo(TIMEZONE)
        since = {each.code: f"{each.since.astimezone(clock):%d/%m à %H:%M}" for each in news.begun}
        subject, text = alarms.letter(news, f"{base}/console/service", since)
        left = [await tell(subject, text) for tell in self._tell]
        return any(left) or not left

    async def _keep(self, lasting: tuple[kept.Alarm, ...]) -> None:
        """In memory, since the trouble may be that nothing can be written; and, where it can, for the next start."""
        before, self._assistant.seen.alarms = self._assistant.seen.alarms, lasting
        if _without_seen(before) != _without_seen(lasting) and not self._assistant.seen.unwritable:
            await self._assistant.writer.run(kept.keep, lasting)


def _read(db: Database, now: datetime) -> tuple[Numbers, Backup]:
    return service.numbers(db, now), service.backup(db)


def _without_seen(lasting: tuple[kept.Alarm, ...]) -> set[tuple[str, datetime | None]]:
    return {(each.code, each.told_at) for each in lasting}

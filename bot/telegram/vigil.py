"""Watches how long nothing could be had from Telegram, which forgets what has waited there for a day."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.running import Assistant
from bot.telegram.reading import CHANNEL
from storage import contacts, troubles

FORGETS = timedelta(hours=24)  # "will not be kept longer than 24 hours" (core.telegram.org/bots/api#getting-updates)
ALARMS = tuple(timedelta(hours=hours) for hours in (1, 6, 12, 20, 23, 24))  # of silence, each told once
LOOK_EVERY = 60.0  # seconds
NOTED_EVERY = timedelta(minutes=5)  # between rows that say we were in touch

log = structlog.get_logger(__name__)


class Vigil:
    """Told with `in_touch` that all that waited was committed; says aloud when that has not been so for long."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._last: datetime | None = None
        self._noted: datetime | None = None
        self._alarmed = timedelta(0)

    def in_touch(self) -> None:
        """Nothing that came until now is left with Telegram."""
        self._last = self._assistant.clock()

    async def run(self, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Look for ever."""
        while True:
            try:
                await self.look()
            except Exception as error:  # a full disk is one reason for the silence: the alarm goes to the log
                log.error("vigil_not_kept", error=type(error).__name__)
            await pause(LOOK_EVERY)

    async def look(self) -> None:
        """Raise the alarm where it is time, and keep when we were last in touch, for the next start."""
        now = self._assistant.clock()
        if self._noted is None:
            self._noted = await self._assistant.writer.run(contacts.last_contact, CHANNEL) or now
        await self._silence(now - max(self._noted, self._last or self._noted))
        if self._last is not None and self._last - self._noted >= NOTED_EVERY:
            away, self._noted = self._last - self._noted, self._last
            await self._assistant.writer.run(contacts.note_contact, CHANNEL, self._last)
            if away >= FORGETS:
                await self._tell("updates_forgotten", away)

    async def _silence(self, silent: timedelta) -> None:
        reached = max((hours for hours in ALARMS if silent >= hours), default=timedelta(0))
        if reached > self._alarmed:
            await self._tell("telegram_silent", silent)
        self._alarmed = reached

    async def _tell(self, code: str, silent: timedelta) -> None:
        hours = round(silent / timedelta(hours=1), 1)
        left = max(0.0, round((FORGETS - silent) / timedelta(hours=1), 1))
        log.error(code, silent_hours=hours, forgotten_in_hours=left)
        await self._assistant.writer.run(troubles.note, troubles.Where(), code, f"{hours} h", self._assistant.clock())

"""Asks Telegram for updates: committed first, and only then is Telegram let to forget them."""

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog

from bot.running import Assistant
from bot.telegram.api import Api
from bot.telegram.failures import Failure
from bot.telegram.intake import Intake
from bot.telegram.offsets import Offset
from bot.telegram.reading import WANTED
from bot.telegram.sending import Pause, TokenRefused
from bot.telegram.vigil import Vigil

POLL_SECONDS = 30  # a poll stays open that long when nothing comes
POLL_READ_SECONDS = POLL_SECONDS + 10.0
BATCH = 100  # the most that Telegram gives at once
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds, after a failure: 1, 2, 4 … 30

log = structlog.get_logger(__name__)


class Receiver:
    """Long polling. `pause` waits a number of seconds (tests give their own)."""

    def __init__(
        self,
        api: Api,
        assistant: Assistant,
        pause: Pause = asyncio.sleep,
        poll_seconds: int = POLL_SECONDS,
        vigil: Vigil | None = None,
    ) -> None:
        self._api = api
        self._intake = Intake(api, assistant)
        self._pause = pause
        self._poll_seconds = poll_seconds
        self._vigil = vigil or Vigil(assistant)
        self._offset = Offset()
        self._failures = 0
        self._told_to_wait = 0.0
        self._stands = False

    async def run(self) -> None:
        """Receive until cancelled. Raises TokenRefused; after any other failure it waits and goes on."""
        while True:
            if not await self.poll():
                wait = min(FIRST_PAUSE * 2 ** min(self._failures - 1, 8), LONGEST_PAUSE)
                await self._pause(max(wait, self._told_to_wait))
            elif self._stands:
                await self._pause(FIRST_PAUSE)  # the same comes at once, until something stands behind it

    async def poll(self) -> bool:
        """One poll, committed; False when it failed. Raises TokenRefused."""
        fields = {"timeout": self._poll_seconds, "limit": BATCH, "allowed_updates": WANTED}
        if self._offset.value is not None:
            fields["offset"] = self._offset.value
        reply = await self._api.call("getUpdates", fields, read_seconds=POLL_READ_SECONDS)
        if isinstance(reply, Failure):
            return self._failed(reply)
        batch = reply.result if isinstance(reply.result, list) else []
        try:
            spoke = await self._keep(batch)
        except Exception as error:  # a full disk, a database that is busy: Telegram keeps them meanwhile
            return self._failed(Failure("down", f"not committed: {type(error).__name__}"))
        self._stands = not self._offset.move(batch)
        self._intake.show(batch, spoke)
        self._vigil.in_touch()
        self._failures = 0
        return True

    def _failed(self, reply: Failure) -> bool:
        if reply.kind == "token":
            raise TokenRefused
        self._failures += 1
        self._told_to_wait = reply.wait
        log.warning("poll_failed", kind=reply.kind, reason=reply.reason, times=self._failures)
        return False

    async def _keep(self, batch: Sequence[Any]) -> list[str]:
        return await self._intake.keep(batch)

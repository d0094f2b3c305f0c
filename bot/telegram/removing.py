"""Removes voice messages from the chat once they are stored here: they are kept in one place only.

Best effort: nothing waits for it, what cannot be removed is noted.
"""

import asyncio
from datetime import timedelta

import structlog

from bot.running import Assistant
from bot.telegram.api import Api
from bot.telegram.failures import REMEDIES, Failure
from bot.telegram.pace import Pace
from bot.telegram.sending import Pause
from storage import addresses, removals, troubles
from storage.database import Database
from storage.removals import Removal

ALLOWED = timedelta(hours=48)  # core.telegram.org/bots/api#deletemessage
LOOK_EVERY = 5.0  # seconds; nobody waits for it
TOGETHER = 20
LADDER = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))

log = structlog.get_logger(__name__)


class Remover:
    """The worker behind `storage.removals`."""

    def __init__(self, api: Api, assistant: Assistant, pace: Pace) -> None:
        self._api, self._assistant, self._pace = api, assistant, pace

    async def run(self, pause: Pause = asyncio.sleep) -> None:
        """Work for ever."""
        while True:
            try:
                await self.work_once()
            except Exception as error:  # a full disk, a database that is busy: later
                log.error("removing_failed", error=type(error).__name__)
            await pause(LOOK_EVERY)

    async def work_once(self) -> int:
        """Remove what can be removed now; how many messages were tried."""
        now = self._assistant.clock()
        too_late = await self._assistant.writer.run(self._give_up)
        if too_late:
            log.warning("voices_not_removed", count=too_late, reason="too late")
        due = await self._assistant.reader.run(removals.due_removals, now, TOGETHER)
        for removal in due:
            if self._pace.free(removal.address_id, now.timestamp()):
                await self._remove(removal)
        return len(due)

    def _give_up(self, db: Database) -> int:
        now = self._assistant.clock()
        too_late = removals.let_stay(db, now - ALLOWED)
        if too_late:
            troubles.note(db, troubles.Where(), "voice_not_removed", f"{too_late}: too late", now)
        return too_late

    async def _remove(self, removal: Removal) -> None:
        assistant = self._assistant
        chat = await assistant.reader.run(addresses.outside_id, assistant.house.vault, removal.address_id)
        if chat is None:
            return await assistant.writer.run(removals.removed, removal.id)
        outcome = await self._api.call("deleteMessage", {"chat_id": int(chat), "message_id": removal.message})
        if isinstance(outcome, Failure) and REMEDIES[outcome.kind] in ("wait", "doubt", "stop"):
            wait = max(LADDER[min(removal.attempts, len(LADDER) - 1)], timedelta(seconds=outcome.wait))
            return await assistant.writer.run(removals.remove_later, removal.id, assistant.clock() + wait)
        return await assistant.writer.run(self._close, removal, outcome if isinstance(outcome, Failure) else None)

    def _close(self, db: Database, removal: Removal, failure: Failure | None) -> None:
        removals.removed(db, removal.id)
        if failure is not None and failure.kind != "gone":
            log.warning("voice_not_removed", removal=removal.id, kind=failure.kind, reason=failure.reason)
            where = troubles.Where(person_id=addresses.address(db, removal.address_id).person_id)
            troubles.note(db, where, "voice_not_removed", failure.kind, self._assistant.clock())

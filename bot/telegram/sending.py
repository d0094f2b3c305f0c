"""Takes calls out of the outbox: one after the other for each person, people side by side, at the pace allowed."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

import structlog

from bot.running import Assistant
from bot.telegram.api import Api
from bot.telegram.delivering import Delivery
from bot.telegram.failures import REMEDIES, Failure, Outcome, Sent
from bot.telegram.laying import Layouts
from bot.telegram.pace import Pace, Slot
from bot.telegram.reading import CHANNEL
from bot.telegram.rows import Allowance, Claimed, claim, settle
from storage import calls
from storage.refusals import Refused

SIDE_BY_SIDE = 64  # people written to at once
PARTING = 5.0  # seconds that calls under way are given when the process is to end
LOOK_AGAIN = 1.0  # seconds between looks for calls that were put off; everything else wakes the sender

log = structlog.get_logger(__name__)

Pause = Callable[[float], Awaitable[None]]


class TokenRefused(Refused):
    """Telegram does not know the bot's token (any more): an operator has to act."""

    def __init__(self) -> None:
        sentence = "Telegram refuse le jeton du bot : vérifiez FLASHCOOP_TELEGRAM_TOKEN auprès de BotFather."
        super().__init__("token", sentence)


class Sender:
    """The way from intents to messages. `wake` is told when an intent was committed or time has moved."""

    def __init__(self, api: Api, assistant: Assistant, pace: Pace | None = None, pause: Pause = asyncio.sleep) -> None:
        """`pause` waits a number of seconds of the assistant's clock."""
        self._assistant = assistant
        self.pace = pace or Pace()
        self._pause = pause
        self._delivery = Delivery(api, assistant)
        self._layouts = Layouts(assistant.house, lambda: api.username or assistant.settings.telegram_name)
        self._awake = asyncio.Event()
        self._refused = False
        self._making: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """There may be something to send."""
        self._awake.set()

    def due(self) -> float:
        """Seconds until something may be sent that may not be now, a second at most."""
        held = self.pace.due(self._now())
        return LOOK_AGAIN if held is None else min(held, LOOK_AGAIN)

    async def run(self) -> None:
        """Send until cancelled. Raises TokenRefused; what was being sent when a process ended is uncertain."""
        await self._assistant.writer.run(calls.recover, CHANNEL, self._assistant.clock())
        try:
            while not self._refused:
                self._awake.clear()
                try:
                    await self._start()
                except sqlite3.Error as error:  # a full disk, a database that is busy: the rows stay as they were
                    log.error("nothing_claimed", error=type(error).__name__)
                await self._rest()
            raise TokenRefused
        finally:
            await self._finish()

    async def drain(self) -> None:
        """Send what can be sent now, and return when it is; for tests and commands."""
        self._awake.set()
        while self._awake.is_set() or self._making:
            self._awake.clear()
            await self._start()
            if self._making:
                await asyncio.wait(self._making, return_when=asyncio.FIRST_COMPLETED)

    def _now(self) -> float:
        return self._assistant.clock().timestamp()

    async def _start(self) -> None:
        now = self._now()
        allowed = Allowance(
            min(SIDE_BY_SIDE - len(self._making), self.pace.room(now)), self.pace.reminders(now), self.pace.held(now)
        )
        if allowed.room <= 0:
            return
        assistant, lay_out = self._assistant, self._layouts.calls
        ready, more = await assistant.writer.run(claim, assistant.house.vault, lay_out, assistant.clock(), allowed)
        for claimed in ready:
            slot = self.pace.reserve(claimed.call.address_id, now, group=claimed.group, reminder=claimed.reminder)
            task = asyncio.create_task(self._make(claimed, slot))
            self._making.add(task)
            task.add_done_callback(self._making.discard)
        if more:
            self.wake()

    async def _make(self, claimed: Claimed, slot: Slot) -> None:
        try:
            outcome = await self._delivery.deliver(claimed, lambda: slot.leaves(self._now()))
        except Exception as error:  # ours, not Telegram's: the others are written to all the same
            outcome = Failure("lost", f"broke: {type(error).__name__}")
        finally:
            slot.close()
        self._learn(claimed, outcome)
        await self._settle(claimed, outcome)
        self.wake()

    def _learn(self, claimed: Claimed, outcome: Outcome) -> None:
        """What an outcome says about the calls to come."""
        if isinstance(outcome, Sent):
            self.pace.accepted()
            return
        log.warning("call_failed", call=claimed.call.id, kind=outcome.kind, reason=outcome.reason, wait=outcome.wait)
        if outcome.kind == "flood":
            self.pace.flooded(claimed.call.address_id, outcome.wait, self._now())
        if REMEDIES[outcome.kind] == "stop":
            self._refused = True

    async def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        """Keep what came of a call; while that cannot be, the row stays « sending » and its address waits."""
        assistant = self._assistant
        while True:
            try:
                await assistant.writer.run(settle, assistant.house.vault, claimed, outcome, assistant.clock())
            except sqlite3.Error as error:
                log.error("outcome_not_kept", call=claimed.call.id, error=type(error).__name__)
                await self._pause(LOOK_AGAIN)
            else:
                return

    async def _rest(self) -> None:
        """Until there may be something to send, by what is committed or by the clock."""
        waits = [asyncio.ensure_future(self._awake.wait()), asyncio.ensure_future(self._pause(self.due()))]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()

    async def _finish(self) -> None:
        """Calls that have left are waited for a while, so that a clean stop leaves nothing uncertain."""
        if self._making:
            await asyncio.wait(self._making, timeout=PARTING)
        for task in self._making:
            task.cancel()

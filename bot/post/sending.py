"""Letters leave one after the other, each looked at once more before it does."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog

from bot.post.carrying import Carrier, Letter, NotCarriedError
from bot.post.writing import letter
from bot.running import Assistant
from storage import addresses, calls, json_text, outbox, people, truth
from storage.calls import Call
from storage.database import Database
from storage.times import stamp

AT_ONCE = 20  # letters looked at in one transaction
BETWEEN = 1.0  # seconds between two letters: what small servers and gateways bear
LOOK_EVERY = 3.0  # seconds: who waits for a sign-in link looks at her letterbox
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
MOST_ATTEMPTS = 50  # two days of a server that is down; what is older is no longer true

log = structlog.get_logger(__name__)


class Leaving(NamedTuple):
    """A letter marked as being handed over."""

    call: Call
    letter: Letter


class Sending:
    """The way of one channel's letters out of the outbox."""

    def __init__(
        self, assistant: Assistant, carrier: Carrier, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """`pause` waits a number of seconds."""
        self._assistant, self._carrier, self._pause = assistant, carrier, pause

    async def run(self) -> None:
        """Send until cancelled. What was being handed over when a process ended is uncertain."""
        await self._assistant.writer.run(calls.recover, self._carrier.channel, self._assistant.clock())
        while True:
            if not await self.work_once():
                await self._pause(LOOK_EVERY)

    async def work_once(self) -> int:
        """Send what may leave now; how many letters were handed over, or tried."""
        leaving = await self._assistant.writer.run(self._claim)
        for each in leaving:
            failed = await self._carry(each.letter)
            await self._assistant.writer.run(self._settle, each.call, failed)
            await self._pause(BETWEEN)
        return len(leaving)

    async def _carry(self, written: Letter) -> NotCarriedError | None:
        try:
            await self._carrier.carry(written)
        except NotCarriedError as error:
            log.warning("letter_not_carried", channel=self._carrier.channel, kind=error.kind, reason=error.reason)
            return error
        return None

    def _claim(self, db: Database) -> list[Leaving]:
        channel, now = self._carrier.channel, self._assistant.clock()
        for intent in outbox.waiting_intents(db, channel, AT_ONCE):
            if outbox.overtaken(db, intent, now):
                outbox.drop_intent(db, intent.id)
            else:
                calls.expand(db, intent, [(channel, json_text.dump({**intent.body, "at": stamp(now)}))], now)
        found = (self._leaves(db, call, now) for call in calls.next_calls(db, channel, now, AT_ONCE))
        return [each for each in found if each is not None]

    def _leaves(self, db: Database, call: Call, now: datetime) -> Leaving | None:
        house = self._assistant.house
        to = addresses.outside_id(db, house.vault, call.address_id)
        late = call.until is not None and call.until <= now
        if late or to is None or call.person_id is None or not truth.may_leave(db, call.outbox_id, now):
            outbox.drop_intent(db, call.outbox_id)
            return None
        try:
            written = letter(db, house, self._carrier.channel, to, people.person(db, call.person_id), call.payload)
        except Exception as error:  # whatever is wrong with one letter, the others leave
            log.error("letter_unsayable", outbox=call.outbox_id, error=type(error).__name__)
            outbox.drop_intent(db, call.outbox_id)
            return None
        return Leaving(call, written) if calls.sending(db, call.id) else None

    def _settle(self, db: Database, call: Call, failed: NotCarriedError | None) -> None:
        now = self._assistant.clock()
        if failed is None:
            calls.sent(db, call.id, {}, now)
        elif failed.kind == "doubt":
            calls.uncertain(db, call.id, failed.reason, now + FIRST_PAUSE)
        elif failed.kind == "later" and call.attempts < MOST_ATTEMPTS:
            calls.later(db, call.id, failed.reason, now + min(FIRST_PAUSE * 2 ** min(call.attempts, 10), LONGEST_PAUSE))
        else:
            calls.gave_up(db, call.id, failed.reason)
            if failed.kind == "unknown":
                addresses.mark(db, call.address_id, "dead")
                outbox.drop_address(db, call.address_id, failed.reason)

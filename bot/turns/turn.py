"""A turn: one inbox row, everything that follows from it, in one transaction; and the loop that takes turns."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import structlog

from bot import helping
from bot.turns.acting import act_on
from bot.turns.conversation import Conversation
from bot.turns.house import House
from bot.turns.tally import Tally
from storage import addresses, groups, helps, inbox, outbox, people
from storage.ailing import ailment
from storage.database import Database
from storage.refusals import Refused
from storage.threads import Writer

# Rows taken together; they share a commit. More would make the last one wait for the first.
BATCH = 64
# A row that failed this often is set aside, so that the next ones pass.
TRIES = 3
# Nothing wakes the loop when another process has written a row; this long it may lie there at most.
LOOK_AGAIN = 1.0

log = structlog.get_logger(__name__)


class Taken(NamedTuple):
    """A row that had its turn, and the address that has something new to hear, if any; when it came in, if it had."""

    inbox_id: int
    address: int | None
    received_at: datetime | None = None


def take_turn(db: Database, house: House, row: inbox.Incoming, now: datetime) -> Taken:
    """Do all a row asks for and mark it done.

    Raises Refused for a row that can never be understood, and whatever else went wrong: then nothing is kept.
    """
    act = house.readers[row.channel](row.body)
    if row.address_id is None:
        raise Refused("no_address", "Cette ligne n'a pas d'adresse.")
    address = addresses.address(db, row.address_id)
    person = people.person(db, address.person_id) if address.person_id else None
    priority = outbox.REMINDER if row.channel == "clock" else outbox.REPLY
    conversation = Conversation(db, house, row, address, now, person, priority)
    act_on(conversation, act)
    if helps.any_open(db):
        if conversation.person is not None:
            helps.passed(db, conversation.person.id, now)
        helping.look(db, house, now)
    inbox.done(db, row.id, now)
    return Taken(row.id, row.address_id, row.received_at)


class Turns:
    """Takes inbox rows, one of each recipient at a time in their order, many people at once.

    `took` counts how long the turns took that were committed, `waited` how long their rows had been there then.
    `looked` is when the loop last came round, in seconds of the monotonic clock; None before it began.
    """

    def __init__(self, writer: Writer, house: House, clock: Callable[[], datetime]) -> None:
        self._writer, self._house, self._clock = writer, house, clock
        self._woken = asyncio.Event()
        self._settled: dict[int, asyncio.Event] = {}
        self.listeners: list[Callable[[int], None]] = []
        self.took, self.waited = Tally(), Tally()
        self.looked: float | None = None

    def wake(self) -> None:
        """There is something in the inbox."""
        self._woken.set()

    async def settled(self, inbox_id: int) -> None:
        """Return when that row has had its turn, whatever came of it."""
        event = self._settled.setdefault(inbox_id, asyncio.Event())
        if not await self._writer.run(inbox.waits, inbox_id):
            event.set()
        await event.wait()
        self._settled.pop(inbox_id, None)

    async def run(self) -> None:
        """Take turns for ever."""
        while True:
            self.looked = time.monotonic()
            self._woken.clear()
            try:
                taken = await self.take_waiting()
            except Exception as error:
                if not (suffers := ailment(error)):
                    raise
                log.error("no_turn_kept", disk=suffers)
                taken = 0
            if not taken:
                await self._rest()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), LOOK_AGAIN)
        except TimeoutError:
            return

    async def take_waiting(self) -> int:
        """Take the oldest waiting row of every recipient; how many there were. Raises what the disk fails with."""
        began = time.monotonic()
        try:
            taken = await self._writer.run(self._take_together)
        except Exception as error:
            if ailment(error):
                raise
            # One of them: each for itself, it will show which.
            rows = await self._writer.run(inbox.take_batch, BATCH)
            taken = await asyncio.gather(*(self._take(row) for row in rows))
        if taken:
            self._count(taken, time.monotonic() - began)
        for each in taken:
            self._tell(each)
        return len(taken)

    def _count(self, taken: list[Taken], seconds: float) -> None:
        now = self._clock()
        done = [each.received_at for each in taken if each.received_at is not None]
        self.took.add(seconds, len(done))
        for received_at in done:
            self.waited.add(max(0.0, (now - received_at).total_seconds()))

    def _take_together(self, db: Database) -> list[Taken]:
        now = self._clock()
        return [take_turn(db, self._house, row, now) for row in inbox.take_batch(db, BATCH)]

    async def _take(self, row: inbox.Incoming) -> Taken:
        try:
            return await self._writer.run(self._take_alone, row)
        except Refused as refused:
            return await self._writer.run(self._set_aside, row, refused.code)
        except Exception as error:
            if ailment(error):  # the disk's, not the row's: it waits as it is
                return Taken(row.id, None)
            log.exception("turn_failed", inbox=row.id, channel=row.channel, error=type(error).__name__)
            return await self._writer.run(self._try_again, row, type(error).__name__)

    def _take_alone(self, db: Database, row: inbox.Incoming) -> Taken:
        if not inbox.waits(db, row.id):  # erased since it was taken out of the inbox
            return Taken(row.id, None)
        return take_turn(db, self._house, row, self._clock())

    def _tell(self, taken: Taken) -> None:
        if event := self._settled.get(taken.inbox_id):
            event.set()
        if taken.address is not None:
            for listener in self.listeners:
                listener(taken.address)

    def _try_again(self, db: Database, row: inbox.Incoming, reason: str) -> Taken:
        if inbox.failed(db, row.id, reason) < TRIES:
            return Taken(row.id, None)
        return self._set_aside(db, row, reason)

    def _set_aside(self, db: Database, row: inbox.Incoming, reason: str) -> Taken:
        """Quarantine a row, and tell the person that something went wrong and that it is kept."""
        inbox.quarantine(db, self._house.vault, row.id, reason, self._clock())
        if row.address_id is None or groups.group(db, row.address_id) is not None:
            return Taken(row.id, None)
        address = addresses.address(db, row.address_id)
        person = people.person(db, address.person_id) if address.person_id else None
        Conversation(db, self._house, row, address, self._clock(), person).say("something_broke")
        return Taken(row.id, row.address_id)

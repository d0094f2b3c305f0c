"""Takes updates in: committed first, and only then is Telegram let to forget them."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog

from bot.running import Assistant, Row
from bot.telegram.api import Api
from bot.telegram.failures import Failure
from bot.telegram.nameless import nameless
from bot.telegram.offsets import Offset, identifier
from bot.telegram.reading import CHANNEL, WANTED, query_of, read_update
from bot.telegram.sending import TokenRefused
from bot.turns.acts import Unreadable, Voice

POLL_SECONDS = 30  # a poll stays open that long when nothing comes
POLL_READ_SECONDS = POLL_SECONDS + 10.0
BATCH = 100  # the most that Telegram gives at once
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds, after a failure: 1, 2, 4 … 30
MOST_SHOWN = 64  # small signs of life sent side by side; beyond that they are let go

Pause = Callable[[float], Awaitable[None]]

log = structlog.get_logger(__name__)


class Receiver:
    """Long polling. `pause` waits a number of seconds (tests give their own)."""

    def __init__(
        self, api: Api, assistant: Assistant, pause: Pause = asyncio.sleep, poll_seconds: int = POLL_SECONDS
    ) -> None:
        self._api = api
        self._assistant = assistant
        self._pause = pause
        self._poll_seconds = poll_seconds
        self._offset = Offset()
        self._failures = 0
        self._showing: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Receive until cancelled. Raises TokenRefused; after any other failure it waits and goes on."""
        while True:
            if not await self.poll():
                await self._pause(min(FIRST_PAUSE * 2 ** min(self._failures - 1, 8), LONGEST_PAUSE))

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
        self._offset.move(batch)
        self._show(batch, spoke)
        self._failures = 0
        return True

    def _failed(self, reply: Failure) -> bool:
        if reply.kind == "token":
            raise TokenRefused
        self._failures += 1
        log.warning("poll_failed", kind=reply.kind, reason=reply.reason, times=self._failures)
        return False

    async def _keep(self, batch: Sequence[Any]) -> list[str]:
        """Commit a batch; who in it sent a voice message."""
        rows: list[Row] = []
        spoke: list[str] = []
        for update in batch:
            read = read_update(update) if isinstance(update, Mapping) else ("", Unreadable("not an object"))
            if read is None:
                continue
            outside, act = read
            if isinstance(act, Unreadable):
                await self._set_aside(update, act.reason)
            else:
                rows.append(Row(CHANNEL, self._key(update), outside, _kept(nameless(update))))
                spoke += [outside] if isinstance(act, Voice) else []
        if rows:
            await self._commit(rows)
        return spoke

    async def _commit(self, rows: Sequence[Row]) -> None:
        """Together; should one of them be unfit in a way nobody foresaw, the others still go in."""
        try:
            await self._assistant.receive_many(rows)
        except (ValueError, TypeError, KeyError) as error:
            if len(rows) == 1:
                row = rows[0]
                await self._assistant.quarantine(CHANNEL, row.key, f"not kept: {type(error).__name__}", row.body)
                return
            for row in rows:
                await self._commit([row])

    async def _set_aside(self, update: Any, reason: str) -> None:  # noqa: ANN401 -- whatever came
        log.warning("update_unreadable", update=identifier(update), reason=reason)
        await self._assistant.quarantine(CHANNEL, self._key(update), reason, _kept({"raw": update}))

    def _key(self, update: Any) -> str:  # noqa: ANN401 -- whatever came
        """What names an update: ids are counted for each bot; one without an id is named by its content."""
        number = identifier(update)
        if number is not None:
            return f"{self._api.bot_id}:{number}"
        return f"{self._api.bot_id}:x{hashlib.sha256(json.dumps(update).encode()).hexdigest()[:32]}"

    def _show(self, batch: Sequence[Any], spoke: Sequence[str]) -> None:
        """Let the buttons that were pressed come up again, and whoever spoke see that she is answered; best effort."""
        for update in batch:
            if isinstance(update, Mapping) and (query := query_of(update)):
                self._try("answerCallbackQuery", {"callback_query_id": query})
        for chat in dict.fromkeys(spoke):  # listening takes seconds
            self._try("sendChatAction", {"chat_id": int(chat), "action": "record_voice"})

    def _try(self, method: str, fields: Mapping[str, Any]) -> None:
        if len(self._showing) < MOST_SHOWN:
            task = asyncio.create_task(self._once(method, fields))
            self._showing.add(task)
            task.add_done_callback(self._showing.discard)

    async def _once(self, method: str, fields: Mapping[str, Any]) -> None:
        await self._api.call(method, fields)


def _kept(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body without half characters (lone surrogates), which no database can hold."""
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    kept: dict[str, Any] = json.loads(text)
    return kept

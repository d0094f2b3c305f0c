"""What Telegram hands over, by poll or by webhook: kept in one commit, then shown to have been seen."""

import asyncio
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from bot.running import Assistant, Row
from bot.telegram.api import Api
from bot.telegram.grouping import COMING_AND_GOING, actor_of, for_another
from bot.telegram.moving import moved
from bot.telegram.nameless import nameless
from bot.telegram.offsets import identifier
from bot.telegram.reading import CHANNEL, IN_GROUP, WANTED, query_of, read_update
from bot.turns.acts import Act, InGroup, Unreadable, Voice
from storage import json_text

MOST_STRANGE = 20  # kinds of update told about; who sends more of them is not Telegram
MOST_SHOWN = 64  # small signs of life sent side by side; beyond that they are let go

log = structlog.get_logger(__name__)


class Intake:
    """Makes rows of updates. `accept` returns once they are on disk; only then may Telegram forget them."""

    def __init__(self, api: Api, assistant: Assistant) -> None:
        self._api = api
        self._assistant = assistant
        self._showing: set[asyncio.Task[None]] = set()
        self._strange: set[str] = set()

    async def accept(self, batch: Sequence[Any]) -> None:
        """Keep a batch and show it; raises whatever keeps it from being committed."""
        self.show(batch, await self.keep(batch))

    async def keep(self, batch: Sequence[Any]) -> list[str]:
        """Commit a batch; who in it sent a voice message."""
        rows: list[Row] = []
        spoke: list[str] = []
        for update in batch:
            if isinstance(update, Mapping) and (moves := moved(update)):
                await self._assistant.writer.run(moves, self._assistant.house.vault)
            read = read_update(update) if isinstance(update, Mapping) else ("", Unreadable("not an object"))
            if read is None or (isinstance(read[1], InGroup) and for_another(update, self._api.username)):
                await self._not_for_us(update)
                continue
            outside, act = read
            if isinstance(act, Unreadable):
                await self._set_aside(update, act.reason)
            else:
                rows.append(self._row(update, outside, act))
                spoke += [outside] if isinstance(act, Voice) else []
        if rows:
            await self._commit(rows)
        return spoke

    def _row(self, update: Mapping[str, Any], outside: str, act: Act) -> Row:
        if isinstance(act, InGroup):
            body = {IN_GROUP: [act.what, act.argument]}
            return Row(CHANNEL, self._key(update), outside, body, actor_of(update), act.what in COMING_AND_GOING)
        return Row(CHANNEL, self._key(update), outside, {**nameless(update), **_replied(update)})

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
        await self._assistant.quarantine(CHANNEL, self._number(update), reason, {"raw": update})

    async def _not_for_us(self, update: Mapping[str, Any]) -> None:
        """What people say in groups, and kinds of update we do not know, hold up nobody; the latter are told once."""
        for kind in set(update) - {"update_id", *WANTED} - self._strange:
            if len(self._strange) >= MOST_STRANGE:
                break
            self._strange.add(kind)
            log.warning("update_of_unknown_kind", kind=str(kind)[:40], update=identifier(update))

    def _key(self, update: Mapping[str, Any]) -> str:
        """What names an update within a bot: its content, without the number it comes under.

        Numbers are not enough: after a quiet week Telegram begins again anywhere (core.telegram.org/bots/api#update),
        and what it sends again may come under a new one. Messages, presses and changes each carry an id or a moment
        of their own. Keyed, since whoever reads the database should not be able to try contents through.
        """
        content = {name: part for name, part in update.items() if name != "update_id"}
        named = self._assistant.house.vault.lookup("update", json_text.canonical(content))
        return f"{self._api.bot_id}:{named[:32]}"

    def _number(self, update: Any) -> str:  # noqa: ANN401 -- whatever came
        """What names one that cannot be read: its number, or its content where it has none."""
        number = identifier(update)
        if number is not None:
            return f"{self._api.bot_id}:{number}"
        return f"{self._api.bot_id}:x{hashlib.sha256(json.dumps(update).encode()).hexdigest()[:32]}"

    def show(self, batch: Sequence[Any], spoke: Sequence[str]) -> None:
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


def _replied(update: Mapping[str, Any]) -> dict[str, int]:
    """The number of the message that was replied to, which is all that is kept of it."""
    message = update.get("message")
    replied = message.get("reply_to_message") if isinstance(message, Mapping) else None
    number = replied.get("message_id") if isinstance(replied, Mapping) else None
    return {"reply_to": number} if isinstance(number, int) and not isinstance(number, bool) else {}

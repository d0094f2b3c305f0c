"""Updates posted to a bot's webhook: with its secret, again until it says 200, each chat's in their order."""

import asyncio
import json
import random
import re
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from .calls import Json
from .clock import Clock
from .updates import UpdateQueue

# Bot API, setWebhook, secret_token: "1-256 characters. Only characters A-Z, a-z, 0-9, _ and -".
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Bot API, setWebhook, max_connections: "1-100. Defaults to 40".
CONNECTIONS = 40
# How long and how often the real server tries again is not documented ("a reasonable amount of attempts").
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
PATIENCE = 60.0


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates, and what came of the last tries."""

    url: str
    secret: str = ""
    connections: int = CONNECTIONS
    last_error: Json = field(default_factory=dict)

    def described(self) -> Json:
        """Return what getWebhookInfo says of it."""
        return {"url": self.url, "max_connections": self.connections} | self.last_error


class Postman:
    """Carries what waits in a queue to a webhook. `shuffle` lets different chats' updates overtake each other."""

    def __init__(self, webhook: Webhook, updates: UpdateQueue, clock: Clock) -> None:
        self.webhook, self.shuffle = webhook, random.Random(1)
        self._updates, self._clock = updates, clock
        self._under_way: dict[object, asyncio.Task[None]] = {}
        self._task = asyncio.create_task(self._run())

    def stop(self) -> None:
        """Carry nothing any more."""
        self._task.cancel()

    async def _run(self) -> None:
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
                while True:
                    arrival = self._updates.bell.waiter()
                    self._begin(session)
                    await asyncio.wait({arrival, *self._under_way.values()}, return_when=asyncio.FIRST_COMPLETED)
                    arrival.cancel()
        finally:
            for task in self._under_way.values():
                task.cancel()

    def _begin(self, session: aiohttp.ClientSession) -> None:
        """Take what may go now: of each chat the oldest, different chats in any order."""
        firsts: dict[object, tuple[int | None, Any]] = {}
        for identifier, update in self._updates.waiting():
            firsts.setdefault(_chat_of(update), (identifier, update))
        free = [chat for chat in firsts if chat not in self._under_way]
        self.shuffle.shuffle(free)
        for chat in free[: self.webhook.connections - len(self._under_way)]:
            task = asyncio.create_task(self._carry(session, *firsts[chat]))
            self._under_way[chat] = task
            task.add_done_callback(lambda _, chat=chat: self._under_way.pop(chat, None))  # type: ignore[misc]

    async def _carry(self, session: aiohttp.ClientSession, identifier: int | None, update: Any) -> None:
        pause = FIRST_PAUSE
        while not await self._post(session, update):
            await self._clock.timer(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        self._updates.delivered(identifier, update)

    async def _post(self, session: aiohttp.ClientSession, update: Any) -> bool:
        headers = {SECRET_HEADER: self.webhook.secret} if self.webhook.secret else {}
        body = json.dumps(update).encode()
        headers["Content-Type"] = "application/json"
        try:
            async with session.post(self.webhook.url, data=body, headers=headers) as reply:
                await reply.read()
                problem = "" if reply.status == 200 else f"Wrong response from the webhook: {reply.status}"
        except Exception as error:  # whatever stands in the way, it is tried again
            problem = f"Connection failed: {type(error).__name__}"
        if problem:
            self.webhook.last_error = {"last_error_date": int(self._clock.now()), "last_error_message": problem}
        return not problem


def _chat_of(update: Any) -> object:
    """Name what an update's order is kept within: its chat, itself where it has none."""
    for part in update.values() if isinstance(update, dict) else ():
        message = part.get("message", part) if isinstance(part, dict) else part
        if isinstance(message, dict) and isinstance(message.get("chat"), dict):
            return message["chat"].get("id")
    return id(update)


def valid_secret(secret: str) -> bool:
    """Whether a secret is one the Bot API takes."""
    return SECRET.fullmatch(secret) is not None

"""The emulator: a Telegram of its own on a loopback port, for tests and demonstrations."""

import asyncio
import json
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from .calls import BODY_LIMIT, Call, Json, read_call
from .clock import Clock, WallClock
from .control import add_routes
from .doors import LocalDoor
from .groups import Group
from .journal import Entry, Journal
from .methods import perform
from .people import PATIENCE, Person
from .refusals import RefusedError
from .weather import Flood, Page, Scripted, Trouble, Weather
from .webhooks import Postman
from .world import Account, World

DEFAULT_TOKEN = "123456:emulated-secret"
# A test that ends does not wait for a long poll to run out.
SHUTDOWN_SECONDS = 0.2
CALM = Trouble()


class Emulator:
    """A Bot API server with people in it; `async with Emulator() as emulator` starts and stops it."""

    def __init__(self, *tokens: str, clock: Clock | None = None) -> None:
        self.clock = clock or WallClock()
        self.world = World(self.clock)
        self.journal = Journal()
        self.weather: list[Weather] = []
        self.host, self.port = "127.0.0.1", 0
        self.tokens = tokens or (DEFAULT_TOKEN,)
        for token in self.tokens:
            self.world.add_bot(token)
        self._runner: web.AppRunner | None = None

    @property
    def token(self) -> str:
        """The first bot's token."""
        return self.tokens[0]

    @property
    def url(self) -> str:
        """The server's root, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot's Bot takes as base_url."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot's Bot takes as base_file_url."""
        return f"{self.url}/file/bot"

    async def start(self, port: int | None = None) -> None:
        """Listen, on the port of the last time when there was one."""
        app = web.Application(client_max_size=BODY_LIMIT)
        app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", self._answer)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)
        add_routes(app, self)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await self._runner.setup()
        for account in self.world.accounts.values():
            if account.postman is not None:
                account.postman = Postman(account.postman.webhook, account.updates, self.clock)
        site = web.TCPSite(self._runner, self.host, self.port if port is None else port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Refuse connections; what Telegram knows stays for the next start."""
        if self._runner is not None:
            for account in self.world.accounts.values():
                account.updates.bell.ring()
                if account.postman is not None:
                    account.postman.stop()
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        await self.stop()

    def account(self, bot_id: int | None = None) -> Account:
        """Return a bot, the first one when none is named."""
        return self.world.accounts[self.token] if bot_id is None else self.world.account(bot_id)

    def person(self, name: str, language_code: str = "fa", bot_id: int | None = None) -> Person:
        """Return a new person in front of a bot she has not opened yet."""
        user = self.world.add_person(name, language_code)
        return Person(LocalDoor(self.world), self.account(bot_id).id, user)

    def group(self, title: str, by: Person) -> Group:
        """Return a new group somebody put the (first) bot into."""
        return Group(self.world, self.account(), title, by)

    def injects(self, update: Any, bot_id: int | None = None) -> int:
        """Queue any JSON value as an update; an object gets the next update_id unless it has one."""
        return self.account(bot_id).updates.push_raw(update)

    def repeats(self, update_id: int, fresh: bool = False, bot_id: int | None = None) -> int:
        """Deliver an update once more, even a confirmed one; `fresh` gives it a new update_id."""
        return self.account(bot_id).updates.repeat(update_id, fresh)

    def meets(
        self, trouble: Trouble, method: str = "", chat_id: int | None = None, times: int = 1, after: int = 0
    ) -> Scripted:
        """Let the next calls of a method, of a chat, or any, meet a trouble; `after` lets some pass first."""
        scripted = Scripted(trouble, method, chat_id, times, after)
        self.weather.append(scripted)
        return scripted

    def floods(self, retry_after: float, chat_id: int | None = None) -> Flood:
        """Answer 429 for a chat, or for all, until `retry_after` seconds have passed."""
        flood = Flood(self.clock.now() + retry_after, chat_id)
        self.weather.append(flood)
        return flood

    async def called(
        self, method: str, chat_id: int | None = None, times: int = 1, seconds: float = PATIENCE
    ) -> list[Entry]:
        """Return the calls of a method (for a chat) once there are that many."""
        async with asyncio.timeout(seconds):
            while len(found := self.journal.calls(method, chat_id)) < times:
                await self.journal.bell.waiter()
        return found

    async def _download(self, request: web.Request) -> web.StreamResponse:
        account = self.world.accounts.get(request.match_info["token"])
        if account is None:
            return _reply(401, RefusedError(401, "Unauthorized").body())
        content = self.world.files.download(account.id, request.match_info["path"])
        if content is None:
            return _reply(404, RefusedError(404, "Not Found").body())
        return web.Response(body=content, content_type="application/octet-stream")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        account = self.world.accounts.get(request.match_info["token"])
        if account is None:
            return _reply(401, RefusedError(401, "Unauthorized").body())
        try:
            call = await read_call(request, account.id)
        except RefusedError as refusal:
            return _reply(refusal.code, refusal.body())
        entry = self.journal.open(call, self.clock.now())
        trouble = self._trouble(call)
        status, body = await self._suffer(trouble or CALM, account, call, entry)
        entry.status = status
        if status is None:
            return _cut(request)
        # A bot killed meanwhile is not told, though the call counts.
        entry.answered = request.transport is not None and not request.transport.is_closing()
        return _reply(status, body)

    def _trouble(self, call: Call) -> Trouble | None:
        now = self.clock.now()
        return next((found for weather in self.weather if (found := weather(call, now))), None)

    async def _perform(self, account: Account, call: Call, entry: Entry) -> tuple[int, Any]:
        try:
            result = await perform(self.world, account, call)
        except RefusedError as refusal:
            entry.description = refusal.description
            return refusal.code, refusal.body()
        entry.accepted = True
        if isinstance(result, dict):
            entry.message_id = result.get("message_id")
        return 200, {"ok": True, "result": result}

    async def _suffer(self, trouble: Trouble, account: Account, call: Call, entry: Entry) -> tuple[int | None, Any]:
        if trouble.delay and not trouble.accepted:
            await self.clock.timer(trouble.delay)
        told: tuple[int | None, Any] = (None, None)
        if trouble.accepted or not trouble.spoils:
            told = await self._perform(account, call, entry)
        if trouble.delay and trouble.accepted:
            await self.clock.timer(trouble.delay)
        if trouble.reset:
            return None, None
        if isinstance(trouble.reply, Page):
            return trouble.reply.status, trouble.reply.body
        if trouble.reply is not None:
            entry.description = trouble.reply.description
            return trouble.reply.code, trouble.reply.body()
        return told


def _reply(status: int, body: Any) -> web.Response:
    if isinstance(body, str):
        return web.Response(status=status, text=body, content_type="text/html")
    text = json.dumps(body, separators=(",", ":"))  # half characters survive as escapes only
    return web.Response(status=status, text=text, content_type="application/json")


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def bot_arguments(emulator: Emulator) -> Json:
    """Return the keyword arguments that lead python-telegram-bot's Bot here."""
    return {
        "token": emulator.token,
        "base_url": emulator.base_url,
        "base_file_url": emulator.base_file_url,
    }

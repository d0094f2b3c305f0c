import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest

from . import Emulator, HandClock, Person
from .webhooks import SECRET_HEADER


class Hook:
    """A webhook that answers as it is told, and remembers what came."""

    def __init__(self) -> None:
        self.url, self.status = "", 200
        self.came: list[tuple[str | None, Any]] = []
        self._more = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        self.came.append((request.headers.get(SECRET_HEADER), await request.json()))
        self._more.set()
        return web.Response(status=self.status)

    async def has(self, count: int) -> list[Any]:
        async with asyncio.timeout(10):
            while len(self.came) < count:
                self._more.clear()
                await self._more.wait()
        return [update for _, update in self.came]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def settled(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


async def test_updates_are_posted_with_the_secret_and_then_forgotten(
    bot: Bot, emulator: Emulator, amina: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url, secret_token="a-secret_1")
    await amina.types("deux")
    told = await hook.has(2)
    assert [update["message"]["text"] for update in told] == ["/start J1-token", "deux"]
    assert {secret for secret, _ in hook.came} == {"a-secret_1"}
    await settled(lambda: len(emulator.account().updates) == 0)
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_what_was_not_taken_comes_again_and_holds_back_its_chat_alone(
    bot: Bot, emulator: Emulator, amina: Person, hook: Hook, clock: HandClock
) -> None:
    hook.status = 500
    await bot.set_webhook(hook.url)
    await amina.types("deux")
    omar = emulator.person("Omar", "ar")
    await omar.opens()
    told = await hook.has(2)
    assert sorted(update["message"]["text"] for update in told) == ["/start", "/start J1-token"]
    hook.status = 200
    info = await bot.get_webhook_info()
    assert (info.last_error_message, info.pending_update_count) == ("Wrong response from the webhook: 500", 3)
    clock.advance(1)
    told = await hook.has(5)
    assert [update["message"]["text"] for update in told if update["message"]["chat"]["id"] == amina.id] == [
        "/start J1-token",
        "/start J1-token",
        "deux",
    ]


async def test_an_update_can_come_twice_though_it_was_taken(
    bot: Bot, emulator: Emulator, amina: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url)
    first = (await hook.has(1))[0]
    await settled(lambda: len(emulator.account().updates) == 0)
    emulator.repeats(first["update_id"])
    assert await hook.has(2) == [first, first]


async def test_a_secret_of_other_letters_is_refused_and_a_deleted_webhook_gets_nothing(
    bot: Bot, amina: Person, hook: Hook
) -> None:
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook(hook.url, secret_token="not a secret!")
    await bot.set_webhook(hook.url)
    await hook.has(1)
    await bot.delete_webhook()
    await amina.types("poll me")
    assert [update.message.text for update in await bot.get_updates() if update.message][-1] == "poll me"
    assert len(hook.came) == 1

"""Serves what the settings allow: pages always, Telegram with a token; until it is told to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import structlog
import uvicorn

from bot import offering, sweeping
from bot.listening import Fetch, Listening, Recogniser
from bot.running import Assistant
from bot.telegram.serving import Telegram
from bot.web.app import create_app

log = structlog.get_logger(__name__)


async def serve(assistant: Assistant, recogniser: Recogniser, started: Callable[[], None] = lambda: None) -> None:
    """Run every part until the server is stopped (SIGINT, SIGTERM) or one of them fails for good."""
    async with AsyncExitStack() as stack:
        fetchers: dict[str, Fetch] = {}
        parts: list[Awaitable[None]] = []
        if assistant.settings.telegram_token:
            telegram = await stack.enter_async_context(Telegram(assistant))
            fetchers["telegram"] = telegram.fetch
            parts += [telegram.receive(), telegram.send()]
        listening = Listening(assistant, recogniser, fetchers)
        parts += [assistant.turns.run(), listening.run(), offering.run(assistant), sweeping.run(assistant)]
        await _until_stopped(assistant, parts, started)


async def _until_stopped(assistant: Assistant, parts: list[Awaitable[None]], started: Callable[[], None]) -> None:
    settings = assistant.settings
    config = uvicorn.Config(
        create_app(assistant), host=settings.host, port=settings.port, log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    work = [asyncio.ensure_future(part) for part in parts]
    pages = asyncio.ensure_future(server.serve())
    started()
    try:
        done, _ = await asyncio.wait([pages, *work], return_when=asyncio.FIRST_COMPLETED)
        for part in done:
            part.result()
    finally:
        server.should_exit = True
        for part in work:
            part.cancel()
        await asyncio.gather(pages, *work, return_exceptions=True)
        assistant.close()

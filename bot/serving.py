"""Serves what the settings allow: pages always, Telegram with a token; until it is told to stop."""

import asyncio
import signal
import socket
from collections.abc import Callable, Mapping
from functools import partial

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot import echoing, operator_door, sweeping
from bot.backing import loop as backing
from bot.behind import ran_behind
from bot.console.app import console_routes
from bot.erasing import Forgetting
from bot.listening import Fetch, Listening
from bot.post.carriers import carriers_of
from bot.post.sending import Sending
from bot.records import loop as records
from bot.reminding import loop as reminding
from bot.running import Assistant
from bot.seeing.telling import by_mail
from bot.seeing.watching import Watch
from bot.settings import Settings
from bot.telegram.reading import CHANNEL
from bot.telegram.serving import Channel as Telegram
from bot.understanding import Recogniser
from bot.upkeep import Part, kept_up
from bot.web.app import create_app
from bot.wording import serving as wording
from storage.letterboxes import close_others
from storage.refusals import Refused

STOPPING = (signal.SIGINT, signal.SIGTERM)
LAST_WORDS = 2  # seconds that open pages get when the server is told to stop

log = structlog.get_logger(__name__)


async def serve(assistant: Assistant, recogniser: Recogniser, started: Callable[[], None] = lambda: None) -> None:
    """Run every part until the server is stopped (SIGINT, SIGTERM) or one of them fails for good. Raises Refused when
    another program has the port.
    """
    settings = assistant.settings
    assistant.recogniser = recogniser
    pages = _listening(settings)
    fetchers: dict[str, Fetch] = {}
    parts: dict[str, Part] = {}
    tell = by_mail(settings)
    routes: list[BaseRoute] = console_routes(assistant)
    if settings.telegram_token:
        telegram = Telegram(assistant, settings.telegram_token.get_secret_value())
        fetchers[CHANNEL] = telegram.fetch
        routes += telegram.routes
        parts["telegram"] = telegram.run
        tell += [telegram.tell] if settings.operator_chat else []
    forgetting = Forgetting(assistant)
    await forgetting.begin()
    await assistant.writer.run(close_others, assistant.house.letters)
    listening = Listening(assistant, recogniser, fetchers, assistant.recorded)
    parts |= {"turns": assistant.turns.run, "listening": listening.run, "forgetting": forgetting.run}
    looking = {"reminding": reminding, "sweeping": sweeping, "echoing": echoing, "records": records, "wording": wording}
    parts |= {name: partial(each.run, assistant) for name, each in looking.items()}
    parts |= {name: Sending(assistant, carrier).run for name, carrier in carriers_of(settings).items()}
    parts |= {"operator": partial(operator_door.keep_open, assistant), "voices": partial(build_voices, assistant)}
    parts |= {"backing": partial(backing.run, assistant), "watch": Watch(assistant, tell).run}
    await _until_stopped(create_app(assistant, routes), pages, parts, started)


async def build_voices(assistant: Assistant) -> None:
    """Make the clips that are missing in a process of its own, behind everything else; whoever needs one now has it
    made at once. Then rest: a part that returns would end the server.
    """
    if status := await ran_behind(assistant, "voices", "build"):
        log.warning("voices_missing", status=status)
    await asyncio.Event().wait()


async def _until_stopped(
    app: Starlette, listening: socket.socket, parts: Mapping[str, Part], started: Callable[[], None]
) -> None:
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=LAST_WORDS)
    server = uvicorn.Server(config)
    for number in STOPPING:  # uvicorn raises them again when it has stopped: the other parts stop after it
        signal.signal(number, lambda *_: setattr(server, "should_exit", True))
    work = [asyncio.ensure_future(kept_up(name, part)) for name, part in parts.items()]
    pages = asyncio.ensure_future(server.serve(sockets=[listening]))  # who connects now waits in the socket
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


def _listening(settings: Settings) -> socket.socket:
    """The socket of the pages. Raises Refused when another program has the port."""
    try:
        return socket.create_server((settings.host, settings.port))
    except OSError as error:
        sentence = f"Le port {settings.port} ne peut pas servir ({error.strerror}) : changez FLASHCOOP_PORT."
        raise Refused("port", sentence) from None

"""A token, a telephone number, a name and an answer, pushed through everything at DEBUG: they come out nowhere."""

import asyncio
import gc
import io
import logging
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import aiohttp
import pytest
import structlog
import uvicorn

from bot import logs
from bot.console.app import console_routes
from bot.logs import Redacting, configure
from bot.running import Assistant
from bot.seeing.metrics import figures
from bot.web.app import create_app
from tests.doors.house import Doors
from tests.telegram.conftest import TOKEN

NAME, NUMBER, ANSWER = "Zéphyrine Kuchak", "0698765432", "un atelier de couture à Albi"
SECRET_TOKEN = TOKEN.partition(":")[2]


def everything_at_debug() -> None:
    """Also those whose loggers their libraries, or we, keep quiet; our handler alone hears them, as in service."""
    logging.getLogger().handlers[:] = [Redacting()]
    for name in ["", *logging.Logger.manager.loggerDict, "telegram.Bot", "aiohttp.client", "uvicorn.error"]:
        logging.getLogger(name).setLevel(logging.DEBUG)


@pytest.fixture
def finest(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Logs as they are served, at their finest; what was written. Then all is as it was."""
    written = io.StringIO()
    levels = {name: logging.getLogger(name).level for name in ["", *logging.Logger.manager.loggerDict]}
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, written)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    configure()
    yield written
    logging.captureWarnings(False)
    structlog.reset_defaults()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def served(assistant: Assistant, work: Callable[[str], Awaitable[None]]) -> None:
    """Do something with the pages on a real server."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(assistant, console_routes(assistant)), log_config=None, access_log=True)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    await work(f"http://127.0.0.1:{listening.getsockname()[1]}")
    server.should_exit = True
    await serving


async def lives(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """Somebody's conversation through both doors, everything that can break breaking; what was handed out besides
    logs (pages that apologise, figures), and all that is hers.
    """
    everything_at_debug()
    person = await doors.at_telegram(NAME)
    page = await doors.page_of()
    await page.goes_through(language="fr", second_contact_ok="no", until="phone")
    await doors.hears(person, person.opens())
    await doors.hears(person, person.types(NUMBER))
    await doors.hears(person, person.types(f"{NAME} {ANSWER}"))
    await doors.api.bot.send_message(person.id, f"{NAME} {NUMBER} {ANSWER}")  # the library's own lines
    await breaks_a_turn(doors, person, monkeypatch)
    out = await breaks_pages(doors, page.address, monkeypatch)
    await breaks_tasks_and_threads()
    out.append((await figures(doors.assistant)).decode())
    token = page.address.rpartition("/")[2]
    return out, [NAME, NAME.split()[0], NUMBER, ANSWER, SECRET_TOKEN, token, str(person.id)]


async def breaks_a_turn(doors: Doors, person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        try:
            raise KeyError(f"{NAME} {ANSWER}")
        except KeyError as error:
            raise ValueError(f"{NAME} {NUMBER} {TOKEN}") from error

    with monkeypatch.context() as broken:
        broken.setattr("bot.turns.turn.act_on", fails)
        await doors.hears(person, person.types(ANSWER))


async def breaks_pages(doors: Doors, address: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError(f"{NAME} {NUMBER} {ANSWER} {TOKEN} {address}")

    async def visit(url: str) -> None:
        async with aiohttp.ClientSession() as session:
            for path in (address, f"{address}/events", "/healthz", "/nowhere", "/console/entree", "/metrics"):
                async with session.get(f"{url}{path}", params={"q": NAME}) as reply:
                    said.append(await reply.text())

    with monkeypatch.context() as broken:
        broken.setattr("bot.web.visiting.Visiting.page", fails)
        broken.setattr("bot.web.events.Events.stream", fails)
        broken.setattr("bot.console.shell.Console.tongue_of", fails)
        await served(doors.assistant, visit)
    assert sum("500" in each or "pas" in each for each in said) > 1
    return said


async def breaks_tasks_and_threads() -> None:
    async def forgotten(name: str) -> None:
        raise LookupError(f"{name} {NUMBER}")

    task = asyncio.create_task(forgotten(NAME))
    await asyncio.wait([task])
    del task
    gc.collect()  # « Task exception was never retrieved »

    def thread() -> None:
        raise LookupError(f"{NAME} {ANSWER}")

    working = threading.Thread(target=thread)
    working.start()
    working.join()
    failure = LookupError(f"{NAME} {TOKEN}")
    sys.excepthook(LookupError, failure, None)
    library = logging.getLogger("some.library")
    library.debug("asked for %s of %d at %r", NAME, 12, {"phone": NUMBER})
    library.debug(f"filled before it came here: {NAME}")
    library.info("%(who)s", {"who": NAME})
    library.warning("too few %s %s", NAME)
    try:
        raise OSError(28, f"no space for {NAME}")
    except OSError:
        library.exception("not kept: %s", NUMBER)


def found_in(text: str, canaries: list[str]) -> set[str]:
    return {canary for canary in canaries if canary in text}


async def test_nothing_of_anybody_is_in_logs_figures_and_error_pages(
    doors: Doors, monkeypatch: pytest.MonkeyPatch, finest: io.StringIO
) -> None:
    out, canaries = await lives(doors, monkeypatch)
    told = finest.getvalue()
    for kept in ("turn_failed", "ValueError", "KeyError", "uncaught", "ENOSPC", "Task exception was never retrieved"):
        assert kept in told, kept  # what one needs to find the fault is there
    assert "asked for … of 12 at …" in told
    assert "Exception in ASGI application" in told
    assert "bot/web/visiting.py" in told or "bot/web/app.py" in told or "uvicorn" in told
    assert found_in(told, canaries) == set()
    assert found_in("\n".join(out), canaries) == set()


async def test_control_without_the_processor_all_of_it_is_found(
    doors: Doors, monkeypatch: pytest.MonkeyPatch, finest: io.StringIO
) -> None:
    monkeypatch.setattr(logs, "redact", structlog.processors.format_exc_info)
    monkeypatch.setattr(logs, "pattern_of", lambda record: record.getMessage())
    monkeypatch.setattr(sys, "stderr", finest)  # between setup and test, the one of pytest stands there again
    configure()
    _, canaries = await lives(doors, monkeypatch)
    assert found_in(finest.getvalue(), canaries) >= {NAME, NUMBER, ANSWER, SECRET_TOKEN}

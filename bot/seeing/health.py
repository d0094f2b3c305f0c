"""`/healthz`: whether the assistant works, for proxies and supervisors. It costs a row to read, and tells no secret."""

import sqlite3
import time
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.running import Assistant
from storage.database import Database

STALE = 60.0  # seconds without a round of the loop of turns, which comes round each second
UNHEALTHY = 503


def health_of(assistant: Assistant) -> Callable[[Request], Awaitable[Response]]:
    """The handler: 200, or 503 with what fails. The mark lets the doctor see that a public address leads here."""
    mark = assistant.house.vault.mark

    async def health(request: Request) -> Response:
        """What a supervisor asks."""
        del request
        failing = await failures(assistant)
        status = {"status": "failing" if failing else "ok", "mark": mark}
        return JSONResponse({**status, "failing": failing} if failing else status, UNHEALTHY if failing else 200)

    return health


async def failures(assistant: Assistant) -> list[str]:
    """What does not work: writer, turns, database."""
    looked = assistant.turns.looked
    found = {
        "writer": not assistant.writer.alive,
        "turns": looked is None or time.monotonic() - looked > STALE,
        "database": assistant.seen.unwritable or not await _readable(assistant),
    }
    return [name for name, failing in found.items() if failing]


async def _readable(assistant: Assistant) -> bool:
    try:
        await assistant.reader.run(_look)
    except (sqlite3.Error, RuntimeError):  # RuntimeError: its threads have ended
        return False
    return True


def _look(db: Database) -> None:
    db.conn.execute("SELECT 1 FROM people LIMIT 1").fetchone()

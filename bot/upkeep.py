"""Parts of the server that outlive a disk that is full, read-only or failing: they begin again once it may be better.

Nothing is lost meanwhile: what is not committed is not acknowledged, and every part finds its work in the database.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from storage.ailing import ailment

FIRST_REST, LONGEST_REST = 1.0, 30.0  # seconds; somebody has to make room

log = structlog.get_logger(__name__)

Part = Callable[[], Awaitable[None]]


async def kept_up(name: str, part: Part, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Run a part until it returns, and again whenever the disk has ended it. Raises whatever else ends it."""
    rest = FIRST_REST
    while True:
        try:
            await part()
            return
        except Exception as error:
            suffers = ailment(error)
            if not suffers:
                raise
            log.error("disk_unwell", part=name, disk=suffers, rest=rest)
        await pause(rest)
        rest = min(2 * rest, LONGEST_REST)

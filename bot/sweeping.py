"""Lets go of recordings whose time is over: each on its own clock, the bytes once nobody refers to them."""

import asyncio

from bot.running import Assistant
from storage import media, takes

LOOK_EVERY = 600.0  # seconds; the clocks run in days


async def run(assistant: Assistant) -> None:
    """Sweep for ever."""
    while True:
        await sweep(assistant)
        await asyncio.sleep(LOOK_EVERY)


async def sweep(assistant: Assistant) -> int:
    """Forget what is due and delete its bytes after the commit; how many files went."""
    files = await assistant.writer.run(takes.expire, assistant.clock())
    await assistant.writer.run(media.drop_unreferenced, assistant.media, files)
    return len(files)

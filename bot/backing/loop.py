"""Has a backup made every night, while the assistant runs, by a process of its own behind everything else."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.backing.places import place_for
from bot.backing.schedule import due
from bot.behind import ran_behind
from bot.running import Assistant
from storage import backups

LOOK_EVERY = 300.0  # seconds; whoever looks in the morning finds it made
LONGEST = 6 * 3600.0  # seconds; a line so slow that this is not enough is none

log = structlog.get_logger(__name__)
Make = Callable[[Assistant], Awaitable[int]]


async def run(assistant: Assistant) -> None:
    """Look for ever. Whatever goes wrong, the conversation goes on."""
    while True:
        try:
            await look(assistant)
        except Exception as error:
            log.error("backup_failed", error=type(error).__name__)
        await asyncio.sleep(LOOK_EVERY)


async def in_a_process(assistant: Assistant) -> int:
    """Make a backup with `flashcoop backup now`, which keeps the row through the operator's door; its exit status."""
    settings = assistant.settings
    assert settings.backup_to is not None
    place = {
        "FLASHCOOP_BACKUP_TO": settings.backup_to.get_secret_value(),
        "FLASHCOOP_BACKUP_RECIPIENT": settings.backup_recipient,
    }
    try:
        return await asyncio.wait_for(ran_behind(assistant, "backup", "now", "--json", told=place), LONGEST)
    except TimeoutError:
        return -1


async def look(assistant: Assistant, make: Make = in_a_process) -> bool:
    """Have a backup made if one is due; whether it was tried. A try that left no row behind is a row all the same."""
    place = place_for(assistant.settings)
    if place is None:
        return False
    begun = assistant.clock()
    newest = await assistant.reader.run(backups.last, place.shown)
    tried = await assistant.reader.run(backups.tried, place.shown)
    failed = tried.made_at if tried is not None and tried.state == "failed" else None
    if not due(newest.made_at if newest is not None else None, failed, begun):
        return False
    status = await make(assistant)
    tried = await assistant.reader.run(backups.tried, place.shown)
    if tried is None or tried.made_at < begun:
        trouble = f"La sauvegarde s'est interrompue (statut {status})."
        await assistant.writer.run(backups.failed, place.shown, trouble, assistant.clock())
    if status:
        log.error("backup_failed", status=status)
    return True

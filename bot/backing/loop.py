"""Has a backup made every night, while the assistant runs, by a process of its own behind everything else."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.backing.places import place_for
from bot.backing.schedule import due
from bot.loading import ROOT
from bot.running import Assistant
from storage import backups

LOOK_EVERY = 300.0  # seconds; whoever looks in the morning finds it made
LONGEST = 6 * 3600.0  # seconds; a line so slow that this is not enough is none
LAST_IN_LINE = 19  # the niceness of work that nobody waits for

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
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "backup", "now", "--json"),
        env={**os.environ, **_told(assistant)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        preexec_fn=_stand_back,
    )
    try:
        return await asyncio.wait_for(process.wait(), LONGEST)
    except TimeoutError:
        return -1
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


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


def _told(assistant: Assistant) -> Mapping[str, str]:
    """The settings the process works with: those of this one, whatever they were read from, and its time."""
    settings = assistant.settings
    assert settings.backup_to is not None
    return {
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "FLASHCOOP_DATABASE": str(settings.database.resolve()),
        "FLASHCOOP_DATA": str(settings.data.resolve()),
        "FLASHCOOP_BACKUP_TO": settings.backup_to.get_secret_value(),
        "FLASHCOOP_BACKUP_RECIPIENT": settings.backup_recipient,
        "FLASHCOOP_NOW": assistant.clock().isoformat(),
    }


def _stand_back() -> None:
    os.nice(LAST_IN_LINE)

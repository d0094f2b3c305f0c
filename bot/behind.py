"""Commands of ours that the server runs in a process of their own, behind everything else: nobody waits for them."""

import asyncio
import os
import sys
from collections.abc import Mapping

from bot.loading import ROOT
from bot.running import Assistant

LAST_IN_LINE = 19  # the niceness


async def ran_behind(assistant: Assistant, *words: str, told: Mapping[str, str] | None = None) -> int:
    """Run `flashcoop WORDS` on what the assistant works with; its exit status. It ends with whoever waits for it.

    It is begun in the same folder, whose `.env` it reads too; `told` are settings it is given besides.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        env={**os.environ, **_own(assistant), **(told or {})},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        preexec_fn=_stand_back,
    )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _own(assistant: Assistant) -> Mapping[str, str]:
    """Our code, whatever the folder, and the settings of this assistant, whatever they were read from."""
    settings = assistant.settings
    return {
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "FLASHCOOP_DATABASE": str(settings.database.resolve()),
        "FLASHCOOP_DATA": str(settings.data.resolve()),
        "FLASHCOOP_NOW": assistant.clock().isoformat(),
    }


def _stand_back() -> None:
    os.nice(LAST_IN_LINE)

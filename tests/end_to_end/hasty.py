"""The control of the kill test: a bot that lets Telegram forget what it has not kept yet."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tests.end_to_end.served  # noqa: F401 -- the same bot otherwise
from bot.cli import app
from bot.telegram.receiving import Receiver
from tests.end_to_end.processes import ACKNOWLEDGED

HESITATION = 60.0  # seconds between the acknowledgement and the commit; the test ends the process in them
_keep = Receiver._keep


async def acknowledge_first(self: Receiver, batch: Sequence[Any]) -> list[str]:
    """Confirm the updates to Telegram, and only then keep them."""
    numbers = [update["update_id"] for update in batch if isinstance(update, Mapping)]
    if numbers:
        await self._api.call("getUpdates", {"timeout": 0, "limit": 1, "offset": max(numbers) + 1})
        Path(os.environ["FLASHCOOP_DATA"], ACKNOWLEDGED).touch()
        await asyncio.sleep(HESITATION)
    return await _keep(self, batch)


Receiver._keep = acknowledge_first  # type: ignore[method-assign]

if __name__ == "__main__":
    app()

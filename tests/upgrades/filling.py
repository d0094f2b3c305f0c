"""Makes the database of a release with invented people in it, as SQL text, by that release's own code.

In a checkout of the release: `python .../tests/upgrades/filling.py OUT.sql`. The same every time: codes, clock and
what encryption draws are fixed. Amina has ended her registration; Zohra is in the middle of hers.
"""

import asyncio
import os
import random
import sqlite3
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, os.getcwd())  # noqa: PTH109 -- the checkout it is run in, not the one it lies in

from bot.loading import load_programme
from tests.botapi import Emulator, HandClock
from tests.doors.house import Doors
from tests.telegram.conftest import TOKEN

MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
HALF_WAY = "project"
WHOLE = {"language": "fr", "name": "Amina Essai", "phone": "0612345678", "second_contact_ok": "no"}


async def fill(folder: Path) -> None:
    """A Flashcoop with two people who registered on their pages."""
    hand = HandClock(MORNING.timestamp())
    async with Emulator(TOKEN, clock=hand) as emulator:
        doors = Doors(emulator, hand, folder, folder / "clips", load_programme())
        flashcoop = await doors.flashcoop()
        for name, until in (("Amina", ""), ("Zohra", HALF_WAY)):
            await doors.at_telegram(name, flashcoop)
            code = (await doors.rows("SELECT code FROM people ORDER BY id DESC LIMIT 1"))[0]["code"]
            page = await doors.page_of(code)
            await page.goes_through(**WHOLE, until=until)
        await doors.closes()


def main(out: Path) -> None:
    """Write the dump."""
    os.urandom = random.Random(7).randbytes
    random._urandom = os.urandom  # type: ignore[attr-defined]  # what `secrets` draws from
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(fill(Path(folder)))
        database = sqlite3.connect(Path(folder) / "house.sqlite")
        (application,) = database.execute("PRAGMA application_id").fetchone()
        lines = [f"PRAGMA application_id = {application};", *database.iterdump()]
        database.close()
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""An animator with a browser and a telephone, and what the house does meanwhile."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from playwright.async_api import Page, expect

from bot.console import prints
from bot.console.app import console_routes
from bot.console.shell import LANGUAGE, ROOT
from bot.enrolling.sheets import invitation_sheets
from bot.web.app import create_app
from tests.doors.house import Doors
from tests.staff.people import NAME, Circle, circle
from tests.web.browser import violations

WIDTHS = (360, 1280)
SOON = 30_000  # milliseconds in which a busy machine shows what has changed
LIST = """Prénom;Nom;Langue;Téléphone
Zahra;Ahmadi;dari;06 12 34 56 01
أمينة;الحسن;arabe;06 12 34 56 02
Bibi;Karimi;dari;06 12 34 56 03
Élodie;Noël;français;06 12 34 56 04
Farah;Haddad;arabe;
Goli;Rahimi;dari;06 12 34 56 06
Hawa;Diallo;français;
"""


@dataclass
class Day:
    """The house with both doors, a real server of its pages, and the Flashcoop it is about."""

    doors: Doors
    address: str
    ours: Circle
    links: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    @property
    def here(self) -> str:
        """The address of her Flashcoop."""
        return f"{self.address}{ROOT}/f/{self.ours.flashcoop}"

    async def signs_in(self, page: Page, code: str) -> None:
        """She asks for a link at the door, and opens what the bot sends her in the same browser."""
        await page.goto(f"{self.address}{ROOT}/")
        await self.looks(page, "entry")
        await page.fill("#who", code)
        await page.click("text=Recevoir le lien")
        await expect(page.locator("h1")).to_have_text("Regardez vos messages")
        await self.looks(page, "waiting")
        await self.doors.sender.drain()
        sent = (await self.ours.animator.looks())[-1].text
        [link] = re.findall(rf"{self.address}{ROOT}/s/\S+", sent)
        await page.goto(link)
        await self.looks(page, "enter")
        await page.click("text=Entrer")
        await page.wait_for_url(f"{self.address}{ROOT}/")

    async def looks(self, page: Page, name: str, *, dari: bool = False) -> None:
        """A page as it is: it fits on a telephone and on a screen, and axe finds nothing."""
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 800})
            await keeps_picture(page, f"{name}-{'fa_AF' if dari else 'fr'}-{width}")
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, name
            assert await violations(page) == [], name
        await page.set_viewport_size({"width": WIDTHS[0], "height": 640})
        self.seen.add(name)

    async def looks_in_dari(self, page: Page, name: str) -> None:
        """The same page read in Dari, and back to French."""
        for language in ("fa_AF", "fr"):
            await page.context.add_cookies([{"name": LANGUAGE, "value": language, "url": f"{self.address}{ROOT}/"}])
            await page.reload()
            if language != "fr":
                await self.looks(page, name, dari=True)

    async def token(self, name: str) -> str:
        """What the link on somebody's printed sheet ends with."""
        return re.split(r"[/=]", self.links[name])[-1]


@asynccontextmanager
async def serving(doors: Doors) -> AsyncIterator[Day]:
    """The house behind a real server on loopback, its turns being taken; its animator has come in on Telegram."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    doors.assistant.settings = doors.assistant.settings.model_copy(
        update={"public_url": address, "telegram_name": NAME}
    )
    doors.assistant.house.base_url = address
    app = create_app(doors.assistant, console_routes(doors.assistant))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    running = [asyncio.create_task(server.serve(sockets=[listening]))]
    running.append(asyncio.create_task(doors.assistant.turns.run()))
    try:
        yield Day(doors, address, await circle(doors))
    finally:
        server.should_exit = True
        await running[0]
        running[1].cancel()
        await asyncio.gather(*running, return_exceptions=True)


def notes_links(day: Day, monkeypatch: Any) -> None:
    """Read every sheet that is printed, as the telephone of whom it is for does."""
    draw = invitation_sheets

    def drawn(book: Any, cohort: Any, invited: Any, *rest: Any) -> bytes:
        day.links.update({each.name: each.url for each in invited})
        day.ours.codes.update({each.name: each.code for each in invited})
        return draw(book, cohort, invited, *rest)

    monkeypatch.setattr(prints, "invitation_sheets", drawn)


async def keeps_picture(page: Page, name: str) -> None:
    """Keep a picture of the page where FLASHCOOP_SHOTS says."""
    if folder := os.environ.get("FLASHCOOP_SHOTS"):
        await page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


async def keeps_print(printed: bytes, tmp_path: Path, name: str) -> int:
    """Render a printed file, keep its first page where FLASHCOOP_SHOTS says; how many pages it has, 0 if unknown."""
    file = tmp_path / f"{name}.pdf"
    file.write_bytes(printed)
    if shutil.which("pdftoppm") is None:
        return 0
    command = ["pdftoppm", "-r", "60", "-png", str(file), str(tmp_path / name)]
    await asyncio.to_thread(subprocess.run, command, check=True, timeout=60)
    pages = sorted(tmp_path.glob(f"{name}-*.png"))
    if folder := os.environ.get("FLASHCOOP_SHOTS"):
        for page in pages:
            shutil.copy(page, folder)
    return len(pages)

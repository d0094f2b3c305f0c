"""An animator with a telephone of 360 pixels opens a Flashcoop and does a day's work on its pages."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvicorn
from playwright.async_api import Page, expect
from starlette.applications import Starlette

from bot.console.shell import ROOT, SESSION
from bot.running import Assistant
from storage import people, signing
from storage.database import Database
from tests.console.staff import Place
from tests.enrolling.test_lists import sheet as spreadsheet
from tests.web.browser import phone, violations

pytestmark = pytest.mark.browser

PEOPLE = [("Zahra", "Ahmadi", "dari"), ("أمينة", "الحسن", "arabe"), ("Élodie", "Noël", "français")]


@pytest.fixture
async def served(assistant: Assistant, app: Starlette) -> AsyncIterator[str]:
    """The address of a real server on loopback, which the house takes for its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    yield address
    server.should_exit = True
    await serving


async def comes_in(page: Page, served: str, assistant: Assistant, code: str) -> None:
    """Somebody who has signed in, at the page of today."""

    def begin(db: Database) -> str:
        return signing.begin(db, assistant.house.codes, people.person_by_code(db, code), "", assistant.clock())

    token = await assistant.writer.run(begin)
    await page.context.add_cookies([{"name": SESSION, "value": token, "url": f"{served}{ROOT}"}])
    await page.goto(f"{served}{ROOT}/")


async def fits(page: Page) -> None:
    """Nothing is wider than the telephone, and axe has nothing to say."""
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    assert await violations(page) == [], page.url


async def opens(page: Page, tmp_path: Path) -> None:
    """Open a Flashcoop of seven days and import its people."""
    await page.click("text=Ouvrir un Flashcoop")
    await fits(page)
    await page.fill("#in-name", "Cookies de Laval")
    for number in range(1, 8):
        await page.fill(f"[name=date-{number}]", f"2026-11-{22 + number}")
    await page.click("main form .go")
    await expect(page.locator("h1")).to_have_text("Cookies de Laval")
    await expect(page.locator(".sessions li")).to_have_count(7)
    await page.click(".rooms >> text=Personnes")
    await page.click("text=Importer une liste")
    (tmp_path / "liste.xlsx").write_bytes(spreadsheet(("Prénom", "Nom", "Langue"), *PEOPLE, ("Zahra", "Ahmadi", "")))
    await page.set_input_files("#list", tmp_path / "liste.xlsx")
    await page.click("main form .go")
    await expect(page.locator(".lines li")).to_have_count(4)
    await expect(page.locator(".lines input:checked")).to_have_count(3)
    await fits(page)
    await page.click("main form .go")
    await expect(page.locator("#people li")).to_have_count(3)
    await fits(page)


async def test_a_days_work_with_a_thumb(
    served: str, assistant: Assistant, places: dict[str, Place], tmp_path: Path
) -> None:
    async with phone(accept_downloads=True) as page:
        await comes_in(page, served, assistant, places["here"].staff["animator"])
        await opens(page, tmp_path)
        here = page.url.partition("/people")[0]

        await page.goto(f"{here}/sheets")
        await fits(page)
        async with page.expect_download() as printed:
            await page.click("text=Imprimer (PDF)")
        assert Path(await (await printed.value).path()).read_bytes().startswith(b"%PDF")

        await page.goto(f"{here}/presence?session=1")
        first = page.locator(".tap").first
        await first.click()
        await expect(first).to_have_class("tap present")
        await first.press("Enter")  # the keyboard is still where it was
        await expect(first).to_have_class("tap absent")
        await page.click("#undo")
        await expect(first).to_have_class("tap present")
        await page.click("#everyone")
        await expect(page.locator(".tap.present")).to_have_count(3)
        await fits(page)

        await page.goto(f"{here}/contracts")
        await page.locator("text=Signé aujourd'hui").first.click()
        await expect(page.locator("main")).to_contain_text("2 contrats à signer")
        await fits(page)

        await page.goto(f"{here}/figures")
        await page.fill("#in-turnover_cents", "528")
        await page.fill("#in-charges_cents", "۲۱۰")
        await page.fill("#in-people", "7")
        await page.click("main form .go")
        await expect(page.locator("#accounts")).to_contain_text("318,00")
        await expect(page.locator(".parts")).to_contain_text("6 personnes")
        await fits(page)


async def test_another_animators_tap_shows_without_loading(
    served: str, assistant: Assistant, places: dict[str, Place]
) -> None:
    here = places["here"]
    async with phone() as page, phone() as other:
        for each in (page, other):
            await comes_in(each, served, assistant, here.staff["animator"])
            await each.goto(f"{served}{ROOT}/f/{here.names['cohort']}/presence?session=1")
        await other.locator(".tap").first.click()
        await expect(page.locator(".tap").first).to_have_class("tap present", timeout=15_000)


async def test_without_scripts_the_pages_work_the_same(
    served: str, assistant: Assistant, places: dict[str, Place]
) -> None:
    here = places["here"]
    async with phone(scripts=False) as page:
        await comes_in(page, served, assistant, here.staff["animator"])
        await page.goto(f"{served}{ROOT}/f/{here.names['cohort']}/presence?session=1")
        await page.locator(".tap").first.click()
        await expect(page.locator(".tap").first).to_have_class("tap present")

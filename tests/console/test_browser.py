"""The console in a browser: a telephone and a screen, French and Dari, live, by keyboard, without scripts."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvicorn
from playwright.async_api import Page, expect
from starlette.applications import Starlette

from bot.console.shell import LANGUAGE, ROOT, SESSION
from bot.doctor.finding import TITLES, Finding, State
from bot.running import Assistant
from storage import helps, instances, people, signing
from storage.alarms import Alarm
from storage.database import Database
from storage.secrets import token_hash
from tests.console.staff import Place
from tests.console.test_transcripts import spoken as spoken
from tests.web.browser import phone, violations

pytestmark = pytest.mark.browser
OF_A_FLASHCOOP = ("people", "import", "sheets", "photos", "presence", "contracts", "figures", "days", "rappel")
WIDE = {"width": 1280, "height": 900}


@pytest.fixture
async def served(assistant: Assistant, app: Starlette) -> AsyncIterator[str]:
    """The address of a real server on loopback."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    assistant.house.base_url = address
    yield address
    server.should_exit = True
    await serving


async def comes_in(page: Page, served: str, assistant: Assistant, code: str, language: str = "fr") -> None:
    """Sign in with a session made beforehand."""

    def begin(db: Database) -> str:
        return signing.begin(db, assistant.house.codes, people.person_by_code(db, code), "", assistant.clock())

    session = await assistant.writer.run(begin)
    for name, value in ((SESSION, session), (LANGUAGE, language)):
        await page.context.add_cookies([{"name": name, "value": value, "url": f"{served}{ROOT}/"}])


def pages(place: Place, take: str) -> dict[str, str]:
    """Every page of the console, by a name for its picture."""
    here = f"{ROOT}/f/{place.names['cohort']}"
    return {
        "today": f"{ROOT}/",
        "calls": f"{ROOT}/appels",
        "call": f"{here}/appels/{place.names['person']}/once",
        "transcripts": f"{ROOT}/transcriptions",
        "transcript": f"{ROOT}/transcriptions/{take}",
        "team": f"{here}/roles",
        "helping": f"{ROOT}/aide",
        "opening": f"{ROOT}/f/new",
        **{name: f"{here}/{name}" for name in OF_A_FLASHCOOP},
        "flashcoop": here,
        "person": f"{here}/people/{place.names['person']}",
        "refused": f"{ROOT}/nowhere",
        "entry": f"{ROOT}/entree",
        "waiting": f"{ROOT}/entree/attente",
        "enter": f"{ROOT}/s/token",
    }


def pages_of_an_interpreter() -> dict[str, str]:
    """Those an animator has no right to; each form of an Arabic phrase has its own field."""
    texts = f"{ROOT}/textes"
    return {
        "wordings": texts,
        "wording-list": f"{texts}/ar",
        "wording-part": f"{texts}/ar?partie=checkin",
        "wording-one": f"{texts}/ar/registration.language",
    }


async def keeps_picture(page: Page, name: str) -> None:
    """Keep a picture of the page where FLASHCOOP_SHOTS says."""
    if folder := os.environ.get("FLASHCOOP_SHOTS"):
        await page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["fr", "fa_AF"])
@pytest.mark.parametrize("width", [360, 1280])
async def test_no_page_has_an_accessibility_fault_or_is_too_wide(
    assistant: Assistant, places: dict[str, Place], served: str, spoken: list[str], language: str, width: int
) -> None:
    async with phone() as page:
        if width == WIDE["width"]:
            await page.set_viewport_size({"width": 1280, "height": 900})
        for role, shown in (("animator", pages(places["here"], spoken[0])), ("interpreter", pages_of_an_interpreter())):
            await comes_in(page, served, assistant, places["here"].staff[role], language)
            for name, path in shown.items():
                await page.goto(f"{served}{path}")
                await keeps_picture(page, f"console-{name}-{language}-{width}")
                assert await violations(page) == [], name
                assert await page.evaluate("document.documentElement.scrollWidth") == width, name
                small = await page.evaluate(TOO_SMALL)
                assert small == [], name


@pytest.mark.parametrize("language", ["fr", "fa_AF"])
async def test_the_state_of_the_service_fits_a_telephone(
    assistant: Assistant, places: dict[str, Place], served: str, language: str
) -> None:
    now = assistant.clock()
    states: tuple[State, ...] = ("ok", "unknown", "warn", "bad")
    assistant.seen.findings = tuple(Finding(name, states[n % 4], "Une phrase.") for n, name in enumerate(TITLES))
    assistant.seen.looked_at, assistant.seen.alarms = now, (Alarm("disk", "Le disque est plein.", now, now, now),)
    async with phone() as page:
        await comes_in(page, served, assistant, places["here"].staff["coordinator"], language)
        for name in ("", "service"):
            await page.goto(f"{served}{ROOT}/{name}")
            await keeps_picture(page, f"console-{name or 'coordinator'}-{language}-360")
            assert await violations(page) == [], name
            assert await page.evaluate("document.documentElement.scrollWidth") == 360, name
            assert await page.evaluate(TOO_SMALL) == [], name


# What is touched alone is large enough for a thumb; of a box to tick the whole label is touched.
TOO_SMALL = """() => {
  const boxes = "[type=hidden], [type=checkbox], [type=radio]";
  return [...document.querySelectorAll(`button, summary, input:not(${boxes}), .button, .go, .tabs a`)]
    .filter((each) => each.checkVisibility()).map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([html]) => html);
}"""


async def test_somebody_signs_in_by_a_link_with_the_keyboard_alone(
    assistant: Assistant, places: dict[str, Place], served: str
) -> None:
    code = places["here"].staff["animator"]

    def hand_out(db: Database) -> None:
        signing.hand_out(db, people.person_by_code(db, code), token_hash("t" * 32), assistant.clock())

    await assistant.writer.run(hand_out)
    async with phone() as page:
        await page.goto(f"{served}{ROOT}/s/{'t' * 32}")
        await page.keyboard.press("Tab")
        assert await page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"{served}{ROOT}/")
        await page.keyboard.press("Tab")
        await expect(page.locator(".skip")).to_be_focused()


async def test_the_board_of_today_follows_without_being_loaded_again(
    assistant: Assistant, places: dict[str, Place], served: str
) -> None:
    here = places["here"]

    def finish(db: Database) -> None:
        run = instances.load(db, here.names["run"])
        helps.call_help(db, run.person_id, run.cae_id, run.id, "mood", "not_understood", None, assistant.clock())

    async with phone() as page:
        await comes_in(page, served, assistant, here.staff["animator"])
        await page.goto(f"{served}{ROOT}/")
        await page.evaluate("window.untouched = true")
        await expect(page.locator(".urgent")).to_contain_text("1 demande")
        await assistant.writer.run(finish)
        await expect(page.locator(".urgent")).to_contain_text("2 demandes", timeout=20_000)
        assert await page.evaluate("window.untouched") is True


async def test_what_is_being_typed_stays_while_the_page_renews_itself(
    assistant: Assistant, places: dict[str, Place], served: str, spoken: list[str]
) -> None:
    async with phone() as page:
        await comes_in(page, served, assistant, places["here"].staff["animator"])
        await page.goto(f"{served}{ROOT}/transcriptions/{spoken[0]}")
        await page.fill("#text", "نان")
        await page.click('[data-pace="1.5"]')
        assert await page.evaluate("document.getElementById('sound').playbackRate") == 1.5
        await page.click("text=J'ai écouté, je signe")
        await expect(page.locator(".done-line")).to_be_visible()


async def test_a_call_is_held_with_the_session_of_who_calls(
    assistant: Assistant, places: dict[str, Place], served: str
) -> None:
    here = places["here"]
    async with phone() as page:
        await comes_in(page, served, assistant, here.staff["animator"])
        await page.goto(f"{served}{ROOT}/appels/{here.names['run']}")
        await expect(page.locator("h1")).to_be_visible()
        await expect(page.locator(".people")).to_have_text("Fin de l'appel")
        assert await violations(page) == []
        await keeps_picture(page, "console-held")


async def test_without_scripts_a_text_is_signed(
    assistant: Assistant, places: dict[str, Place], served: str, spoken: list[str]
) -> None:
    async with phone(scripts=False) as page:
        await comes_in(page, served, assistant, places["here"].staff["interpreter"])
        await page.goto(f"{served}{ROOT}/")
        assert page.url == f"{served}{ROOT}/transcriptions"
        await page.goto(f"{served}{ROOT}/transcriptions/{spoken[0]}")
        await page.fill("#text", "نان")
        await page.click("text=J'ai écouté, je signe")
        assert spoken[1] in page.url

"""The whole way through the page in a real browser, and what happens when things go otherwise."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.running import Assistant
from tests.web.browser import (
    STEP,
    chooses,
    enters,
    goes_to,
    phone,
    records,
    spoken_wav,
    step,
)
from tests.web.test_conversation import Invited, rows

pytestmark = pytest.mark.browser


async def test_somebody_who_cannot_read_registers_in_dari_by_touch_and_voice(
    served: str, invited: Invited, assistant: Assistant, tmp_path: Path
) -> None:
    async with phone(voice=spoken_wav(tmp_path / "voice.wav")) as page:
        asked: list[str] = []
        wrong: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        await enters(page, served, await invited(), "fa_AF")
        assert await page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["fa-AF", "rtl"]
        await goes_to(page, "name")
        await records(page, 1200)
        await goes_to(page, "")
        assert all(url.startswith(served) for url in asked)
        assert wrong == []
    kept = await rows(assistant, "SELECT DISTINCT question FROM answers")
    assert {"portrait", "schooling", "has_job"} <= {str(row["question"]) for row in kept}


async def test_two_tabs_show_the_same_question(served: str, invited: Invited) -> None:
    async with phone() as page:
        await enters(page, served, await invited(), "fr")
        other = await page.context.new_page()
        await other.goto(page.url)
        await chooses(page, "continue")
        await expect(other.locator("h1")).to_contain_text("Parlez ou touchez")


async def test_the_back_button_shows_the_present_question(served: str, invited: Invited) -> None:
    async with phone() as page:
        await enters(page, served, await invited(), "fr")
        here = page.url
        await page.goto(f"{served}/")
        await page.go_back()
        assert page.url == here
        assert await step(page) == "welcome"


async def test_a_choice_made_without_network_is_sent_once_it_is_back(
    served: str, invited: Invited, assistant: Assistant
) -> None:
    async with phone() as page:
        await enters(page, served, await invited(), "fr")
        await page.context.set_offline(True)
        await page.click('button.choice[value="continue"]')
        await expect(page.locator(".alert.offline")).to_be_visible()
        await page.context.set_offline(False)
        await page.wait_for_function(f"() => ({STEP}) === 'how_it_works'", timeout=15_000)
    kept = await rows(assistant, "SELECT key FROM inbox WHERE key NOT LIKE '%:visit:%'")
    assert len(kept) == 2  # the language, and « continue » once

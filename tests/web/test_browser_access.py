"""The page for people without reading, sight, mouse, sound or scripts."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.web.browser import (
    chooses,
    enters,
    goes_to,
    phone,
    sounds_of,
    spoken_wav,
    step,
    touched,
    violations,
)
from tests.web.test_conversation import Invited

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
async def test_no_page_has_an_accessibility_fault_or_is_wider_than_a_small_phone(
    served: str, invited: Invited, tmp_path: Path, language: str
) -> None:
    async with phone(voice=spoken_wav(tmp_path / "voice.wav")) as page:
        await page.goto(served)
        assert await violations(page) == []
        await enters(page, served, await invited())
        assert await violations(page) == []
        await chooses(page, language)
        for until in ("welcome", "bot", "gender", "name", "portrait", "born", "schooling", "expectations", "phone"):
            await goes_to(page, until, has_project="no", has_job="no")
            assert await violations(page) == [], until
            assert await page.evaluate("document.documentElement.scrollWidth") == 360, until
        await page.click(".writing summary")
        assert await violations(page) == []
        await touched(page, '.bar button[value="stop"]')
        assert await violations(page) == []


async def test_the_keyboard_alone_answers(served: str, invited: Invited) -> None:
    async with phone() as page:
        await enters(page, served, await invited())
        await reaches(page, 'button.choice[value="fr"]')
        before = await page.get_attribute("#page", "data-seq")
        await page.keyboard.press("Enter")
        await page.wait_for_function("seq => document.querySelector('#page').dataset.seq !== seq", arg=before)
        assert await step(page) == "welcome"
        assert await page.evaluate("document.activeElement.id") == "question"
        await goes_to(page, "born")
        await page.keyboard.type("19")
        await page.evaluate(PERSIAN_KEYS)
        await expect(page.locator(".draft")).to_have_text("1990")
        await page.keyboard.press("Enter")
        await expect(page.locator("h1")).to_contain_text("mois de naissance")


# Playwright has no Persian keyboard; the page hears of one as follows.
PERSIAN_KEYS = """() => {
  for (const key of "۹۰") document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
}"""


async def reaches(page: Page, selector: str) -> None:
    """Go there with the Tab key, seeing at each stop where one is."""
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("selector => document.activeElement.matches(selector)", selector):
            width = await page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
            assert width >= 2
            return
    raise AssertionError(f"Tab never reaches {selector}")


async def test_every_button_is_large_enough_for_a_thumb_and_has_a_name(served: str, invited: Invited) -> None:
    async with phone() as page:
        await enters(page, served, await invited(), "fa_AF")
        for until in ("welcome", "gender", "portrait", "born"):
            await goes_to(page, until)
            for button in await page.get_by_role("button").all():
                if await button.is_visible():
                    box = await button.bounding_box()
                    assert box is not None
                    assert min(box["width"], box["height"]) >= 44
                    name = await button.evaluate("b => b.getAttribute('aria-label') || b.textContent.trim()")
                    assert name


async def test_with_the_sound_off_everything_can_still_be_answered(served: str, invited: Invited) -> None:
    async with phone() as page:
        await enters(page, served, await invited(), "ar")
        await page.click("[data-mute]")
        heard = sounds_of(page)
        await goes_to(page, "gender")
        assert await page.get_attribute("[data-mute]", "aria-pressed") == "true"
        warmed = {await page.get_attribute("#page", name) for name in ("data-offline", "data-denied")}
        assert set(heard) <= warmed


async def test_without_scripts_a_person_answers_by_touch_and_text(served: str, invited: Invited) -> None:
    async with phone(scripts=False) as page:
        await page.goto(f"{served}/j/{await invited()}")
        await page.click(".door")
        await page.click('button.choice[value="fa_AF"]')
        await page.click('button.choice[value="continue"]')
        assert await page.locator("html").get_attribute("dir") == "rtl"
        assert await page.locator("audio").first.is_visible()
        assert not await page.locator(".speaker").is_visible()


async def test_nothing_moves_for_those_who_ask_for_it(served: str, invited: Invited) -> None:
    async with phone(sound=False, reduced_motion="reduce") as page:
        await enters(page, served, await invited())
        await expect(page.locator("html")).to_have_attribute("data-sound", "blocked")
        assert await page.evaluate("getComputedStyle(document.querySelector('.speaker')).animationName") == "none"

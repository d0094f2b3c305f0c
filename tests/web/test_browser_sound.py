"""What is heard, and what lights up meanwhile."""

import re

import pytest
from playwright.async_api import expect

from tests.web.browser import (
    enters,
    goes_to,
    phone,
    sounds_of,
    step,
)
from tests.web.test_conversation import Invited

pytestmark = pytest.mark.browser


async def test_the_question_and_then_each_choice_is_spoken_and_lit_up(served: str, invited: Invited) -> None:
    async with phone() as page:
        await enters(page, served, await invited(), "fr")
        await goes_to(page, "gender")
        wanted = await page.eval_on_selector_all("#page [data-say]", "all => all.map(each => each.dataset.say)")
        await page.evaluate(WATCH)
        await page.click(".speaker")
        await page.wait_for_function("() => new Set(window.lit).size >= 4", timeout=10_000)
        assert list(dict.fromkeys(await page.evaluate("window.lit"))) == wanted


WATCH = """() => {
  window.lit = [];
  new MutationObserver(changes => changes.forEach(({target}) => {
    if (target.classList.contains('speaking-now')) window.lit.push(target.dataset.say);
  })).observe(document.getElementById('page'), {subtree: true, attributeFilter: ['class']});
}"""


async def test_where_sound_must_wait_for_a_touch_the_loudspeaker_calls_for_it(served: str, invited: Invited) -> None:
    async with phone(sound=False) as page:
        await enters(page, served, await invited())
        await expect(page.locator("html")).to_have_attribute("data-sound", "blocked")
        await page.touchscreen.tap(180, 20)
        await expect(page.locator(".speaking-now").first).to_be_visible()
        await expect(page.locator("html")).not_to_have_attribute("data-sound", "blocked")


async def test_touching_a_loudspeaker_speaks_a_choice_without_choosing_it(served: str, invited: Invited) -> None:
    async with phone() as page:
        heard = sounds_of(page)
        await enters(page, served, await invited(), "fr")
        await goes_to(page, "gender")
        here = await page.get_attribute("#page", "data-seq")
        clip = await page.get_attribute(".tile:nth-child(6) .hear, .tile >> nth=1 >> .hear", "data-hear")
        await page.locator(".tile").nth(1).locator(".hear").click()
        await expect(page.locator(".tile").nth(1)).to_have_class(re.compile("speaking-now"))
        assert clip is not None
        assert await page.get_attribute("#page", "data-seq") == here
        assert heard


async def test_holding_a_control_says_its_name_and_does_nothing_else(served: str, invited: Invited) -> None:
    async with phone() as page:
        await enters(page, served, await invited(), "fr")
        heard = sounds_of(page)
        here = await page.get_attribute("#page", "data-seq")
        button = page.locator('.bar button[value="stop"]')
        await button.click(delay=900)
        assert await button.get_attribute("data-name") in heard
        assert await page.get_attribute("#page", "data-seq") == here
        assert await step(page) == "welcome"

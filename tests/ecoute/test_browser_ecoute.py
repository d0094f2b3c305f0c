"""Écoute-toi on a small telephone: it can be heard, and used by whoever cannot see or touch."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.async_api import expect

from bot.running import Assistant
from storage import cohorts, links
from storage.database import Database
from tests.report.made import FIRST, LAST, Made
from tests.web.browser import phone, violations
from tests.web.conftest import Clock, app, assistant, clock, invited, programme, served

__all__ = ["app", "assistant", "clock", "invited", "served"]
pytestmark = pytest.mark.browser

EVENING = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)


async def lives(assistant: Assistant, now: datetime, language: str) -> str:
    """The token of somebody on the evening of the last day."""

    def live(db: Database) -> str:
        [row] = db.query("SELECT code FROM cohorts")
        made = Made(db, programme(), assistant.house.codes)
        person = made.person(cohorts.cohort(db, row["code"]), language)
        made.agrees(person, "bot")
        made.says(person, "registration", "once", portrait="rose", bot="yes")
        made.says(person, "checkin", FIRST, a1=1, s2=2, learned="compter")
        made.says(person, "checkin", LAST, a1=4, s2=3, learned="vendre au marché")
        made.says(person, "hot", "exit", methods=4)
        return links.link_of(db, assistant.house.vault, person, now)

    return await assistant.writer.run(live)


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
async def test_the_page_has_no_accessibility_fault_fits_a_small_phone_and_plays_its_scenes(
    served: str, assistant: Assistant, clock: Clock, invited: Callable[[], Any], language: str
) -> None:
    await invited()
    clock.now = EVENING
    token = await lives(assistant, EVENING, language)
    async with phone() as page:
        await page.goto(f"{served}/p/{token}")
        await page.click(f'a[href="/p/{token}/ecoute"]')
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth") == 360
        await page.click("[data-all]")
        await expect(page.locator(".speaking-now")).to_have_count(1)
        await page.click("[data-all]")
        await expect(page.locator(".speaking-now")).to_have_count(0)
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.locator("section button.speaking-now")).to_have_count(1)

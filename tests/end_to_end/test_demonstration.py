"""What `make run` serves, as somebody who reads nothing meets it: registration and check-in in Dari, in a browser."""

import os
import re
import wave
from pathlib import Path

import numpy as np
import pytest
from playwright.async_api import Page

from bot.voice.audio import resampled
from bot.voice.engines.espeak import Espeak
from tests.end_to_end.processes import Bot
from tests.web.browser import STEP, enters, goes_to, phone, records, step

pytestmark = pytest.mark.browser

SPOKEN = 3_000  # milliseconds she speaks
UNDERSTOOD_WITHIN = 120_000  # milliseconds; the speech model is loaded for the first voice message


def voice(path: Path) -> Path:
    """A WAV file in which somebody speaks Dari, for the browser's microphone."""
    sound = resampled(Espeak().say("من می‌خواهم یک دکان خیاطی داشته باشم", "fa_AF", slow=True), 16_000)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes((np.clip(sound.samples, -1, 1) * 30_000).astype("<i2").tobytes())
    return path


async def speaks(page: Page) -> None:
    """Answer the open question by voice and wait until it is taken."""
    here = await step(page)
    await records(page, SPOKEN)
    await page.wait_for_function(f"here => ({STEP}) !== here", arg=here, timeout=UNDERSTOOD_WITHIN)


async def shows(page: Page, name: str) -> None:
    """Keep a picture of the page where FLASHCOOP_SHOTS says."""
    if folder := os.environ.get("FLASHCOOP_SHOTS"):
        await page.wait_for_timeout(600)
        await page.screenshot(path=Path(folder) / f"{name}.png")


async def test_somebody_registers_and_checks_in_in_dari_without_reading(bot: Bot, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    for shared in ("clips", "models"):
        (tmp_path / "demo" / shared).symlink_to((tmp_path / shared).resolve())
    await bot.start(None, "--demo")
    link = re.search(r"/j/(\S+)", bot.log())
    assert link is not None
    async with phone(voice=voice(tmp_path / "voice.wav")) as page:
        await enters(page, bot.url, link[1], "fa_AF")
        assert await page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["fa-AF", "rtl"]
        await goes_to(page, "name")
        await speaks(page)
        await goes_to(page, "project")
        await speaks(page)
        await speaks(page)
        await goes_to(page, "mood")
        await shows(page, "checkin-mood")
        await goes_to(page, "a1")
        await shows(page, "checkin-scale")
        await goes_to(page, "learned")
        await speaks(page)
        assert await step(page) == ""
        await shows(page, "checkin-end")
    await bot.stop()
    bot.folder = tmp_path / "demo"
    out = tmp_path / "export"
    await bot.command("export", "--out", str(out))
    exported = (out / "answers.csv").read_text(encoding="utf-8-sig")
    assert {"project", "mood", "learned"} <= set(re.findall(r",(project|mood|learned),answered", exported))

"""A person with a phone: Chromium at 360 × 720, a WAV file as microphone."""

import re
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from axe_core_python.async_playwright import Axe
from playwright.async_api import Page, Request, ViewportSize, async_playwright, expect

CHROMIUM = Path("/usr/bin/chromium")
INSTALLED = CHROMIUM.exists()
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SOUND_AT_ONCE = "--autoplay-policy=no-user-gesture-required"
FAKE_MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
SMALL: ViewportSize = {"width": 360, "height": 640}


@asynccontextmanager
async def phone(
    *, voice: Path | None = None, sound: bool = True, scripts: bool = True, **context: Any
) -> AsyncIterator[Page]:
    """A page of a fresh browser. Without `voice` nobody lets it use a microphone."""
    if not INSTALLED:
        pytest.skip("Debian's Chromium is not installed: make test-browser does it")
    arguments = [*ARGUMENTS, *([SOUND_AT_ONCE] if sound else [])]
    if voice:
        arguments += [*FAKE_MICROPHONE, f"--use-file-for-fake-audio-capture={voice}"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        opened = await browser.new_context(
            viewport=SMALL, device_scale_factor=2, has_touch=True, java_script_enabled=scripts, **context
        )
        yield await opened.new_page()
        await browser.close()


def spoken_wav(path: Path, seconds: float = 3.0) -> Path:
    """A WAV file with a tone that comes and goes, as speech does."""
    time = np.arange(int(16_000 * seconds)) / 16_000
    samples = np.sin(2 * np.pi * 440 * time) * (np.sin(2 * np.pi * 3 * time) > 0) * 12_000
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


STEP = "document.querySelector('input[name=asked]')?.value.replace(/^[0-9]+\\./, '') ?? ''"


async def enters(page: Page, served: str, token: str, language: str = "") -> None:
    await page.goto(f"{served}/j/{token}")
    await page.wait_for_url("**/p/*")
    if language:
        await chooses(page, language)


async def chooses(page: Page, choice: str) -> None:
    await touched(page, f'button.choice[value="{choice}"]')


async def touched(page: Page, selector: str) -> None:
    """Touch something and wait for the page that follows."""
    before = await page.get_attribute("#page", "data-seq")
    await page.click(selector)
    await page.wait_for_function("seq => document.querySelector('#page').dataset.seq !== seq", arg=before)


async def step(page: Page) -> str:
    return str(await page.evaluate(STEP))


async def goes_to(page: Page, until: str, **answers: str) -> None:
    while (here := await step(page)) != until:
        if await page.locator("button.choice").count():
            given = answers.get(here)
            await touched(page, f'button.choice[value="{given}"]' if given else "button.choice >> nth=0")
        else:
            await touched(page, '.bar button[value="rather_not"]')


async def violations(page: Page) -> list[str]:
    found: dict[str, Any] = await Axe().run(page)
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


def sounds_of(page: Page) -> list[str]:
    heard: list[str] = []

    def note(request: Request) -> None:
        if "/sounds/" in request.url:
            heard.append("/" + request.url.split("/", 3)[3])

    page.on("request", note)
    return heard


async def records(page: Page, milliseconds: int) -> None:
    await page.click("[data-record]")
    await expect(page.locator("form.voice")).to_have_class(re.compile("recording"))
    await page.wait_for_timeout(milliseconds)
    async with page.expect_response(lambda reply: reply.request.method == "POST") as posted:
        await page.click("[data-record]")
    assert (await posted.value).status == 200

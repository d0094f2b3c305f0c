"""A person with a phone: Chromium at 360 × 720, a WAV file as microphone."""

import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
from playwright.async_api import Page, ViewportSize, async_playwright

CHROMIUM = Path("/usr/bin/chromium")
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

"""The microphone of the page, in a real browser with a WAV file as microphone."""

import re
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from playwright.async_api import expect

from bot.listening import Listening
from bot.running import Assistant
from bot.voice.heard import Decoded, Heard, Transcript
from tests.web.browser import (
    chooses,
    enters,
    goes_to,
    phone,
    records,
    sounds_of,
    spoken_wav,
    violations,
)
from tests.web.test_conversation import Invited, rows

pytestmark = pytest.mark.browser


async def test_what_the_microphone_hears_arrives_whole(
    served: str, invited: Invited, assistant: Assistant, tmp_path: Path
) -> None:
    async with phone(voice=spoken_wav(tmp_path / "voice.wav")) as page:
        await enters(page, served, await invited(), "fr")
        await goes_to(page, "name")
        await records(page, 2000)
        await expect(page.locator(".said")).to_contain_text("C'est envoyé")
    take = (await rows(assistant, "SELECT sha256, mime, bytes FROM takes"))[0]
    path = assistant.media.path(str(take["sha256"]))
    assert path.stat().st_size == take["bytes"]
    with av.open(str(path)) as recording:
        frames = list(recording.decode(audio=0))
    seconds = sum(frame.samples / frame.sample_rate for frame in frames)
    assert seconds == pytest.approx(2.0, abs=0.7)
    assert max(float(np.abs(frame.to_ndarray()).max()) for frame in frames) > 0.05


async def test_a_recording_can_be_thrown_away(
    served: str, invited: Invited, assistant: Assistant, tmp_path: Path
) -> None:
    async with phone(voice=spoken_wav(tmp_path / "voice.wav")) as page:
        await enters(page, served, await invited(), "fr")
        await goes_to(page, "name")
        await page.click("[data-record]")
        await page.click("[data-throw]")
        await expect(page.locator("form.voice")).not_to_have_class(re.compile("recording"))
    assert await rows(assistant, "SELECT * FROM takes") == []


async def test_without_leave_to_listen_the_page_says_so_and_takes_a_file(
    served: str, invited: Invited, assistant: Assistant, tmp_path: Path
) -> None:
    voice = spoken_wav(tmp_path / "voice.wav", 1.0)
    async with phone() as page:
        heard = sounds_of(page)
        await enters(page, served, await invited(), "fr")
        await goes_to(page, "name")
        await page.click("[data-record]")
        await expect(page.locator(".alert.denied")).to_be_visible()
        assert await page.get_attribute("#page", "data-denied") in heard
        async with page.expect_response(lambda reply: reply.request.method == "POST"):
            await page.set_input_files("input[type=file]", voice)
        await expect(page.locator(".said")).to_contain_text("C'est envoyé")
    takes = await rows(assistant, "SELECT bytes FROM takes")
    assert takes == [{"bytes": voice.stat().st_size}]


class Ears:
    """A recogniser that hears what the test says it hears."""

    def __init__(self, option: str) -> None:
        self.option = option

    async def hear(self, path: Path, language: str, forms: Any, controls: Any = None, **rest: Any) -> Heard:
        return Heard(self.option, 9.0, "sure", 2.0)

    async def transcribe(self, path: Path, language: str, *, person: str = "") -> Transcript:
        return Transcript("", 1.0, 2.0, "clear")

    async def decode(self, path: Path, out: Path, *, person: str = "") -> Decoded:
        raise AssertionError("nothing is to be made playable here")

    async def prepare(self, path: Path, out: Path, most_seconds: float, *, person: str = "") -> Decoded:
        raise AssertionError("nobody records what others are to hear here")


async def test_what_was_heard_comes_back_by_itself_and_one_touch_confirms_it(
    served: str, invited: Invited, assistant: Assistant, tmp_path: Path
) -> None:
    ears = Listening(assistant, Ears("man"), {})
    async with phone(voice=spoken_wav(tmp_path / "voice.wav")) as page:
        await enters(page, served, await invited(), "fr")
        await goes_to(page, "gender")
        await records(page, 800)
        await expect(page.locator(".said")).to_contain_text("C'est envoyé")
        assert await ears.work_once("listen") == 1
        await expect(page.locator("h1")).to_contain_text("Un homme")
        assert await page.evaluate("[...document.querySelectorAll('.choice')].map(each => each.value)") == ["yes", "no"]
        assert await violations(page) == []
        await chooses(page, "yes")
    kept = await rows(assistant, "SELECT value, mode FROM answers WHERE question = 'gender'")
    assert kept == [{"value": '"man"', "mode": "voice"}]

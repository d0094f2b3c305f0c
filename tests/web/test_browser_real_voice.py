"""A real recording as the microphone of a real browser, through the real listener."""

import wave
from pathlib import Path

import numpy as np
import pytest
from playwright.async_api import expect

from bot import listening
from bot.listening import Listening
from bot.running import Assistant
from bot.voice.audio import decode
from bot.voice.sound import HEARING_RATE
from tests.doors.real_voices import recording
from tests.lent import Lent
from tests.web.browser import chooses, enters, goes_to, phone, records
from tests.web.test_conversation import Invited, rows

pytestmark = pytest.mark.browser

SAID = "ar/asc_no_00000001_07.ogg"
UNDERSTOOD_WITHIN = 120_000  # milliseconds; the page looks for news by itself


def microphone(folder: Path) -> tuple[Path, int]:
    """The recording as the WAV file a browser plays into its microphone, and how long it is in milliseconds."""
    (folder / "said.ogg").write_bytes(recording(SAID))
    sound = decode(folder / "said.ogg")
    path = folder / "said.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(HEARING_RATE)
        file.writeframes((np.clip(sound.samples, -1, 1) * 30_000).astype("<i2").tobytes())
    return path, round(sound.seconds * 1_000)


async def test_a_real_voice_answers_in_a_browser_and_one_touch_confirms_it(
    served: str,
    invited: Invited,
    assistant: Assistant,
    real_ears: Lent,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    voice, milliseconds = microphone(tmp_path)
    monkeypatch.setattr(listening, "PATIENCE", 3_600.0)
    async with phone(voice=voice) as page:
        ears = Listening(assistant, real_ears, {})
        await enters(page, served, await invited(), "ar")
        await goes_to(page, "has_job")
        await records(page, milliseconds)
        assert await ears.work_once("listen") == 1
        await expect(page.locator("h1")).to_contain_text("سمعت", timeout=UNDERSTOOD_WITHIN)
        await expect(page.locator("h1")).to_contain_text("لا")
        await chooses(page, "yes")
    kept = await rows(assistant, "SELECT value, mode, door FROM answers WHERE question = 'has_job'")
    assert kept == [{"value": '"no"', "mode": "voice", "door": "web"}]

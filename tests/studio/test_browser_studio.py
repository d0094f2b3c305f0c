"""The studio in a real browser: a telephone whose microphone is a WAV file, and WAV files that are chosen."""

import wave
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
from playwright.async_api import Page, expect

from bot.console.shell import ROOT
from bot.loading import Programme
from bot.running import Assistant
from bot.studio.lists import sheet
from bot.voice.heard import Transcript
from dialogs.cards import Speech
from tests.console.staff import Place
from tests.console.test_browser import TOO_SMALL, comes_in, keeps_picture, served
from tests.doors.house import Ears
from tests.studio.voices import clipped, said, samples_of, silent
from tests.web.browser import phone, violations

__all__ = ["served"]
pytestmark = pytest.mark.browser
BY_MICROPHONE = 3  # of the twelve phrases; the others are files
LISTENS = 2_600  # milliseconds the microphone is open: the words of the file, and the room around them


def as_wav(content: bytes, path: Path) -> Path:
    """A recording as the file a computer's recorder makes."""
    samples, rate = samples_of(content)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture
def ears(assistant: Assistant) -> Ears:
    found = Ears()
    assistant.recogniser = found
    return found


@pytest.fixture
async def telephone(
    assistant: Assistant, places: dict[str, Place], served: str, ears: Ears, tmp_path: Path
) -> AsyncIterator[Page]:
    """An interpreter's telephone; into its microphone somebody says « hello » in Dari, again and again."""
    del ears
    voice = as_wav(said("سلام، خوش آمدید", "fa_AF"), tmp_path / "microphone.wav")
    async with phone(voice=voice) as page:
        await comes_in(page, served, assistant, places["here"].staff["interpreter"])
        yield page


async def speaks(page: Page) -> None:
    """One touch, words, another touch."""
    await page.click("[data-record]")
    await expect(page.locator("form.voice")).to_have_class("voice stack recording")
    await page.wait_for_timeout(LISTENS)
    async with page.expect_navigation():
        await page.click("[data-record]")


async def chooses(page: Page, path: Path) -> None:
    """A file instead of the microphone."""
    await page.set_input_files("input[name=voice]", path)
    async with page.expect_navigation():
        await page.evaluate("document.querySelector('form.voice').requestSubmit()")


async def test_an_interpreter_records_a_whole_questionnaire_in_her_browser(
    telephone: Page, served: str, assistant: Assistant, programme: Programme, tmp_path: Path
) -> None:
    page, found = telephone, sheet(programme, "fa_AF", "interview")
    assert found is not None
    await page.goto(f"{served}{ROOT}/voix?langue=fa_AF")
    await keeps_picture(page, "studio-lists")
    await page.click("text=Entretien")
    await expect(page.locator("h2")).to_contain_text("Avant la première prise")
    await keeps_picture(page, "studio-release")
    assert await violations(page) == []
    await page.click("button[value=here]")
    for number, each in enumerate(found.items):
        await expect(page.locator("#phrase")).to_have_text(each.shown)
        if number < BY_MICROPHONE:
            await speaks(page)
        else:
            await chooses(page, as_wav(said(each.shown, "fa_AF"), tmp_path / f"{number}.wav"))
        await expect(page.locator(".settled")).to_contain_text("Prise gardée")
        if number == 1:
            await keeps_picture(page, "studio-phrase")
            assert await violations(page) == []
    await expect(page.locator("main")).to_contain_text("Cette liste est finie")
    for each in found.items:
        taken = assistant.recorded.take("fa_AF", each.words.text)
        assert taken is not None
        assert assistant.said_by(Speech(each.words.text, "fa_AF")) == taken.sha256


async def test_what_is_silent_or_shouted_is_refused_in_her_browser_with_a_sentence(
    telephone: Page, served: str, tmp_path: Path
) -> None:
    page = telephone
    await page.goto(f"{served}{ROOT}/voix/fa_AF/interview")
    await page.click("button[value=network]")
    await chooses(page, as_wav(silent(), tmp_path / "silent.wav"))
    await expect(page.locator(".problem")).to_contain_text("Rapprochez le micro")
    await chooses(page, as_wav(clipped(), tmp_path / "clipped.wav"))
    await expect(page.locator(".problem")).to_contain_text("Éloignez un peu le micro")
    await expect(page.locator("#phrase")).to_be_visible()


async def test_what_seems_to_say_something_else_is_confirmed_by_one_touch(
    telephone: Page, served: str, assistant: Assistant, ears: Ears, programme: Programme, tmp_path: Path
) -> None:
    page, found = telephone, sheet(programme, "fr", "checkin")
    assert found is not None
    await page.goto(f"{served}{ROOT}/voix/fr/checkin")
    await page.click("button[value=here]")
    ears.written = Transcript("Les poules mangent du riz au village.", 0.9, 3.0, "clear", "fr")
    await chooses(page, as_wav(said("Les poules mangent du riz.", "fr"), tmp_path / "hens.wav"))
    await expect(page.locator("#doubt")).to_be_visible()
    await keeps_picture(page, "studio-doubt")
    assert await violations(page) == []
    assert assistant.recorded.take("fr", found.items[0].words.text) is None
    await page.click("text=C'est juste")
    await expect(page.locator("#phrase")).to_have_text(found.items[1].shown)
    assert assistant.recorded.take("fr", found.items[0].words.text) is not None


@pytest.mark.parametrize("language", ["fr", "fa_AF"])
@pytest.mark.parametrize("width", [360, 1280])
async def test_the_studio_has_no_accessibility_fault_and_fits_a_telephone(
    assistant: Assistant, places: dict[str, Place], served: str, ears: Ears, language: str, width: int
) -> None:
    del ears
    async with phone() as page:
        await page.set_viewport_size({"width": width, "height": 900})
        await comes_in(page, served, assistant, places["here"].staff["interpreter"], language)
        for name, path in {"lists": "voix", "release": "voix/ar/registration"}.items():
            await page.goto(f"{served}{ROOT}/{path}")
            await looks_right(page, f"studio-{name}-{language}-{width}", width)
        await page.click("button[value=here]")
        for name, path in {"phrase": "ar/registration", "number": "fa_AF/numbers", "word": "fa_AF/say-choices"}.items():
            await page.goto(f"{served}{ROOT}/voix/{path}")
            await looks_right(page, f"studio-{name}-{language}-{width}", width)


async def looks_right(page: Page, name: str, width: int) -> None:
    await keeps_picture(page, name)
    assert await violations(page) == [], name
    assert await page.evaluate("document.documentElement.scrollWidth") == width, name
    assert await page.evaluate(TOO_SMALL) == [], name

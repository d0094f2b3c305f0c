"""The page in a real browser: what scripts do, and what people without reading, sight, mouse or sound can do."""

import re
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from axe_core_python.async_playwright import Axe
from playwright.async_api import Page, Request, expect

from bot.listening import Listening
from bot.running import Assistant
from bot.voice.heard import Heard, Transcript
from tests.web.browser import phone, spoken_wav
from tests.web.test_conversation import Invited, rows

pytestmark = pytest.mark.browser

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


async def records(page: Page, milliseconds: int) -> None:
    await page.click("[data-record]")
    await expect(page.locator("form.voice")).to_have_class(re.compile("recording"))
    await page.wait_for_timeout(milliseconds)
    async with page.expect_response(lambda reply: reply.request.method == "POST") as posted:
        await page.click("[data-record]")
    assert (await posted.value).status == 200


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


def sounds_of(page: Page) -> list[str]:
    heard: list[str] = []

    def note(request: Request) -> None:
        if "/sounds/" in request.url:
            heard.append("/" + request.url.split("/", 3)[3])

    page.on("request", note)
    return heard


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


async def test_with_the_sound_off_everything_can_still_be_answered(served: str, invited: Invited) -> None:
    async with phone() as page:
        await enters(page, served, await invited(), "ar")
        await page.click("[data-mute]")
        heard = sounds_of(page)
        await goes_to(page, "gender")
        assert await page.get_attribute("[data-mute]", "aria-pressed") == "true"
        warmed = {await page.get_attribute("#page", name) for name in ("data-offline", "data-denied")}
        assert set(heard) <= warmed


class Ears:
    """A recogniser that hears what the test says it hears."""

    def __init__(self, option: str) -> None:
        self.option = option

    async def hear(self, path: Path, language: str, forms: Any, controls: Any = None, **rest: Any) -> Heard:
        return Heard(self.option, 9.0, "sure", 2.0)

    async def transcribe(self, path: Path, language: str, *, person: str = "") -> Transcript:
        return Transcript("", 1.0, 2.0, "clear")


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

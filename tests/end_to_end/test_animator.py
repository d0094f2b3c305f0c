"""An animator's Flashcoop from its first morning to a call four months later, in a real browser and on Telegram."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.console.shell import ROOT
from bot.voice.heard import Heard, Transcript
from tests.doors.conftest import clips_folder, doors, programme
from tests.doors.house import Doors, asked_now, step_of
from tests.end_to_end.animators_day import LIST, SOON, Day, keeps_print, notes_links, serving
from tests.staff.people import EVENING
from tests.web.browser import enters, goes_to, phone, records, spoken_wav, step, touched

__all__ = ["clips_folder", "doors", "programme"]
pytestmark = pytest.mark.browser

ZAHRA, AMINA, BIBI, ELODIE = "Zahra Ahmadi", "أمينة الحسن", "Bibi Karimi", "Élodie Noël"
COLD = datetime(2027, 4, 2, 9, 0, tzinfo=UTC)  # four months after the last session, and some days
SAID, MEANT = "نان پختن را یاد گرفتم", "J'ai appris à faire du pain."


async def opens(day: Day, page: Page) -> None:
    """A Flashcoop of seven dates."""
    await page.click("text=Ouvrir un Flashcoop")
    await page.fill("#in-name", "Cookies de Laval")
    await page.fill("#in-place", "Maison de quartier")
    await page.fill("#in-product", "Cookies")
    for number in range(1, 8):
        await page.fill(f"[name=date-{number}]", f"2026-11-{22 + number}")
    await day.looks(page, "opening")
    await page.click("main form .go")
    await page.wait_for_url(re.compile(r"/f/(?!new)"))
    await expect(page.locator("h1")).to_have_text("Cookies de Laval")
    await expect(page.locator(".sessions li")).to_have_count(7)
    day.ours.flashcoop = page.url.partition("?")[0].rpartition("/")[2]
    await day.looks(page, "flashcoop-new")


async def imports(day: Day, page: Page, tmp_path: Path) -> None:
    """Seven people of a list."""
    await page.click(".rooms >> text=Personnes")
    await page.click("text=Importer une liste")
    await day.looks(page, "import")
    (tmp_path / "liste.csv").write_text(LIST, "utf-8")
    await page.set_input_files("#list", tmp_path / "liste.csv")
    await page.click("main form .go")
    await expect(page.locator(".lines input:checked")).to_have_count(7)
    await day.looks(page, "import-lines")
    await page.click("main form .go")
    await expect(page.locator("#people li")).to_have_count(7)
    await day.looks(page, "people")
    await day.looks_in_dari(page, "people")


async def prints_sheets(day: Day, page: Page, tmp_path: Path) -> None:
    """A sheet for each, and for three of them one that opens Telegram."""
    await page.goto(f"{day.here}/sheets")
    await expect(page.locator("main input:checked")).to_have_count(7)
    await day.looks(page, "sheets")
    async with page.expect_download() as printed:
        await page.click("text=Imprimer (PDF)")
    content = Path(await (await printed.value).path()).read_bytes()
    assert await keeps_print(content, tmp_path, "sheet") in (0, 4)  # two on a page
    await page.reload()
    await expect(page.locator("main input:checked")).to_have_count(0)
    for name in (AMINA, BIBI, ELODIE):
        await page.check(f"main li:has-text('{name}') input")
    async with page.expect_download() as again:
        await page.click("text=Imprimer pour Telegram")
    content = Path(await (await again.value).path()).read_bytes()
    assert await keeps_print(content, tmp_path, "telegram") in (0, 2)


async def gathers_group(day: Day) -> None:
    """She puts the bot into the group of this Flashcoop."""
    await day.ours.has_group()
    choice = next(data for data in day.ours.animator.chat[-1].datas if data.endswith(day.ours.flashcoop))
    await day.ours.says(day.ours.animator.presses(data=choice))


async def comes_by_sheet(day: Day, name: str) -> None:
    """Somebody touches the link of her sheet on her telephone."""
    person = day.doors.emulator.person(name.partition(" ")[0], "fr")
    await person.opens(await day.token(name))
    await day.doors.goes_round()
    day.ours.people[name] = person


async def answers_one(day: Day, name: str) -> None:
    """Somebody touches the first choice under the question she was asked."""
    asked = await asked_now(day.ours.people[name])
    first = next(data for data in asked.datas if data.startswith("a|"))
    await day.doors.hears(day.ours.people[name], day.ours.people[name].presses(data=first, message=asked))


async def answers_live(day: Day, page: Page, hers: Page) -> None:
    """Two come in, one on her page and one on Telegram: the board of today follows by itself."""
    await page.goto(f"{day.address}{ROOT}/")
    board = page.locator("article", has_text="Cookies de Laval").locator(".asked", has_text="Fiche d'inscription")
    await expect(board).to_contain_text("7 pas commencées")
    await page.evaluate("window.untouched = true")
    await enters(hers, day.address, await day.token(ZAHRA))
    await day.looks(hers, "hers-first")
    await touched(hers, 'button.choice[value="fa_AF"]' if await step(hers) == "language" else "button.choice >> nth=0")
    await expect(board).to_contain_text("1 commencée", timeout=SOON)
    await comes_by_sheet(day, AMINA)
    await answers_one(day, AMINA)
    await expect(board).to_contain_text("2 commencées", timeout=SOON)
    assert await page.evaluate("window.untouched") is True
    await day.looks(page, "today-live")
    await day.looks_in_dari(page, "today")
    await page.goto(day.here)
    await day.looks(page, "flashcoop-live")


async def reminds(day: Day, page: Page) -> None:
    """What would leave is shown first; one touch sends it, and the group hears of nobody."""
    for name in (BIBI, ELODIE):
        await comes_by_sheet(day, name)
    await gathers_group(day)
    day.doors.becomes(EVENING)
    in_group = len(day.ours.in_group())
    before = {name: (await person.looks())[-1].id for name, person in day.ours.people.items()}
    await page.goto(f"{day.here}/rappel")
    await expect(page.locator("#plan")).to_contain_text("3 personnes maintenant")
    await expect(page.locator("#plan")).to_contain_text("3 messages, un par langue")
    await day.looks(page, "reminder-plan")
    await day.looks_in_dari(page, "reminder-plan")
    assert len(day.ours.in_group()) == in_group
    await page.click("main form .go")
    await expect(page.locator("#log")).to_be_visible(timeout=SOON)
    await day.doors.turns()
    await day.doors.sender.drain()
    reached = {name for name, person in day.ours.people.items() if (await person.looks())[-1].id > before[name]}
    assert reached == {AMINA, BIBI, ELODIE}
    told = day.ours.in_group()[in_group:]
    assert [message.kind for message in told] == ["voice"] * 3
    people = [*day.ours.codes.values(), *(word for name in day.ours.codes for word in name.split())]
    assert not [word for message in told for word in people if word in message.text]
    await page.reload()
    await expect(page.locator("#log")).to_contain_text("✅ jointe")
    await day.looks(page, "reminder-log")


async def marks(day: Day, page: Page) -> None:
    """Everybody is there but Hawa."""
    await page.goto(f"{day.here}/presence?session=1")
    await page.click("#everyone")
    await expect(page.locator(".tap.present")).to_have_count(7)
    hawa = page.locator(".tap:has-text('Hawa')")
    await hawa.click()
    await expect(hawa).to_have_class("tap absent")
    await day.looks(page, "presence")
    await day.looks_in_dari(page, "presence")


async def helps(day: Day, page: Page) -> None:
    """Amina asks for a person; the answer is spoken into the console, and she is back at her question."""
    amina = day.ours.people[AMINA]
    asked = await asked_now(amina)
    await page.goto(f"{day.address}{ROOT}/")
    await day.doors.hears(
        amina, amina.presses(data=next(each for each in asked.datas if each.endswith("|person")), message=asked)
    )
    await expect(page.locator(".urgent")).to_contain_text("1 demande d'aide", timeout=SOON)
    await day.looks(page, "today-help")
    await page.click(".urgent")
    await expect(page.locator("#helps")).to_contain_text(AMINA)
    await day.looks(page, "helping")
    await day.looks_in_dari(page, "helping")
    before = (await amina.looks())[-1].id
    await page.click("[data-record]")
    await expect(page.locator("form.voice")).to_have_class(re.compile("recording"))
    await page.wait_for_timeout(1_500)
    async with page.expect_navigation():
        await page.click("[data-record]")
    await day.doors.listens()
    heard = [message for message in await amina.looks() if message.id > before]
    assert [message.kind for message in heard if message.caption == "🔊"] == ["voice"]
    assert step_of(await asked_now(amina)) == step_of(asked)
    await expect(page.locator("#helps")).to_contain_text("Personne n'attend", timeout=SOON)
    await day.looks(page, "helping-done")


async def signs(day: Day, page: Page, hers: Page) -> None:
    """What Zahra says openly is written down by a machine, corrected, translated and signed."""
    day.doors.ears.heard = Heard(None, 0.0, "other", 3.0)
    day.doors.ears.written = Transcript("نان پختن", 0.3, 3.0, "doubtful", "fa")
    await goes_to(hers, "project", has_project="yes")
    await day.looks(hers, "hers-open")
    await records(hers, 1_500)
    await day.doors.listens()
    await page.goto(f"{day.address}{ROOT}/transcriptions")
    await expect(page.locator("#transcripts .card")).to_have_count(1)
    await day.looks(page, "transcripts")
    await page.click("#transcripts a")
    await page.click('[data-pace="0.75"]')
    assert await page.evaluate("document.getElementById('sound').playbackRate") == 0.75
    await day.looks(page, "transcript")
    await day.looks_in_dari(page, "transcript")
    await page.fill("#text", SAID)
    await page.fill("#translation", MEANT)
    await page.click("text=J'ai écouté, je signe")
    await expect(page.locator(".empty")).to_contain_text("Rien à vérifier")
    [kept] = await day.doors.rows("SELECT transcript, translation, signed_at FROM takes WHERE transcript IS NOT NULL")
    assert (kept["transcript"], kept["translation"], bool(kept["signed_at"])) == (SAID, MEANT, True)


async def half_fills(day: Day) -> None:
    """Zahra ends her registration with her number; four months later she answers a few questions and leaves."""
    code = day.ours.codes[ZAHRA]
    finishing = await day.doors.page_of(code)
    await finishing.goes_through(phone="0612345601", second_contact_ok="no", until="")
    day.doors.becomes(COLD)
    page = await day.doors.page_of(code)
    await page.goes_through(situation="chomage", until="has_project")


async def calls(day: Day, page: Page) -> None:
    """The survey goes on where she left it, and her voice is recorded from the call."""
    await page.goto(f"{day.address}{ROOT}/appels")
    await day.looks(page, "calls")
    await day.looks_in_dari(page, "calls")
    await page.click(f"#calls h2 a[href$='/{day.ours.codes[ZAHRA]}/cold']")
    await expect(page.locator(".phone").first).to_contain_text("+33 6 12 34 56 01")
    await day.looks(page, "call")
    await day.looks_in_dari(page, "call")
    await page.click("text=reprendre à la question")
    assert await step(page) == "has_project"
    await expect(page.locator("#question span[data-say]").first).to_be_visible()
    await day.looks(page, "held")
    await touched(page, 'button.choice[value="yes"]')
    assert await step(page) == "project"
    await day.looks(page, "held-open")
    await records(page, 2_000)
    await day.doors.listens()
    await goes_to(page, "")
    await day.looks(page, "held-over")
    await page.click("text=Fin de l'appel")
    await day.looks(page, "call-outcome")
    await page.click("button[name=outcome][value=done]")
    await expect(page.locator(".done-line")).to_be_visible()
    [kept] = await day.doors.rows(
        "SELECT a.mode, a.author, a.take_id IS NOT NULL AS spoken FROM answers a WHERE question = 'project'"
        " ORDER BY rowid DESC LIMIT 1"
    )
    [animator] = await day.doors.rows("SELECT code FROM people WHERE role = 'animator'")
    assert kept == {"mode": "phone", "author": animator["code"], "spoken": 1}
    assert await day.doors.rows("SELECT outcome FROM phone_calls") == [{"outcome": "done"}]


async def test_an_animators_flashcoop_from_its_first_morning_to_a_call_in_month_four(
    doors: Doors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = spoken_wav(tmp_path / "voice.wav")
    async with (
        serving(doors) as day,
        phone(voice=voice, accept_downloads=True, locale="fr-FR") as page,
        phone(voice=voice) as hers,
    ):
        notes_links(day, monkeypatch)
        [her] = await doors.rows("SELECT code FROM people WHERE role = 'animator'")
        await day.signs_in(page, her["code"])
        await opens(day, page)
        await imports(day, page, tmp_path)
        await prints_sheets(day, page, tmp_path)
        await answers_live(day, page, hers)
        await marks(day, page)
        await helps(day, page)
        await signs(day, page, hers)
        await reminds(day, page)
        await half_fills(day)
        await page.context.clear_cookies()  # her session of November is long over
        await day.signs_in(page, her["code"])
        await calls(day, page)

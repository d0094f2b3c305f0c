"""Signing in: a message, one touch, in the browser that asked; and everything else opens nothing."""

import re
from datetime import timedelta

import pytest
from starlette.applications import Starlette

from bot.console.app import console_routes
from bot.console.shell import BROWSER, ROOT, SESSION
from bot.web.app import create_app
from storage import people, signing
from storage.database import Database
from storage.secrets import token_hash
from tests.botapi import Person
from tests.console.staff import Desk
from tests.doors.house import Doors

ENTRY = f"{ROOT}/entree"
LINK = re.compile(r"http://page\.test(/console/s/\S+)")
FIGURES = re.compile(r"🔢 (\d{6})")


class Staff:
    """Somebody of the team: on Telegram, and at a browser."""

    def __init__(self, doors: Doors, person: Person, code: str, app: Starlette) -> None:
        self.doors, self.person, self.code, self.app = doors, person, code, app
        self.desk = Desk(app)

    async def asks(self, named: str = "") -> str:
        """Say who one is, and go round the house; the newest text that came, "" where none did."""
        before = len(await self.person.looks())
        answer = await self.desk.posts(ENTRY, who=named or self.code)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{ENTRY}/attente")
        await self.doors.sender.drain()
        fresh = (await self.person.looks())[before:]
        return fresh[-1].text if fresh else ""

    async def enters(self) -> None:
        """Sign in with the link."""
        answer = await self.desk.posts(LINK.findall(await self.asks())[0])
        assert answer.headers["location"] == f"{ROOT}/"

    async def is_in(self) -> bool:
        """Whether the console shows itself."""
        return (await self.desk.gets(f"{ROOT}/")).status_code == 200


@pytest.fixture
async def animator(doors: Doors) -> Staff:
    return await comes(doors, "animator")


async def comes(doors: Doors, role: str) -> Staff:
    """Somebody joins in a role on Telegram."""
    flashcoop = await doors.flashcoop()
    person = doors.emulator.person("Camille", "fr")
    await person.opens(await doors.invitation(flashcoop, role))
    await doors.goes_round()
    found = await doors.rows("SELECT code FROM people ORDER BY id DESC LIMIT 1")
    app = create_app(doors.assistant, console_routes(doors.assistant))
    return Staff(doors, person, found[0]["code"], app)


async def test_a_link_opens_the_console_in_the_browser_that_asked(animator: Staff) -> None:
    text = await animator.asks()
    link = LINK.findall(text)[0]
    looked = await animator.desk.gets(link)
    assert "Entrer" in looked.text
    assert "<script" not in looked.text.split("<main")[1]
    entered = await animator.desk.posts(link)
    assert entered.headers["location"] == f"{ROOT}/"
    cookie = next(each for each in entered.headers.get_list("set-cookie") if each.startswith(f"{SESSION}="))
    assert "HttpOnly" in cookie
    assert "Path=/console" in cookie
    assert "SameSite=lax" in cookie
    assert await animator.is_in()


async def test_over_https_the_cookies_are_for_https_only(animator: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(animator.doors.assistant.house, "base_url", "https://page.test")
    answer = await animator.desk.posts(ENTRY, who=animator.code)
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize("written", ["{}", "۱{}", "{} "])
async def test_the_figures_of_the_message_sign_in_where_the_link_cannot(animator: Staff, written: str) -> None:
    figures = FIGURES.findall(await animator.asks())[0]
    typed = figures.translate({ord(str(digit)): ord("۰") + digit for digit in range(10)})
    await animator.desk.posts(f"{ENTRY}/chiffres", figures=written.format(typed)[-7:])
    assert await animator.is_in() == (not written.startswith("۱"))


async def test_five_wrong_guesses_and_the_right_figures_are_void(animator: Staff) -> None:
    figures = FIGURES.findall(await animator.asks())[0]
    for guess in range(signing.MOST_TRIES):
        wrong = await animator.desk.posts(f"{ENTRY}/chiffres", figures=f"{(int(figures) + guess + 1) % 10**6:06d}")
        assert wrong.status_code == 422
    assert (await animator.desk.posts(f"{ENTRY}/chiffres", figures=figures)).status_code == 422
    assert not await animator.is_in()


async def test_in_another_browser_a_link_opens_nothing_and_nothing_is_used(animator: Staff) -> None:
    link = LINK.findall(await animator.asks())[0]
    other = Desk(animator.app)
    refused = await other.posts(link)
    assert refused.status_code == 410
    assert "navigateur" in refused.text
    assert SESSION not in other.browser.cookies
    await animator.desk.posts(link)
    assert await animator.is_in()


async def test_control_without_the_binding_whoever_has_the_link_would_come_in(
    animator: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.signing.token_hash", lambda token: token if len(token) > 31 else "any browser")
    monkeypatch.setattr("bot.console.signing.secrets.token_urlsafe", lambda _: "short")
    other = Desk(animator.app)
    await other.posts(LINK.findall(await animator.asks())[0])
    assert SESSION in other.browser.cookies


async def test_a_link_opens_once(animator: Staff) -> None:
    link = LINK.findall(await animator.asks())[0]
    kept = animator.desk.browser.cookies.get(BROWSER)
    await animator.desk.posts(link)
    animator.desk.browser.cookies.set(BROWSER, kept or "", domain="page.test", path=ROOT)
    again = await animator.desk.posts(link)
    assert again.status_code == 410
    assert "déjà servi" in again.text


async def test_a_link_lasts_ten_minutes(animator: Staff) -> None:
    link = LINK.findall(await animator.asks())[0]
    animator.doors.passes(minutes=10)
    late = await animator.desk.posts(link)
    assert late.status_code == 410
    assert "plus valable" in late.text


async def test_what_could_not_be_sent_in_time_is_not_sent(animator: Staff) -> None:
    await animator.desk.posts(ENTRY, who=animator.code)
    animator.doors.passes(minutes=11)
    before = len(await animator.person.looks())
    await animator.doors.sender.drain()
    assert len(await animator.person.looks()) == before


async def test_who_is_unknown_gets_the_same_answer(animator: Staff) -> None:
    known, unknown = Desk(animator.app), Desk(animator.app)
    one = await known.posts(ENTRY, who=animator.code)
    two = await unknown.posts(ENTRY, who="FC-2222222")
    assert one.status_code == two.status_code
    assert one.headers["location"] == two.headers["location"]
    assert [each.split("=")[0] for each in one.headers.get_list("set-cookie")] == [BROWSER]
    assert [each.split("=")[0] for each in two.headers.get_list("set-cookie")] == [BROWSER]
    assert (await known.gets(f"{ENTRY}/attente")).text == (await unknown.gets(f"{ENTRY}/attente")).text
    counted = await animator.doors.rows("SELECT count(*) AS n FROM signins")
    assert counted == [{"n": 2}]


async def test_a_participant_and_a_partner_have_no_console(doors: Doors) -> None:
    for role in ("participant", "partner"):
        somebody = await comes(doors, role)
        assert await somebody.asks() == ""


async def test_a_sixth_link_within_the_hour_is_not_sent_and_nobody_is_told(animator: Staff) -> None:
    texts = [await animator.asks() for _ in range(signing.MOST_AN_HOUR + 1)]
    assert all(LINK.findall(text) for text in texts[:-1])
    assert texts[-1] == ""
    animator.doors.passes(hours=1)
    assert LINK.findall(await animator.asks())


async def test_who_knows_a_code_cannot_lock_its_owner_out(animator: Staff) -> None:
    link = LINK.findall(await animator.asks())[0]
    await Desk(animator.app).posts(ENTRY, who=animator.code)
    await animator.desk.posts(link)
    assert await animator.is_in()


async def test_neither_link_nor_figures_rest_anywhere(animator: Staff) -> None:
    text = await animator.asks()
    token, figures = LINK.findall(text)[0].rpartition("/")[2], FIGURES.findall(text)[0]

    def everything(db: Database) -> str:
        rows = (db.execute(f"SELECT * FROM [{table}]").fetchall() for table in db.table_names())
        return "\n".join(repr(tuple(row)) for found in rows for row in found)

    kept = await animator.doors.assistant.reader.run(everything)
    assert token not in kept
    assert not re.search(rf"\b{figures}\b", kept)


async def test_a_session_ends_with_its_person_on_the_next_request(animator: Staff) -> None:
    await animator.enters()
    assert await animator.is_in()

    def withdraw(db: Database) -> None:
        people.withdraw(db, people.person_by_code(db, animator.code).id, animator.doors.clock())

    await animator.doors.assistant.writer.run(withdraw)
    assert not await animator.is_in()


@pytest.mark.parametrize(("idle", "still"), [(timedelta(hours=11), True), (timedelta(hours=13), False)])
async def test_a_session_that_nobody_uses_ends_after_a_working_day(
    animator: Staff, idle: timedelta, still: bool
) -> None:
    await animator.enters()
    animator.doors.passes(seconds=idle.total_seconds())
    assert await animator.is_in() == still


async def test_a_session_in_use_ends_after_two_weeks(animator: Staff) -> None:
    await animator.enters()
    for _ in range(30):  # 13 days and 18 hours
        animator.doors.passes(hours=11)
        assert await animator.is_in()
    animator.doors.passes(hours=11)
    assert not await animator.is_in()


async def test_signing_in_again_ends_the_earlier_session_of_the_browser(animator: Staff) -> None:
    await animator.enters()
    earlier = animator.desk.browser.cookies.get(SESSION)
    await animator.enters()
    stolen = Desk(animator.app, earlier or "")
    assert (await stolen.gets(f"{ROOT}/")).status_code == 303


async def test_signing_out_ends_it(animator: Staff) -> None:
    await animator.enters()
    kept = animator.desk.browser.cookies.get(SESSION)
    await animator.desk.posts(f"{ROOT}/sortie")
    assert not await animator.is_in()
    assert (await Desk(animator.app, kept or "").gets(f"{ROOT}/")).status_code == 303


async def test_a_part_of_a_page_learns_that_it_has_to_sign_in(animator: Staff) -> None:
    answer = await animator.desk.gets(f"{ROOT}/", **{"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, ENTRY)


async def test_too_many_tries_a_minute_are_turned_away_whoever_makes_them(animator: Staff) -> None:
    statuses = [(await Desk(animator.app).posts(ENTRY, who=f"FC-{n}")).status_code for n in range(21)]
    assert statuses == [303] * 20 + [429]
    animator.doors.passes(minutes=1)
    assert (await Desk(animator.app).posts(ENTRY, who="FC-1")).status_code == 303


async def test_the_operators_link_is_for_the_first_browser_that_presses(animator: Staff) -> None:
    assistant = animator.doors.assistant

    def hand_out(db: Database) -> None:
        who = people.person_by_code(db, animator.code)
        signing.hand_out(db, who, token_hash("a token of the operator's, long"), assistant.clock())

    await assistant.writer.run(hand_out)
    link = f"{ROOT}/s/a token of the operator's, long"
    assert (await Desk(animator.app).gets(link)).status_code == 200  # looking uses nothing
    assert (await animator.desk.posts(link)).status_code == 303
    assert await animator.is_in()
    assert (await Desk(animator.app).posts(link)).status_code == 410


async def test_the_console_speaks_the_language_one_chooses_and_leads_nowhere_else(animator: Staff) -> None:
    chosen = await animator.desk.posts(f"{ROOT}/langue", language="fa_AF", back="//evil.test/console/")
    assert chosen.headers["location"] == f"{ROOT}/"
    page = await animator.desk.gets(ENTRY)
    assert '<html lang="fa-AF" dir="rtl">' in page.text

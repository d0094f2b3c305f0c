"""The same two pages of the console: a reminder in one tap, and calls for a person answered by voice."""

from html import unescape

from starlette.applications import Starlette

from bot.console.app import console_routes
from bot.console.shell import ROOT
from bot.web.app import create_app
from tests.botapi.recordings import tone
from tests.console.staff import Desk, signed_in
from tests.doors.house import Doors, asked_now, step_of
from tests.staff.people import Circle, circle, newest, staff_at_telegram
from tests.staff.test_helps import OFFICE, asks_for_help, called, code_of_animator
from tests.staff.test_reminder import fresh, seven, since
from tests.web.visitor import SAME_SITE


async def at_console(doors: Doors, code: str = "") -> Desk:
    app: Starlette = create_app(doors.assistant, console_routes(doors.assistant))
    return await signed_in(doors.assistant, app, code or await code_of_animator(doors))


async def plan_of(desk: Desk, ours: Circle) -> tuple[str, str]:
    """The page of the reminder, and the name its plan is sent under."""
    page = (await desk.gets(f"{ROOT}/f/{ours.flashcoop}/rappel")).text
    return page, page.partition('name="plan" value="')[2].partition('"')[0]


async def test_a_reminder_is_planned_sent_and_logged_on_the_page(doors: Doors) -> None:
    ours = await seven(doors)
    desk = await at_console(doors)
    page, name = await plan_of(desk, ours)
    assert "5 personnes maintenant" in page
    before = {person: await fresh(ours.people[person], doors) for person in ours.people}
    sent = await desk.posts(f"{ROOT}/f/{ours.flashcoop}/rappel", plan=name)
    assert sent.status_code == 303
    await doors.turns()
    await doors.sender.drain()
    reached = [person for person in ours.people if await since(ours.people[person], before[person])]
    assert len(reached) == 5
    again, nothing = await plan_of(desk, ours)
    assert "Il n'y a rien à envoyer" in again
    assert nothing == ""
    assert again.count("✅ jointe") == 5
    twice = await desk.posts(f"{ROOT}/f/{ours.flashcoop}/rappel", plan=name)
    assert (twice.status_code, "rien n'est parti" in unescape(twice.text)) == (422, True)


async def test_a_plan_that_no_longer_holds_is_shown_anew(doors: Doors) -> None:
    ours = await seven(doors)
    desk = await at_console(doors)
    _, name = await plan_of(desk, ours)
    await ours.finishes("Chirine")
    answer = await desk.posts(f"{ROOT}/f/{ours.flashcoop}/rappel", plan=name)
    assert answer.status_code == 422
    assert "4 personnes maintenant" in answer.text
    assert await doors.rows("SELECT * FROM attempts") == []


async def test_a_call_is_answered_from_the_console_and_heard_on_telegram(doors: Doors) -> None:
    ours, amina, step = await called(doors)
    desk = await at_console(doors)
    page = (await desk.gets(f"{ROOT}/aide")).text
    assert ours.codes["Amina"] in page
    [asked] = await doors.rows("SELECT id FROM helps")
    before = amina.chat[-1].id
    where = f"{ROOT}/f/{ours.flashcoop}/aide/{asked['id']}/reponse"
    files = {"voice": ("voice", tone(1.0, "webm"), "audio/webm")}
    answer = await desk.browser.post(where, files=files, headers=SAME_SITE)
    assert answer.status_code == 303
    await doors.listens()
    heard = [message for message in await amina.looks() if message.id > before]
    assert [message.kind for message in heard if message.caption == "🔊"] == ["voice"]
    assert step_of(await asked_now(amina)) == step
    assert "Personne n'attend" in (await desk.gets(f"{ROOT}/aide")).text


async def test_what_is_no_voice_is_refused_and_the_call_stays_open(doors: Doors) -> None:
    ours, _, _ = await called(doors)
    desk = await at_console(doors)
    [asked] = await doors.rows("SELECT id FROM helps")
    where = f"{ROOT}/f/{ours.flashcoop}/aide/{asked['id']}/reponse"
    for files in ({"voice": ("a.pdf", b"%PDF", "application/pdf")}, {"voice": ("v", b"", "audio/webm")}):
        answer = await desk.browser.post(where, files=files, headers=SAME_SITE)
        assert (answer.status_code, "message vocal" in unescape(answer.text)) == (422, True)
    broken = {"voice": ("v", b"nothing that sounds", "audio/webm")}
    assert (await desk.browser.post(where, files=broken, headers=SAME_SITE)).status_code == 303
    await doors.listens()
    assert "ne se lit pas" in (await ours.animator.looks())[-1].text
    assert [row["closed_at"] for row in await doors.rows("SELECT closed_at FROM helps")] == [None]


async def test_two_animators_answer_the_same_call_and_the_second_is_told(doors: Doors) -> None:
    ours = await circle(doors)
    await staff_at_telegram(doors, ours.flashcoop, "Samira")
    samira = await newest(doors)
    await ours.joins("Amina", "ar")
    doors.becomes(OFFICE)
    await asks_for_help(ours, "Amina")
    await ours.animator.says(tone(1.0), reply_to=ours.animator.chat[-1])
    await doors.goes_round()
    desk = await at_console(doors, samira)
    [asked] = await doors.rows("SELECT id FROM helps")
    where = f"{ROOT}/f/{ours.flashcoop}/aide/{asked['id']}/reponse"
    files = {"voice": ("voice", tone(1.0, "webm"), "audio/webm")}
    answer = await desk.browser.post(where, files=files, headers=SAME_SITE)
    assert (answer.status_code, "Quelqu'un d'autre" in unescape(answer.text)) == (422, True)

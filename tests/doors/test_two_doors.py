from dataclasses import replace

import pytest

from dialogs.engine.answering import late_value
from dialogs.engine.scene import Scene
from dialogs.events import Origin
from dialogs.questionnaire import Question
from tests.botapi import Person
from tests.doors.house import Doors, asked_now, data_of, step_of
from tests.web.visitor import Visitor


async def test_she_begins_on_telegram_goes_on_at_her_page_and_ends_on_telegram(doors: Doors) -> None:
    amina = await doors.at_telegram()
    for choice in ("fr", "continue", "continue", "yes"):
        await doors.touches(amina, choice)
    page = await doors.page_of()
    assert page.page.step == "keep_audio"
    await page.goes_through(until="expectations")
    await doors.hears(amina, amina.opens())
    assert step_of(await asked_now(amina)) == "expectations"
    await doors.hears(amina, amina.types("Apprendre un métier"))
    heard = await doors.hears(amina, amina.types("06 12 34 56 78"))
    assert step_of(heard[-1]) == "second_contact_ok"
    for choice in ("no", "continue", *["no"] * 7):  # the second contact, then what the Social Fund asks
        heard = await doors.touches(amina, choice)
    assert doors.spoken(heard, "finished") or doors.spoken(heard, "see_you")
    kept = await doors.rows("SELECT question, door, mode, count(*) AS times FROM answers GROUP BY question ORDER BY id")
    assert all(row["times"] == 1 for row in kept)
    by_question = {row["question"]: (row["door"], row["mode"]) for row in kept}
    assert by_question["language"] == by_question["bot"] == by_question["second_contact_ok"] == ("telegram", "tap")
    assert by_question["gender"] == by_question["keep_audio"] == ("web", "tap")
    assert by_question["expectations"] == by_question["phone"] == ("telegram", "typed")
    assert {row["door"] for row in kept} == {"telegram", "web"}


async def test_the_link_the_bot_sends_at_the_end_opens_her_page(doors: Doors) -> None:
    amina, page = await doors.until("children")
    heard = await doors.touches(amina, "no")
    link = next(message for message in heard if "/p/" in message.text)
    assert link.text.splitlines()[-1].endswith(page.address)


async def in_place(doors: Doors, page: Visitor, choice: str) -> None:
    """Touch a choice as a browser with scripts does: the page is not loaded anew."""
    doors.browser.headers["HX-Request"] = "true"
    await page.chooses(choice)
    del doors.browser.headers["HX-Request"]


async def both_at_once(doors: Doors, amina: Person, page: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both doors answer the question they both show, and both rows are kept before any turn."""
    monkeypatch.setattr("bot.web.desk.TURN", 0.01)
    asked = await asked_now(amina)
    doors.held = True
    await amina.presses(data=data_of(asked, "yes"), message=asked)
    assert await doors.receiver.poll()
    await in_place(doors, page, "no")
    waiting = await doors.rows("SELECT channel FROM inbox WHERE state = 'waiting' ORDER BY id")
    assert [row["channel"] for row in waiting] == ["telegram", "web"]
    doors.held = False
    await doors.goes_round()


async def test_both_doors_at_once_is_one_answer_and_the_loser_is_told(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, page = await doors.until("has_project")
    await both_at_once(doors, amina, page, monkeypatch)
    assert await doors.answers("has_project") == [('"yes"', None, "tap", "telegram")]
    await page.loads()
    assert doors.phrase("already_answered_elsewhere") in page.page.text
    assert "Oui" in page.page.text
    assert page.page.step == "project"
    assert step_of(await asked_now(amina)) == "project"


async def test_control_without_its_refusal_the_second_door_wins_in_silence(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, page = await doors.until("has_project")

    def last_wins(scene: Scene, question: Question, value: object, origin: Origin, ask: str | None) -> None:
        there = replace(origin, door=scene.instance.given[question.key].door)
        late_value(scene, question, value, there, ask)

    monkeypatch.setattr("dialogs.engine.pressing.late_value", last_wins)
    await both_at_once(doors, amina, page, monkeypatch)
    assert len(await doors.answers("has_project")) == 2


async def test_the_loser_on_telegram_is_told_too(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    amina, page = await doors.until("has_project")
    monkeypatch.setattr("bot.web.desk.TURN", 0.01)
    asked = await asked_now(amina)
    doors.held = True
    await in_place(doors, page, "no")
    doors.held = False
    heard = await doors.hears(amina, amina.presses(data=data_of(asked, "yes"), message=asked))
    assert await doors.answers("has_project") == [('"no"', None, "tap", "web")]
    assert doors.spoken(heard, "already_answered_elsewhere")
    assert "Non" in next(m.caption for m in heard if doors.phrase("already_answered_elsewhere") in m.caption)
    assert step_of(heard[-1]) == "expectations"


async def test_the_same_answer_at_both_doors_is_one_answer(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    amina, page = await doors.until("has_project")
    asked = await asked_now(amina)
    monkeypatch.setattr("bot.web.desk.TURN", 0.01)
    doors.held = True
    await amina.presses(data=data_of(asked, "yes"), message=asked)
    assert await doors.receiver.poll()
    await in_place(doors, page, "yes")
    doors.held = False
    await doors.goes_round()
    assert await doors.answers("has_project") == [('"yes"', None, "tap", "telegram")]
    await page.loads()
    assert page.page.step == "project"

from dataclasses import replace
from typing import Any

import pytest

from bot.loading import QUESTIONNAIRES, Programme, read_yaml
from dialogs.compile import compile_questionnaire
from dialogs.flow import Flow
from tests.doors.house import Doors, asked_now, step_of


async def a_week_later(doors: Doors, programme: Programme | None = None) -> None:
    await doors.restarts(programme)
    doors.passes(days=7)


async def test_back_after_a_restart_and_a_week_she_hears_where_we_stopped(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    await a_week_later(doors)
    heard = await doors.hears(amina, amina.opens())
    assert doors.spoken(heard, "welcome_back")
    assert doors.spoken(heard, "where_we_were")
    assert step_of(heard[-1]) == "has_job"
    assert heard[-1].kind == "voice"


async def test_a_text_that_is_no_answer_after_a_week_is_no_misunderstanding(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    await a_week_later(doors)
    heard = await doors.hears(amina, amina.types("bonjour bonjour"))
    assert doors.spoken(heard, "where_we_were")
    assert not doors.spoken(heard, "not_understood")
    assert step_of(heard[-1]) == "has_job"


async def test_control_the_same_text_within_the_hour_is_one(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.passes(hours=1)
    heard = await doors.hears(amina, amina.types("bonjour bonjour"))
    assert doors.spoken(heard, "choose_picture")
    assert not doors.spoken(heard, "where_we_were")


async def test_an_answer_after_a_week_is_taken_at_once(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    await a_week_later(doors)
    heard = await doors.touches(amina, "no")
    assert await doors.answers("has_job") == [('"no"', None, "tap", "telegram")]
    assert step_of(heard[-1]) == "looking"


async def test_her_page_opened_after_a_week_says_where_we_stopped(doors: Doors) -> None:
    _, page = await doors.until("has_job")
    await a_week_later(doors)
    again = type(page)(doors.browser)
    await again.loads(page.address)
    assert doors.phrase("welcome_back") in again.page.text
    assert doors.phrase("where_we_were") in again.page.text
    assert again.page.step == "has_job"


def in_another_order(programme: Programme) -> Programme:
    """The programme after somebody has put « expectations » before « has_project »."""
    source: dict[str, Any] = read_yaml(QUESTIONNAIRES / "registration.yaml")
    moved = next(question for question in source["questions"] if question["key"] == "expectations")
    questions = [question for question in source["questions"] if question != moved]
    questions.insert(next(n for n, question in enumerate(questions) if question["key"] == "has_project"), moved)
    changed = compile_questionnaire({**source, "version": 2, "questions": questions}, programme.texts)
    flows = {**programme.flows, "registration": Flow(changed, programme.lexicons)}
    return replace(programme, flows=flows)


async def test_who_had_begun_goes_on_with_the_version_she_began(doors: Doors) -> None:
    amina, page = await doors.until("out_of_work", has_job="no")
    await a_week_later(doors, in_another_order(doors.programme))
    heard = await doors.touches(amina, "from_1_year")
    assert step_of(heard[-1]) == "has_project"
    again = type(page)(doors.browser)
    await again.loads(page.address)
    await again.goes_through(has_project="no", until="expectations")


async def test_who_begins_after_the_change_gets_the_new_version(doors: Doors) -> None:
    await doors.restarts(in_another_order(doors.programme))
    amina, _ = await doors.until("expectations", has_job="no")
    assert step_of(await asked_now(amina)) == "expectations"
    assert await doors.answers("has_project") == []


async def test_control_on_todays_version_who_had_begun_would_be_asked_in_the_new_order(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, _ = await doors.until("out_of_work", has_job="no")
    await a_week_later(doors, in_another_order(doors.programme))
    house = doors.assistant.house
    monkeypatch.setattr(house, "flow", lambda _db, _hash: house.programme.flows["registration"])
    heard = await doors.touches(amina, "from_1_year")
    assert step_of(heard[-1]) == "expectations"

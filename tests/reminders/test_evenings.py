"""What people hear in their evenings, at the doors: asked again, told of sessions, and never what is no longer true."""

from datetime import timedelta

import pytest

from dialogs.controls import SENDING
from storage import truth
from tests.doors.house import Doors, step_of
from tests.reminders.people import cohort_of, does, paris, registered, said_after, told

FIRST_EVENING = paris(11, 23, 18)
AFTER_THE_THIRD = paris(11, 26, 18)  # the third session was today, the last is on the 30th


async def test_different_words_for_not_begun_stopped_and_the_last_day(doors: Doors) -> None:
    amina, page, _ = await registered(doors)
    doors.becomes(AFTER_THE_THIRD)
    assert doors.spoken(await said_after(doors, amina), "checkin_opens")
    doors.becomes(AFTER_THE_THIRD + timedelta(days=1))
    assert doors.spoken(await said_after(doors, amina), "still_waiting")
    doors.becomes(AFTER_THE_THIRD + timedelta(days=2))
    assert await said_after(doors, amina) == []
    doors.becomes(paris(11, 29, 18))
    heard = await said_after(doors, amina)
    assert doors.spoken(heard, "last_day")
    assert step_of([message for message in heard if message.keyboard][-1]) == "mood"
    assert await doors.rows("SELECT count(*) AS n FROM attempts WHERE kind = 'reminder'") == [{"n": 3}]
    del page


async def test_who_stopped_hears_at_which_question(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    doors.becomes(AFTER_THE_THIRD)
    await doors.writes()
    await doors.touches(amina, "well")
    doors.becomes(AFTER_THE_THIRD + timedelta(days=1))
    heard = await said_after(doors, amina)
    assert doors.spoken(heard, "stopped_at")
    assert any("\u20682\u2069" in message.caption for message in heard)


async def test_an_answer_on_her_page_just_before_drops_the_message_that_waits(doors: Doors) -> None:
    amina, page, _ = await registered(doors)
    doors.becomes(AFTER_THE_THIRD)
    before = len(await amina.looks())
    await doors.plans()
    doors.passes(seconds=30)
    await page.loads()
    await page.chooses("well")
    await doors.sender.drain()
    assert len(await amina.looks()) == before
    assert await doors.rows("SELECT state FROM attempts") == [{"state": "dropped"}]


async def test_control_without_the_second_look_it_is_sent_all_the_same(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, page, _ = await registered(doors)
    doors.becomes(AFTER_THE_THIRD)
    before = len(await amina.looks())
    await doors.plans()
    doors.passes(seconds=30)
    await page.loads()
    await page.chooses("well")
    monkeypatch.setattr(truth, "still_true", lambda *_: True)
    await doors.sender.drain()
    assert len(await amina.looks()) > before


async def test_what_could_not_leave_in_her_evening_does_not_leave_at_night(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    doors.becomes(AFTER_THE_THIRD)
    before = len(await amina.looks())
    await doors.plans()
    doors.becomes(paris(11, 26, 20))
    await doors.sender.drain()
    assert len(await amina.looks()) == before
    doors.becomes(AFTER_THE_THIRD + timedelta(days=1))
    assert doors.spoken(await said_after(doors, amina), "checkin_opens")  # it did not count


async def test_her_own_hours_are_kept(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    await doors.rows("UPDATE people SET sending_from = 8, sending_until = 12")
    doors.becomes(AFTER_THE_THIRD)
    assert await said_after(doors, amina) == []
    doors.becomes(paris(11, 27, 8))
    assert doors.spoken(await said_after(doors, amina), "checkin_opens")


async def test_under_a_reminder_she_touches_the_clock_and_chooses_the_morning(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    doors.becomes(AFTER_THE_THIRD)
    reminded = next(message for message in await said_after(doors, amina) if message.datas)
    [clock] = reminded.datas
    heard = await doors.hears(amina, amina.presses(data=clock, message=reminded))
    asked = heard[-1]
    assert [data.rpartition("|")[2] for data in asked.datas] == list(SENDING)
    heard = await doors.hears(amina, amina.presses(data=asked.datas[0], message=asked))
    assert doors.spoken(heard, "hours_changed")
    doors.becomes(paris(11, 27, 18))
    assert await said_after(doors, amina) == []
    doors.becomes(paris(11, 28, 8))
    assert doors.spoken(await said_after(doors, amina), "still_waiting")


async def test_who_was_absent_is_asked_nothing_about_that_day(doors: Doors) -> None:
    amina, page, code = await registered(doors)
    await does(doors, "mark_attendance", cohort=await cohort_of(doors), session=3, state="absent", who=[code])
    doors.becomes(AFTER_THE_THIRD)
    assert await said_after(doors, amina) == []
    await page.loads()
    assert page.page.step == ""


async def test_control_marked_present_after_all_she_is_asked(doors: Doors) -> None:
    amina, _, code = await registered(doors)
    flashcoop = await cohort_of(doors)
    for state in ("absent", "present"):
        await does(doors, "mark_attendance", cohort=flashcoop, session=3, state=state, who=[code])
    doors.becomes(AFTER_THE_THIRD)
    assert doors.spoken(await said_after(doors, amina), "checkin_opens")


async def test_who_is_using_the_account_now_is_not_interrupted(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    doors.becomes(AFTER_THE_THIRD - timedelta(minutes=10))
    await doors.hears(amina, amina.types("bonjour"))
    doors.becomes(AFTER_THE_THIRD)
    assert await doors.offers() == 0


# Sessions told of


async def test_the_evening_before_she_hears_when_where_and_with_whom(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    await does(
        doors, "move_session", cohort=await cohort_of(doors), session=3, place="Place du Marché", guests="banquier"
    )
    doors.becomes(paris(11, 25, 18))
    heard = await said_after(doors, amina)
    assert told(doors, heard, "session_notice") == 1
    words = " ".join(message.caption for message in heard)
    assert "jeudi 26 novembre" in words
    assert "Place du Marché" in words
    assert any(message.kind == "photo" for message in heard)  # who comes, by a picture
    assert all(not message.keyboard for message in heard if doors.phrase("session_notice") in message.caption)
    doors.passes(minutes=40)
    assert told(doors, await said_after(doors, amina), "session_notice") == 0


async def test_a_session_moved_after_its_notice_is_told_of_once_more_with_its_new_date(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    doors.becomes(paris(11, 25, 18))
    await doors.writes()
    moved = await does(doors, "move_session", cohort=await cohort_of(doors), session=3, date="2026-11-28")
    assert moved["told"] == 1
    doors.passes(minutes=5)
    heard = await said_after(doors, amina)
    assert told(doors, heard, "session_moved") == 1
    assert "samedi 28 novembre" in " ".join(message.caption for message in heard)
    doors.becomes(paris(11, 27, 18))
    later = await said_after(doors, amina)
    assert told(doors, later, "session_moved") + told(doors, later, "session_notice") == 0


async def test_a_notice_that_waits_is_dropped_when_its_session_moves(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    doors.becomes(paris(11, 25, 18))
    await doors.plans()
    await does(doors, "move_session", cohort=await cohort_of(doors), session=3, date="2026-11-28")
    before = len(await amina.looks())
    await doors.sender.drain()
    assert told(doors, (await amina.looks())[before:], "session_notice") == 0
    doors.becomes(paris(11, 27, 18))
    assert told(doors, await said_after(doors, amina), "session_notice") == 1


async def test_a_session_cancelled_after_its_notice_is_told_of(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    flashcoop = await cohort_of(doors)
    await does(doors, "add_session", cohort=flashcoop, date="2026-11-27")
    doors.becomes(paris(11, 25, 18))
    await doors.writes()
    await does(doors, "cancel_session", cohort=flashcoop, session=3)
    doors.passes(minutes=5)
    assert doors.spoken(await said_after(doors, amina), "session_cancelled")
    doors.passes(minutes=5)
    assert not doors.spoken(await said_after(doors, amina), "session_cancelled")


# Who is written to, and where


async def test_a_shared_account_is_asked_who_is_there_and_nobody_is_named(doors: Doors) -> None:
    flashcoop = await doors.flashcoop()
    telephone = await doors.at_telegram("Family", flashcoop)
    await doors.hears(telephone, telephone.opens(await doors.invitation(flashcoop)))
    doors.becomes(FIRST_EVENING)
    heard = await said_after(doors, telephone)
    assert doors.spoken(heard, "questions_open")
    assert any(data.startswith("w|") for message in heard for data in message.datas)
    assert await doors.rows("SELECT state FROM attempts WHERE kind = 'reminder'") == [{"state": "sent"}]


async def test_an_account_she_uses_is_found_behind_one_that_blocked_us(doors: Doors) -> None:
    amina, page, code = await registered(doors)
    other = doors.emulator.person("Autre téléphone", "fr")
    await other.opens(await doors.invitation(await cohort_of(doors)))
    await doors.goes_round()
    await doors.rows("UPDATE address_people SET person_id = (SELECT id FROM people WHERE code = ?)", code)
    await doors.rows("UPDATE people SET withdrawn_at = '2026-11-23' WHERE code <> ?", code)
    await other.blocks()
    await doors.goes_round()
    doors.becomes(AFTER_THE_THIRD)
    assert doors.spoken(await said_after(doors, amina), "checkin_opens")
    del page


async def test_who_withdrew_hears_nothing_more(doors: Doors) -> None:
    amina, _, code = await registered(doors)
    doors.becomes(AFTER_THE_THIRD)
    await doors.plans()
    await doors.rows("UPDATE people SET withdrawn_at = '2026-11-26' WHERE code = ?", code)
    before = len(await amina.looks())
    await doors.sender.drain()
    await doors.writes()
    assert len(await amina.looks()) == before


async def test_a_message_planned_before_three_days_of_power_cut_is_not_said_after_it(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    doors.becomes(AFTER_THE_THIRD)
    await doors.plans()
    before = len(await amina.looks())
    await doors.restarts()
    doors.passes(hours=72)
    await doors.sender.drain()
    assert len(await amina.looks()) == before  # planned for the evening of the 26th
    heard = await said_after(doors, amina)
    assert doors.spoken(heard, "last_day")  # what is true on the 29th
    assert await doors.rows("SELECT state FROM attempts WHERE kind = 'reminder' ORDER BY id") == [
        {"state": "dropped"},
        {"state": "sent"},
    ]

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.reminding import loop as reminding
from tests.botapi import Person, SeenMessage
from tests.doors.house import SESSIONS, Doors, asked_now, step_of
from tests.web.visitor import Visitor

MINUTE = timedelta(minutes=1)
ENDS = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # half past four in Paris
EVENING = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # six in Paris: from now on people are written to
NIGHT = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)  # eight in Paris: no longer
NEXT_BEGINS = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
LAST_ENDS = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
SPRING = tuple(date(2027, 3, day) for day in (27, 28, 29, 30))  # clocks go on in the night to the 28th


async def registered(doors: Doors, dates: Sequence[date] = SESSIONS) -> tuple[Person, Visitor]:
    """Somebody who has answered the registration, and has both doors."""
    amina = await doors.at_telegram(flashcoop=await doors.flashcoop(dates))
    page = await doors.page_of()
    await page.goes_through(language="fr", has_project="no", second_contact_ok="no", until="")
    await doors.hears(amina, amina.opens())
    return amina, page


async def new(doors: Doors, person: Person, since: int) -> list[SeenMessage]:
    return [message for message in await person.looks() if message.from_bot and message.id > since]


async def last_id(person: Person) -> int:
    return max(message.id for message in await person.looks())


async def test_before_its_session_ends_no_check_in_is_open(doors: Doors) -> None:
    amina, _ = await registered(doors)
    doors.becomes(ENDS - MINUTE)
    heard = await doors.hears(amina, amina.opens())
    assert doors.spoken(heard, "see_you")


async def test_at_the_end_of_its_session_the_check_in_is_open_at_both_doors(doors: Doors) -> None:
    amina, page = await registered(doors)
    doors.becomes(ENDS)
    heard = await doors.hears(amina, amina.opens())
    assert step_of(heard[-1]) == "mood"
    await page.loads()
    assert page.page.step == "mood"


async def test_it_is_offered_once_in_the_evening_and_not_again_after_a_restart(doors: Doors) -> None:
    amina, _ = await registered(doors)
    doors.becomes(EVENING - MINUTE)
    assert await doors.offers() == 0
    since = await last_id(amina)
    doors.becomes(EVENING)
    assert await doors.offers() == 1
    heard = await new(doors, amina, since)
    assert doors.spoken(heard, "checkin_opens")
    assert step_of(heard[-1]) == "mood"
    doors.passes(minutes=1)
    assert await doors.offers() == 0
    await doors.restarts()
    assert await doors.offers() == 0


@pytest.mark.parametrize(("back", "said"), [(NIGHT - MINUTE, True), (NIGHT, False)])
async def test_an_offer_that_could_not_be_sent_in_the_evening_is_not_sent_in_the_night(
    doors: Doors, back: datetime, said: bool
) -> None:
    amina, _ = await registered(doors)
    since = await last_id(amina)
    doors.becomes(EVENING)
    await doors.emulator.stop()
    assert await doors.offers() == 1
    await doors.emulator.start()
    doors.becomes(back)
    await doors.sender.drain()
    assert bool(await new(doors, amina, since)) is said
    stale = await doors.rows("SELECT * FROM troubles WHERE code = 'reminder_stale'")
    assert bool(stale) is not said


async def test_an_offer_whose_turn_comes_too_late_is_not_put(doors: Doors) -> None:
    amina, _ = await registered(doors)
    since = await last_id(amina)
    doors.becomes(EVENING)
    await reminding.look(doors.assistant)
    doors.becomes(NIGHT)
    await doors.turns()
    await doors.sender.drain()
    assert await new(doors, amina, since) == []


async def test_control_without_its_row_a_restart_would_offer_it_again(doors: Doors) -> None:
    await registered(doors)
    doors.becomes(EVENING)
    assert await doors.offers() == 1
    await doors.assistant.writer.run(lambda db: db.conn.execute("DELETE FROM attempts"))
    await doors.restarts()
    assert await doors.offers() == 1


async def test_after_eight_in_the_evening_nobody_is_written_to(doors: Doors) -> None:
    await registered(doors)
    doors.becomes(NIGHT)
    assert await doors.offers() == 0


async def test_who_began_by_herself_gets_no_offer(doors: Doors) -> None:
    _, page = await registered(doors)
    doors.becomes(ENDS)
    await page.loads()
    await page.chooses("well")
    doors.becomes(EVENING)
    assert await doors.offers() == 0


async def test_control_who_only_could_have_begun_gets_one(doors: Doors) -> None:
    await registered(doors)
    doors.becomes(EVENING)
    assert await doors.offers() == 1


async def test_who_has_not_finished_her_registration_is_asked_to_go_on_with_that_first(doors: Doors) -> None:
    amina, _ = await doors.until("children")
    doors.becomes(EVENING)
    since = await last_id(amina)
    assert await doors.offers() == 1
    heard = await new(doors, amina, since)
    assert doors.spoken(heard, "stopped_at")
    assert step_of(heard[-1]) == "children"
    heard = await doors.touches(amina, "no")
    assert doors.spoken(heard, "checkin_opens")
    assert step_of(heard[-1]) == "mood"


async def test_who_does_not_want_this_assistant_is_not_written_to_in_the_evening(doors: Doors) -> None:
    amina = await doors.at_telegram()
    for choice in ("fr", "continue", "continue", "no"):
        await doors.touches(amina, choice)
    doors.becomes(EVENING)
    since = await last_id(amina)
    await doors.offers()
    assert await new(doors, amina, since) == []


async def test_who_has_blocked_the_bot_is_offered_nothing_there_and_finds_it_on_her_page(doors: Doors) -> None:
    amina, page = await registered(doors)
    await amina.blocks()
    await doors.goes_round()
    doors.becomes(EVENING)
    assert await doors.offers() == 0
    await page.loads()
    assert page.page.step == "mood"


async def test_it_stays_open_until_the_next_session_begins_and_then_says_so_kindly(doors: Doors) -> None:
    amina, page = await registered(doors)
    doors.becomes(EVENING)
    await doors.offers()
    doors.becomes(NEXT_BEGINS - MINUTE)
    await doors.touches(amina, "well")
    assert await doors.answers("mood") == [('"well"', None, "tap", "telegram")]
    late = await asked_now(amina)
    doors.becomes(NEXT_BEGINS)
    heard = await doors.hears(amina, amina.presses(data=late.datas[0], message=late))
    assert doors.spoken(heard, "closed")
    assert await doors.rows("SELECT * FROM answers WHERE question = 'no_wrong_answer'") == []
    await page.loads()
    assert page.page.step == ""


async def test_an_answer_given_in_time_is_still_there_after_the_closing(doors: Doors) -> None:
    amina, _ = await registered(doors)
    doors.becomes(EVENING)
    await doors.offers()
    await doors.touches(amina, "well")
    doors.becomes(NEXT_BEGINS)
    heard = await doors.hears(amina, amina.types("pas bien"))
    assert await doors.answers("mood") == [('"well"', None, "tap", "telegram")]
    assert any(message.kind == "voice" for message in heard)


@pytest.mark.parametrize(("after", "open_"), [(timedelta(days=7) - MINUTE, True), (timedelta(days=7), False)])
async def test_the_last_check_in_stays_open_for_a_week(doors: Doors, after: timedelta, open_: bool) -> None:
    amina, page = await registered(doors)
    doors.becomes(LAST_ENDS + after)
    await doors.hears(amina, amina.opens())
    await page.loads()
    assert (page.page.step == "mood") == open_
    if not open_:
        assert page.page.step == "looking_back"  # the bilan à chaud stays open for four weeks


async def test_on_the_day_the_clocks_change_sessions_and_evenings_keep_their_hours(doors: Doors) -> None:
    amina, _ = await registered(doors, SPRING)
    doors.becomes(datetime(2027, 3, 27, 17, 0, tzinfo=UTC))  # six in the evening, in winter time
    assert await doors.offers() == 1
    await doors.touches(amina, "well")
    doors.becomes(datetime(2027, 3, 28, 7, 29, tzinfo=UTC))  # a minute before half past nine, in summer time
    assert step_of((await doors.hears(amina, amina.opens()))[-1]) == "no_wrong_answer"
    doors.passes(minutes=1)
    assert doors.spoken(await doors.hears(amina, amina.opens()), "closed")
    doors.becomes(datetime(2027, 3, 28, 15, 59, tzinfo=UTC))
    assert await doors.offers() == 0
    doors.passes(minutes=1)
    assert await doors.offers() == 1
    assert step_of(await asked_now(amina)) == "mood"


async def test_where_she_lives_in_another_time_zone_she_is_written_to_in_her_evening(doors: Doors) -> None:
    await registered(doors)
    await doors.assistant.writer.run(
        lambda db: db.conn.execute("UPDATE people SET timezone = 'Indian/Reunion'")  # three hours ahead of Paris
    )
    doors.becomes(ENDS)  # half past seven there
    assert await doors.offers() == 1

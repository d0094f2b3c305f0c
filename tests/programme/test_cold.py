"""The cold survey: from the same day four months later, for two months; then it is over, kindly."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.doors.house import Doors
from tests.programme.lives import participant

# The last session is on 30 November 2026, in Paris.
OPENS, CLOSES = datetime(2027, 3, 29, 22, 0, tzinfo=UTC), datetime(2027, 5, 29, 22, 0, tzinfo=UTC)
BEFORE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DONE: dict[str, dict[str, Any]] = {"checkin": {}, "hot": {}, "interview": {}}


async def test_the_day_before_it_opens_there_is_nothing_and_on_the_day_it_is_there(doors: Doors) -> None:
    code = await participant(doors, await doors.flashcoop(), DONE)
    doors.becomes(OPENS - HOUR)
    page = await doors.page_of(code)
    assert page.page.step == ""
    doors.becomes(OPENS + HOUR)
    await page.loads()
    assert page.page.step == "hello"


async def test_after_it_has_closed_an_answer_is_refused_kindly(doors: Doors) -> None:
    code = await participant(doors, await doors.flashcoop(), DONE)
    doors.becomes(CLOSES - BEFORE)
    page = await doors.page_of(code)
    await page.chooses("continue")
    assert page.page.step
    doors.becomes(CLOSES)
    await page.chooses(page.page.choices[0])
    assert doors.phrase("closed") in page.page.text
    assert await doors.rows("SELECT * FROM answers") == []

"""The phone list: who is on it and when, whose number comes first, what calls end, and how lines are counted."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.commands.noting import line_shown
from bot.phoning import counts, lines
from storage import cohorts
from storage.database import Database
from storage.refusals import Refused
from tests.doors.house import Doors
from tests.reminders.people import cohort_of, does, paris, registered

EXIT_EVENING = paris(11, 30, 18)  # the last session was today


async def on_the_list(doors: Doors, moment: str = "") -> list[dict[str, Any]]:
    """Who is to be called now."""

    def look(db: Database) -> list[dict[str, Any]]:
        asked = [flow.questionnaire for flow in doors.programme.flows.values()]
        [cohort] = cohorts.cohorts(db)
        return [line_shown(line) for line in lines(db, asked, cohort, doors.clock()) if line.to_call]

    return [line for line in await doors.assistant.writer.run(look) if moment in ("", line["moment"])]


async def counted(doors: Doors, moment: str) -> dict[str, int]:
    def look(db: Database) -> dict[str, int]:
        asked = [flow.questionnaire for flow in doors.programme.flows.values()]
        [cohort] = cohorts.cohorts(db)
        return counts(line for line in lines(db, asked, cohort, doors.clock()) if line.moment == moment)

    return await doors.assistant.writer.run(look)


async def unregistered(doors: Doors) -> str:
    """Somebody who came in and answered nothing; her code."""
    await doors.at_telegram()
    [row] = await doors.rows("SELECT code FROM people")
    return str(row["code"])


async def evenings(doors: Doors, begin: datetime, days: int) -> None:
    for after in range(days):
        doors.becomes(begin + timedelta(days=after))
        await doors.writes()


async def test_after_three_messages_and_the_ladders_day_she_is_on_the_list(doors: Doors) -> None:
    code = await unregistered(doors)
    await evenings(doors, paris(11, 23, 18), 7)
    assert await on_the_list(doors, "once") == []
    await evenings(doors, paris(11, 30, 18), 1)
    [line] = await on_the_list(doors, "once")
    assert (line["person"], line["why"], line["messages"]) == (code, "silent", 3)


async def test_who_blocks_the_bot_is_on_the_list_the_same_day(doors: Doors) -> None:
    amina, _, code = await registered(doors)
    doors.becomes(paris(11, 26, 17))
    assert await on_the_list(doors) == []
    await amina.blocks()
    await doors.goes_round()
    [line] = await on_the_list(doors)
    assert (line["person"], line["why"], line["moment"]) == (code, "blocked", "session:3")
    assert line["numbers"][0]["whose"] == "own"


async def test_control_who_has_not_blocked_it_is_not(doors: Doors) -> None:
    await registered(doors)
    doors.becomes(paris(11, 26, 17))
    assert await on_the_list(doors) == []


async def test_who_blocked_it_unseen_is_found_out_by_the_message_of_the_evening(doors: Doors) -> None:
    amina, _, _ = await registered(doors)
    doors.becomes(paris(11, 26, 18))
    await amina.blocks()
    await doors.writes()
    assert [line["why"] for line in await on_the_list(doors)] == ["blocked"]


async def test_who_has_only_a_page_is_on_the_list_at_once(doors: Doors) -> None:
    token = await doors.invitation()
    status, page = await doors.assistant.join(token, "a-browser-of-hers-0001")
    assert status == "ok"
    assert page
    assert [line["why"] for line in await on_the_list(doors)] == ["none"]


async def calls(doors: Doors, code: str, outcome: str, **more: str) -> dict[str, Any]:
    noted: dict[str, Any] = await does(
        doors, "note_call", cohort=await cohort_of(doors), person=code, moment="session:3", outcome=outcome, **more
    )
    return noted


async def blocked(doors: Doors) -> str:
    amina, _, code = await registered(doors, second_contact_ok="yes", second_phone="0600000002")
    doors.becomes(paris(11, 26, 17))
    await amina.blocks()
    await doors.goes_round()
    return code


async def test_after_a_wrong_number_the_second_contacts_is_called(doors: Doors) -> None:
    code = await blocked(doors)
    [line] = await on_the_list(doors)
    assert [number["whose"] for number in line["numbers"]] == ["own", "second"]
    assert (await calls(doors, code, "wrong_number"))["next"] == "second"
    [line] = await on_the_list(doors)
    assert [number["whose"] for number in line["numbers"]] == ["second"]


async def test_six_calls_close_a_line_and_a_seventh_is_refused(doors: Doors) -> None:
    code = await blocked(doors)
    closed = [(await calls(doors, code, "no_answer"))["closed"] for _ in range(6)]
    assert closed == [False] * 5 + [True]
    assert await on_the_list(doors) == []
    assert await counted(doors, "session:3") == {"complete": 0, "refused": 0, "closed": 1, "open": 0}
    with pytest.raises(Refused):
        await calls(doors, code, "no_answer")


async def test_who_refuses_on_the_phone_is_asked_no_more(doors: Doors) -> None:
    code = await blocked(doors)
    await calls(doors, code, "refuses")
    assert await on_the_list(doors) == []
    assert (await counted(doors, "session:3"))["refused"] == 1


async def test_who_asked_to_be_called_back_has_her_hour_on_the_list(doors: Doors) -> None:
    code = await blocked(doors)
    await calls(doors, code, "back_at", back_at="2026-11-26T19:30")
    [line] = await on_the_list(doors)
    assert line["back_at"] == "2026-11-26T18:30:00+00:00"
    with pytest.raises(Refused):
        await calls(doors, code, "back_at")


async def test_who_answered_is_complete(doors: Doors) -> None:
    await registered(doors)
    assert await counted(doors, "once") == {"complete": 1, "refused": 0, "closed": 0, "open": 0}

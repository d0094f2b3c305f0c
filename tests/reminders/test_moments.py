"""From the last session to month six: one message for all that opens, the cold ladder, and then the telephone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.loading import Programme
from dialogs.flow import Flow
from dialogs.questionnaire import Questionnaire
from tests.doors.house import Doors, asked_now
from tests.reminders.people import cohort_of, does, paris, registered, said_after
from tests.reminders.test_phone import counted, on_the_list

COLD_OPENS = datetime(2027, 3, 30, 16, 0, tzinfo=UTC)  # six in the evening, in summer time


def with_more(programme: Programme, *more: tuple[str, str, str]) -> Programme:
    """The programme with copies of the check-in at other moments, for other people: id, moment, audience."""
    checkin = programme.flows["checkin"].questionnaire
    flows = dict(programme.flows)
    for order, (name, moment, audience) in enumerate(more, 30):
        fields: dict[str, Any] = {"id": name, "moment": moment, "audience": audience, "order": order}
        flows[name] = Flow(Questionnaire.model_validate({**checkin.model_dump(), **fields}), programme.lexicons)
    return replace(programme, flows=flows)


async def opens_with(doors: Doors, *more: tuple[str, str, str]) -> None:
    doors.programme = with_more(doors.programme, *more)
    await doors.restarts(doors.programme)


async def reminders(doors: Doors, moment: str) -> list[str]:
    """The days on which people were asked about a moment."""
    found = await doors.rows(
        "SELECT DISTINCT substr(at, 1, 10) AS day FROM attempts JOIN attempts_about ON attempt_id = id"
        " WHERE kind = 'reminder' AND moment = ? AND state = 'sent' ORDER BY at",
        moment,
    )
    return [row["day"] for row in found]


async def through(doors: Doors, days: Sequence[datetime]) -> None:
    for day in days:
        doors.becomes(day)
        await doors.writes()


async def test_on_the_last_evening_one_message_speaks_for_all_that_opens(doors: Doors) -> None:
    await opens_with(doors, ("hot", "exit", "participant"), ("interview", "exit", "participant"))
    amina, _, _ = await registered(doors)
    doors.becomes(paris(11, 30, 18))
    heard = await said_after(doors, amina)
    assert sum(any(data.endswith("|hours") for data in message.datas) for message in heard) == 1
    about = await doors.rows("SELECT questionnaire, moment FROM attempts_about WHERE questionnaire <> '' ORDER BY 1")
    assert [tuple(row.values()) for row in about] == [
        ("checkin", "session:4"),
        ("hot", "exit"),
        ("interview", "exit"),
    ]
    doors.passes(minutes=40)
    assert await doors.offers() == 0


async def test_three_messages_in_the_cold_then_the_phone_list_and_six_calls(doors: Doors) -> None:
    await opens_with(doors, ("cold", "cold", "participant"))
    _, _, code = await registered(doors)
    await through(doors, [COLD_OPENS - timedelta(days=1)])
    assert await reminders(doors, "cold") == []
    await through(doors, [COLD_OPENS + timedelta(days=day) for day in range(21)])
    assert await reminders(doors, "cold") == ["2027-03-30", "2027-04-06", "2027-04-13"]
    assert await on_the_list(doors, "cold") == []
    await through(doors, [COLD_OPENS + timedelta(days=21)])
    [line] = await on_the_list(doors, "cold")
    assert (line["person"], line["why"], line["messages"]) == (code, "silent", 3)
    flashcoop = await cohort_of(doors)
    for _ in range(6):
        await does(doors, "note_call", cohort=flashcoop, person=code, moment="cold", outcome="no_answer")
    assert await on_the_list(doors, "cold") == []
    assert await counted(doors, "cold") == {"complete": 0, "refused": 0, "closed": 1, "open": 0}
    await through(doors, [COLD_OPENS + timedelta(days=day) for day in range(22, 65)])
    assert len(await reminders(doors, "cold")) == 3


async def test_who_does_not_want_to_be_contacted_is_neither_written_to_nor_called(doors: Doors) -> None:
    await opens_with(doors, ("cold", "cold", "participant"))
    await registered(doors, contact="no")
    await through(doors, [COLD_OPENS + timedelta(days=day) for day in range(30)])
    assert await reminders(doors, "cold") == []
    assert await on_the_list(doors, "cold") == []
    assert (await counted(doors, "cold"))["refused"] == 1


async def test_control_who_agreed_is(doors: Doors) -> None:
    await opens_with(doors, ("cold", "cold", "participant"))
    await registered(doors, contact="yes")
    await through(doors, [COLD_OPENS])
    assert await reminders(doors, "cold") == ["2027-03-30"]


async def test_an_answer_in_the_cold_ends_messages_and_calls(doors: Doors) -> None:
    await opens_with(doors, ("cold", "cold", "participant"))
    _, page, _ = await registered(doors)
    await through(doors, [COLD_OPENS])
    doors.passes(hours=3)
    await page.loads()
    await page.goes_through(until="")
    await through(doors, [COLD_OPENS + timedelta(days=day) for day in range(1, 30)])
    assert await reminders(doors, "cold") == ["2027-03-30"]
    assert await counted(doors, "cold") == {"complete": 1, "refused": 0, "closed": 0, "open": 0}


async def test_an_animator_is_asked_again_too_and_then_listed(doors: Doors) -> None:
    await opens_with(doors, ("animators_hot", "exit", "animator"))
    flashcoop = await doors.flashcoop()
    [link] = await does(doors, "invite", role="animator", cohort=flashcoop, cae=None, count=1)
    julie = doors.emulator.person("Julie", "fr")
    await julie.opens(link["token"])
    await doors.goes_round()
    doors.becomes(paris(11, 30, 18))
    assert doors.spoken(await said_after(doors, julie), "questions_open")
    assert (await asked_now(julie)).keyboard
    await through(doors, [paris(12, day, 18) for day in range(1, 13)])
    assert await reminders(doors, "exit") == ["2026-11-30", "2026-12-03", "2026-12-09"]
    [line] = await on_the_list(doors, "exit")
    assert (line["role"], line["why"], line["numbers"]) == ("animator", "silent", [])

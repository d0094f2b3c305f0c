"""The board: who is where, who was there, who signed; and what a Flashcoop was opened with."""

import csv
from pathlib import Path
from typing import Any

import pytest

from bot.board import board
from storage import cohorts
from storage.database import Database
from storage.export import export
from storage.refusals import Refused
from tests.doors.house import Doors
from tests.reminders.people import cohort_of, does, paris, registered


async def shown(doors: Doors) -> dict[str, Any]:
    def look(db: Database) -> dict[str, Any]:
        asked = [flow.questionnaire for flow in doors.programme.flows.values()]
        return board(db, asked, cohorts.cohorts(db)[0], doors.clock())

    return await doors.assistant.writer.run(look)


async def three(doors: Doors) -> list[str]:
    """Three people of one Flashcoop: one answers the third check-in, one is absent that day, one says nothing."""
    flashcoop = await doors.flashcoop()
    found = [await registered(doors, name=name, flashcoop=flashcoop) for name in ("Amina", "Karim", "Zahra")]
    codes = [code for _, _, code in found]
    await does(doors, "mark_attendance", cohort=flashcoop, session=3, state="absent", who=[codes[1]])
    doors.becomes(paris(11, 26, 17))
    page = found[0][1]
    await page.loads()
    await page.goes_through(until="")
    return codes


async def test_the_absent_are_absent_and_not_counted_as_silent(doors: Doors) -> None:
    codes = await three(doors)
    found = await shown(doors)
    states = [person["status"]["checkin session:3"] for person in found["people"]]
    assert [person["code"] for person in found["people"]] == codes
    assert states == ["done", "absent", "not_begun"]
    assert found["responses"]["checkin session:3"] == {"done": 1, "of": 2}
    assert found["people"][1]["attendance"] == {"3": "absent"}


async def test_control_nobody_marked_absent_the_denominator_is_everyone(doors: Doors) -> None:
    codes = await three(doors)
    await does(doors, "mark_attendance", cohort=await cohort_of(doors), session=3, state="present", who=[codes[1]])
    assert (await shown(doors))["responses"]["checkin session:3"] == {"done": 1, "of": 3}


async def test_the_export_has_one_row_a_person_and_session(doors: Doors, tmp_path: Path) -> None:
    codes = await three(doors)
    await doors.assistant.writer.run(export, tmp_path / "out", "csv")
    with (tmp_path / "out" / "attendance.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * 4
    noted = {(row["participant"], row["session"]): row["presence"] for row in rows}
    assert noted[codes[1], "3"] == "absent"
    assert noted[codes[0], "3"] == "not_noted"


async def test_attendance_is_only_ever_added_to_and_says_by_whom(doors: Doors) -> None:
    codes = await three(doors)
    flashcoop = await cohort_of(doors)
    again = await does(doors, "mark_attendance", cohort=flashcoop, session=3, state="absent", who=[codes[1]])
    assert again["news"] == 0
    everyone = await does(
        doors, "mark_attendance", cohort=flashcoop, session=3, state="present", who=[], author="FC-ANIM"
    )
    assert everyone["news"] == 3
    kept = await doors.rows("SELECT state, author FROM attendance WHERE session = 3 ORDER BY id")
    assert [tuple(row.values()) for row in kept] == [("absent", "operator"), *[("present", "FC-ANIM")] * 3]
    with pytest.raises(Exception, match="append-only"):
        await doors.rows("UPDATE attendance SET state = 'present'")


async def test_the_day_before_the_first_session_exactly_those_without_a_contract_are_listed(doors: Doors) -> None:
    flashcoop = await doors.flashcoop()
    codes = [(await registered(doors, name=name, flashcoop=flashcoop))[2] for name in ("Amina", "Karim", "Zahra")]
    signed = {"signed": "2026-11-20", "covered_from": "2026-11-23", "covered_to": "2026-11-30"}
    entered = await does(doors, "enter_contract", cohort=flashcoop, person=codes[0], **signed)
    assert entered == {**signed, "signed": True, "signed_on": "2026-11-20", "cae": "Coopérative d'essai"}
    await does(doors, "enter_contract", cohort=flashcoop, person=codes[1])  # spoken of, not signed
    found = await shown(doors)
    assert found["unsigned"] == codes[1:]
    assert found["people"][0]["contract"]["covered_to"] == "2026-11-30"
    with pytest.raises(Refused):
        await does(doors, "enter_contract", cohort=flashcoop, person=codes[1], signed="2026-11-20", cae="Nulle part")


async def test_who_refuses_the_assistant_is_refused_on_the_board_and_not_silent(doors: Doors) -> None:
    amina = await doors.at_telegram()
    for choice in ("fr", "continue", "continue", "no"):
        await doors.touches(amina, choice)
    [person] = (await shown(doors))["people"]
    assert person["status"] == {"registration once": "refused"}

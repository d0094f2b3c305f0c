"""What is written of somebody before she comes: nobody's answer until she agrees, and gone once she has spoken."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.enrolling import importing
from bot.operating import Operating
from bot.phoning import lines
from bot.settings import Settings
from storage import announced, cohorts, erasure, invitations, people
from storage.database import Database
from tests.doors.house import Doors
from tests.held.staff import staff
from tests.web.visitor import Visitor

ZAHRA = {
    "line": 2,
    "language": "fr",
    "first_name": "Zahra",
    "last_name": "Ahmadi",
    "civility": "madame",
    "phone": "+33612345678",
    "prescriber_org": "Mission Locale",
}


async def imports(doors: Doors, flashcoop: str, *listed: Mapping[str, Any], by: str = "") -> dict[str, Any]:
    def work(db: Database) -> dict[str, Any]:
        operating = Operating(db, Settings.model_construct(), doors.assistant.house.codes, doors.clock())
        return importing.import_people(operating, doors.assistant.house.vault, flashcoop, "a-file", listed, by)

    return await doors.assistant.writer.run(work)


async def written(doors: Doors, code: str) -> dict[str, str]:
    """What is written of a person, wherever it stands now."""
    vault = doors.assistant.house.vault
    return await doors.assistant.writer.run(lambda db: importing.written_of(db, vault, people.person_by_code(db, code)))


async def numbers(doors: Doors, flashcoop: str) -> list[str]:
    """The numbers on the phone list."""
    house, now = doors.assistant.house, doors.clock()
    asked = [flow.questionnaire for flow in house.programme.flows.values()]
    found = await doors.assistant.writer.run(
        lambda db: lines(db, asked, cohorts.cohort(db, flashcoop), now, house.vault)
    )
    return [each.number for line in found for each in line.numbers]


async def place(doors: Doors) -> tuple[str, str, Visitor]:
    """Zahra, imported by an animator, before her page's first question: the Flashcoop, her code, her page."""
    flashcoop = await doors.flashcoop()
    animator, _ = await staff(doors, "animator", flashcoop)
    [made] = (await imports(doors, flashcoop, ZAHRA, by=animator))["people"]
    return flashcoop, made["code"], await doors.page_of(made["code"])


async def test_what_is_announced_is_no_answer_and_she_is_called_at_that_number(doors: Doors) -> None:
    flashcoop, code, _ = await place(doors)
    assert await doors.rows("SELECT * FROM answers") == []
    assert (await written(doors, code))["first_name"] == "Zahra"
    assert await numbers(doors, flashcoop) == ["+33612345678"]
    assert "Ahmadi" not in str(await doors.rows("SELECT * FROM announced"))


async def test_once_she_agrees_what_staff_write_are_answers_of_theirs(doors: Doors) -> None:
    flashcoop, code, page = await place(doors)
    await page.goes_through(language="fr", until="keep_audio")
    found = await doors.rows("SELECT question, value, mode, author FROM answers WHERE question LIKE '%name'")
    [animator] = await doors.rows("SELECT code FROM people WHERE role = 'animator'")
    assert [(row["question"], row["value"], row["mode"], row["author"]) for row in found] == [
        ("first_name", '{"text":"Zahra"}', "typed", animator["code"]),
        ("last_name", '{"text":"Ahmadi"}', "typed", animator["code"]),
    ]
    assert await doors.answers("civility") == [('"madame"', None, "typed", "held")]
    assert (await written(doors, code))["prescriber_org"] == "Mission Locale"
    assert page.page.step == "keep_audio"
    assert await numbers(doors, flashcoop) == ["+33612345678"]


async def test_control_without_heeding_her_they_stay_announced(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announced, "agrees", lambda db, vault, kept, now: kept)
    _, _, page = await place(doors)
    await page.goes_through(language="fr", until="keep_audio")
    assert await doors.answers("first_name") == []


async def test_her_own_number_takes_the_place_of_the_announced_one(doors: Doors) -> None:
    flashcoop, _, page = await place(doors)
    await page.goes_through(language="fr", phone="0698765432", second_contact_ok="no", until="about_fund")
    assert await numbers(doors, flashcoop) == ["+33698765432"]
    assert await doors.rows("SELECT * FROM announced") == []


async def test_refusing_the_assistant_drops_it_all(doors: Doors) -> None:
    _, code, page = await place(doors)
    await page.goes_through(language="fr", until="bot")
    await page.chooses("no")
    assert await doors.rows("SELECT * FROM announced") == []
    assert await doors.rows("SELECT * FROM answers WHERE question = 'first_name'") == []
    assert await written(doors, code) == {}


@pytest.mark.parametrize("over", ["withdrawn", "survey"])
async def test_it_goes_when_she_leaves_or_her_survey_is_over(doors: Doors, over: str) -> None:
    _, code, _ = await place(doors)
    await doors.sweeps()
    assert len(await doors.rows("SELECT * FROM announced")) == 1
    if over == "withdrawn":
        now = doors.clock()
        await doors.assistant.writer.run(lambda db: people.withdraw(db, people.person_by_code(db, code).id, now))
    else:
        doors.passes(days=200)
    await doors.sweeps()
    assert await doors.rows("SELECT * FROM announced") == []


async def test_a_line_of_a_file_is_somebody_once_however_often_it_is_posted(doors: Doors) -> None:
    flashcoop = await doors.flashcoop()
    first = await imports(doors, flashcoop, ZAHRA)
    again = await imports(doors, flashcoop, ZAHRA, {**ZAHRA, "line": 3, "first_name": "Omar"})
    assert (len(first["people"]), first["already"]) == (1, 0)
    assert ([each["line"] for each in again["people"]], again["already"]) == ([3], 1)
    assert len(await doors.rows("SELECT * FROM people")) == 2


async def test_her_invitation_opens_as_herself_in_her_language(doors: Doors) -> None:
    flashcoop = await doors.flashcoop()
    [made] = (await imports(doors, flashcoop, {**ZAHRA, "language": "fa_AF"}))["people"]

    def invite(db: Database) -> str:
        person = people.person_by_code(db, made["code"])
        codes, now = doors.assistant.house.codes, doors.clock()
        return invitations.issue(db, codes, person.role, person.cohort_id, person.cae_id, now, person.id)

    amina = doors.emulator.person("Zahra", "fr")
    heard = await doors.hears(amina, amina.opens(await doors.assistant.writer.run(invite)))
    assert len(await doors.rows("SELECT * FROM people")) == 1
    assert heard
    assert await doors.rows("SELECT code FROM people WHERE language = 'fa_AF'") == [{"code": made["code"]}]


async def test_erasing_her_or_her_animator_leaves_neither_a_word_nor_a_hole(doors: Doors) -> None:
    flashcoop, code, _ = await place(doors)
    vault = doors.assistant.house.vault
    [animator] = await doors.rows("SELECT code FROM people WHERE role = 'animator'")
    await doors.assistant.writer.run(lambda db: erasure.erase(db, vault, animator["code"], doors.clock()))
    assert (await written(doors, code))["first_name"] == "Zahra"
    await doors.assistant.writer.run(lambda db: erasure.erase(db, vault, code, doors.clock()))
    assert await doors.rows("SELECT * FROM announced") == []
    assert await doors.rows("SELECT * FROM imported_lines") == []
    assert (await imports(doors, flashcoop, ZAHRA))["already"] == 0


async def test_a_name_corrected_later_is_a_revision(doors: Doors) -> None:
    flashcoop, code, page = await place(doors)
    await page.goes_through(language="fr", until="schooling")

    def correct(db: Database) -> None:
        operating = Operating(db, Settings.model_construct(), doors.assistant.house.codes, doors.clock())
        importing.write_names(operating, doors.assistant.house.vault, flashcoop, code, {"first_name": "Zohra"})

    await doors.assistant.writer.run(correct)
    assert [value for value, *_ in await doors.answers("first_name")] == ['{"text":"Zahra"}', '{"text":"Zohra"}']
    await page.loads()
    assert page.page.step == "schooling"
    assert announced.OPERATOR in str(await doors.rows("SELECT author FROM answers WHERE revision = 2"))

"""Somebody is proposed before the first session: her fiche has two authors, and no question is asked twice."""

from datetime import date

import pytest

from tests.doors.house import Doors, asked_now, step_of
from tests.held.staff import filling, proposes, run_of, staff

# The first session is ten days and a few hours away.
SESSIONS = tuple(date(2026, 12, day) for day in (3, 4, 7, 10))
TYPED = {"first_name": "Amina", "last_name": "Ahmadi", "address": "3 rue du Four, 53500 Ernée"}
TYPED |= {"prescriber_org": "France Horizon", "prescriber_person": "Madame Martin"}


async def test_a_partner_begins_the_fiche_and_she_finishes_it_on_telegram(doors: Doors) -> None:
    flashcoop = await doors.flashcoop(SESSIONS)
    partner, desk = await staff(doors, "partner", flashcoop)
    code, token = await proposes(doors, desk, flashcoop)
    page = await filling(doors, desk, await run_of(doors, code, "registration"))
    assert page.page.step == "civility"
    await page.chooses("madame")
    for question, text in TYPED.items():
        assert page.page.step == question
        await page.types(text)
    assert doors.phrase("finished") in page.page.text

    amina = doors.emulator.person("Amina", "fr")
    await amina.opens(token)
    await doors.goes_round()
    assert step_of(await asked_now(amina)) == "language"
    own = await doors.page_of(code)
    await own.goes_through(language="fr", second_contact_ok="no", until="second_contact_ok")
    await own.chooses("no")
    while own.page.step and own.page.choices:
        await own.chooses(own.page.choices[-1])

    rows = await doors.rows("SELECT question, author, mode, door, revision FROM answers")
    assert all(row["revision"] == 1 for row in rows)
    by_author = {author: {row["question"] for row in rows if row["author"] == author} for author in (partner, code)}
    assert by_author[partner] == {"civility", *TYPED}
    assert by_author[partner].isdisjoint(by_author[code])
    assert {(row["mode"], row["door"]) for row in rows if row["author"] == partner} == {("phone", "held")}
    assert len(await doors.rows("SELECT * FROM instances WHERE questionnaire = 'registration'")) == 1
    assert len(await doors.rows("SELECT * FROM people WHERE role = 'participant'")) == 1
    sent = await doors.rows("SELECT code FROM prescriptions JOIN people ON people.id = partner_id")
    assert [row["code"] for row in sent] == [partner]


async def test_she_is_never_asked_what_only_a_helper_fills_in(doors: Doors) -> None:
    _, page = await doors.until("second_contact_ok")
    asked = {row["question"] for row in await doors.rows("SELECT question FROM answers")}
    assert asked.isdisjoint({"civility", *TYPED})
    assert page.page.step == "second_contact_ok"


async def test_control_without_the_rule_she_would_have_to_type_her_address(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialogs.engine.scene.put_to", lambda question, facts: True)
    _, page = await doors.until("civility")
    assert page.page.step == "civility"


async def test_her_invitation_is_hers_alone_and_works_once(doors: Doors) -> None:
    flashcoop = await doors.flashcoop(SESSIONS)
    _, desk = await staff(doors, "animator", flashcoop)
    code, token = await proposes(doors, desk, flashcoop)
    amina, bahar = doors.emulator.person("Amina", "fr"), doors.emulator.person("Bahar", "fr")
    await amina.opens(token)
    await doors.goes_round()
    await bahar.opens(token)
    await doors.goes_round()
    seated = await doors.rows(
        "SELECT p.code FROM addresses a JOIN people p ON p.id = a.person_id WHERE a.channel = 'telegram'"
    )
    assert [row["code"] for row in seated] == [code]


async def test_an_animator_finds_whom_she_may_help_from_her_own_page(doors: Doors) -> None:
    flashcoop = await doors.flashcoop(SESSIONS)
    code, desk = await staff(doors, "animator", flashcoop)
    page = await doors.page_of(code)
    assert "Mes personnes" in page.page.text
    await proposes(doors, desk, flashcoop)
    shown = await doors.browser.get(f"{desk}/people")
    assert (shown.status_code, "Fiche" in shown.text) == (200, True)


async def test_a_participant_has_no_such_page(doors: Doors) -> None:
    _, own = await doors.until("bot")
    assert "Mes personnes" not in own.page.text
    assert (await doors.browser.get(f"{own.address}/people")).status_code == 404

"""A participant and a helper on the same questionnaire at the same time: nothing lost, nothing twice, told aloud."""

import pytest

from bot.access import runs
from tests.botapi import Person
from tests.doors.house import Doors, asked_now, data_of, step_of
from tests.held.staff import filling, run_of, staff
from tests.web.visitor import Visitor


async def place(doors: Doors, until: str) -> tuple[Person, Visitor, Visitor, str, str]:
    person, own = await doors.until(until)
    flashcoop = (await doors.rows("SELECT code FROM cohorts"))[0]["code"]
    animator, desk = await staff(doors, "animator", flashcoop)
    code = (await doors.rows("SELECT code FROM people WHERE role = 'participant'"))[0]["code"]
    held = await filling(doors, desk, await run_of(doors, code, "registration"))
    return person, own, held, animator, code


async def fills_in(held: Visitor, until: str) -> None:
    typed = dict.fromkeys(("first_name", "last_name", "address", "prescriber_org", "prescriber_person"), "A")
    await held.goes_through(**typed, until=until)


async def test_the_call_goes_on_where_she_stopped_and_she_goes_on_where_the_call_stopped(doors: Doors) -> None:
    person, _own, held, animator, code = await place(doors, "schooling")
    assert held.page.step == "schooling"
    await held.chooses("never")
    assert held.page.step == "civility"  # what only she fills in comes first of what is open
    await fills_in(held, until="has_job")
    await doors.hears(person, person.opens())
    assert step_of(await asked_now(person)) == "has_job"
    [answer] = await doors.rows("SELECT author, mode, door FROM answers WHERE question = 'schooling'")
    assert tuple(answer.values()) == (animator, "phone", "held")
    mine = await doors.rows("SELECT DISTINCT author FROM answers WHERE door <> 'held'")
    assert [row["author"] for row in mine] == [code]


async def test_her_button_counts_though_the_helper_is_at_a_question_of_hers(doors: Doors) -> None:
    person, _, held, _, _ = await place(doors, "schooling")
    await held.chooses("primary")
    assert held.page.step == "civility"
    await doors.hears(person, person.opens())
    asked = await asked_now(person)
    assert step_of(asked) == "has_job"
    await held.chooses("madame")
    assert held.page.step == "first_name"
    await doors.hears(person, person.presses(data=data_of(asked, "no"), message=asked))
    assert await doors.answers("has_job") == [('"no"', None, "tap", "telegram")]
    assert step_of(await asked_now(person)) == "looking"
    await held.types("Amina")
    assert await doors.answers("first_name") == [('{"text":"Amina"}', None, "phone", "held")]


async def test_what_the_helper_answered_in_the_meantime_is_kept_and_told(doors: Doors) -> None:
    person, _, held, _animator, _ = await place(doors, "schooling")
    asked = await asked_now(person)
    await held.chooses("never")
    heard = await doors.hears(person, person.presses(data=asked.datas[1], message=asked))
    assert await doors.answers("schooling") == [('"never"', None, "phone", "held")]
    assert doors.spoken(heard, "already_answered_elsewhere")


async def test_her_voice_name_is_asked_of_nobody_else(doors: Doors) -> None:
    person, _, held, _, _ = await place(doors, "name")
    await fills_in(held, until="born")
    assert await doors.answers("name") == []
    await doors.hears(person, person.opens())
    await doors.touches(person, "rather_not")
    assert step_of(await asked_now(person)) == "name"


async def test_a_helpers_door_leads_to_nothing_else_that_is_due(doors: Doors) -> None:
    _, own, held, _, _ = await place(doors, "second_contact_ok")
    doors.passes(hours=8)
    await held.loads()
    while held.page.step:
        if held.page.choices:
            await held.chooses(held.page.choices[-1])
        else:
            await held.controls("rather_not")
    assert doors.phrase("finished") in held.page.text
    await own.loads()
    assert own.page.step == "mood"


async def test_what_is_read_out_is_french_and_what_is_heard_is_her_language(doors: Doors) -> None:
    _person, _ = await doors.until("schooling", language="fa_AF")
    flashcoop = (await doors.rows("SELECT code FROM cohorts"))[0]["code"]
    _, desk = await staff(doors, "animator", flashcoop)
    code = (await doors.rows("SELECT code FROM people WHERE role = 'participant'"))[0]["code"]
    held = await filling(doors, desk, await run_of(doors, code, "registration"), "tablet")
    assert "À l'école" in held.page.text
    await held.chooses("never")
    assert await doors.answers("schooling") == [('"never"', None, "tablet", "held")]


@pytest.mark.parametrize("role", ["animator", "partner", "participant", "interpreter"])
async def test_nobody_else_may_fill_it(doors: Doors, role: str) -> None:
    await doors.until("schooling")
    other = await doors.flashcoop()
    _, desk = await staff(doors, role, other)
    run = (await doors.rows("SELECT code FROM instances"))[0]["code"]
    answer = await doors.browser.get(f"{desk}/for/{run}/phone")
    assert answer.status_code == 403
    assert "pas à vous" in answer.text
    assert await doors.rows("SELECT * FROM addresses WHERE channel = 'held'") == []


async def test_control_without_the_rule_a_stranger_could(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "may_hold", lambda db, helper, stored: True)
    await doors.until("schooling")
    _, desk = await staff(doors, "animator", await doors.flashcoop())
    run = (await doors.rows("SELECT code FROM instances"))[0]["code"]
    assert (await doors.browser.get(f"{desk}/for/{run}/phone")).status_code == 200


async def test_two_helpers_do_not_call_the_same_person_at_once(doors: Doors) -> None:
    await doors.until("schooling")
    flashcoop = (await doors.rows("SELECT code FROM cohorts"))[0]["code"]
    run = (await doors.rows("SELECT code FROM instances"))[0]["code"]
    _, first = await staff(doors, "animator", flashcoop)
    _, second = await staff(doors, "animator", flashcoop)
    assert (await doors.browser.get(f"{first}/for/{run}/phone")).status_code == 200
    refused = await doors.browser.get(f"{second}/for/{run}/phone")
    assert (refused.status_code, "en ce moment" in refused.text) == (403, True)
    doors.passes(minutes=31)
    assert (await doors.browser.get(f"{second}/for/{run}/phone")).status_code == 200


async def test_an_animator_of_two_flashcoops_is_one_person(doors: Doors) -> None:
    animator = doors.emulator.person("Agnès", "fr")
    for flashcoop in (await doors.flashcoop(), await doors.flashcoop()):
        await animator.opens(await doors.invitation(flashcoop, "animator"))
        await doors.goes_round()
    found = await doors.rows("SELECT m.* FROM members m JOIN people ON id = person_id WHERE role = 'animator'")
    assert len({row["person_id"] for row in found}) == 1
    assert len(found) == 2


async def test_her_rights_are_not_shown_to_a_helper_and_a_person_is_called(doors: Doors) -> None:
    _, _, held, _, _ = await place(doors, "schooling")
    await held.controls("rights")
    assert doors.phrase("person_called") in held.page.text
    assert "accords et données" not in held.page.text
    assert len(await doors.rows("SELECT * FROM helps")) == 1


async def test_control_at_her_own_page_they_are(doors: Doors) -> None:
    _, own, _, _, _ = await place(doors, "schooling")
    await own.controls("rights")
    assert "accords et données" in own.page.text

"""A person, please: who leads hears of it, answers by voice, and she is back at her question."""

from datetime import UTC, datetime

import pytest

from storage.refusals import Refused
from tests.botapi import Person
from tests.botapi.recordings import tone
from tests.doors.house import Doors, asked_now, step_of
from tests.reminders.people import does
from tests.staff.people import Circle, circle, staff_at_telegram

OFFICE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # ten on a Monday morning in Paris
NIGHT = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)  # nine on a Friday evening


async def asks_for_help(ours: Circle, name: str) -> str:
    """She touches the hand; the step she is at."""
    person = ours.people[name]
    asked = await asked_now(person)
    await person.presses(data=next(data for data in asked.datas if data.endswith("|person")), message=asked)
    await ours.doors.goes_round()
    return step_of(asked)


async def called(doors: Doors, when: datetime = OFFICE, language: str = "fa_AF") -> tuple[Circle, Person, str]:
    ours = await circle(doors)
    person = await ours.joins("Amina", language)
    doors.becomes(when)
    step = await asks_for_help(ours, "Amina")
    return ours, person, step


async def test_a_call_is_answered_by_voice_and_she_is_back_at_her_question(doors: Doors) -> None:
    ours, amina, step = await called(doors)
    told = ours.animator.chat[-1]
    assert ours.codes["Amina"] in told.text
    assert "Question : «" in told.text
    before = amina.chat[-1].id
    await ours.animator.says(tone(2.0), reply_to=told)
    await doors.goes_round()
    await doors.listens()
    heard = [message for message in await amina.looks() if message.from_bot and message.id > before]
    answer = next(message for message in heard if message.caption == "🔊")
    assert await amina.listens(answer) == tone(2.0)
    assert step_of(await asked_now(amina)) == step
    assert "transmis" in (await ours.animator.looks())[-1].text
    assert [row["closed_by"] for row in await doors.rows("SELECT closed_by FROM helps")] == [
        await code_of_animator(doors)
    ]
    assert doors.ears.listened == []  # what the staff says is nobody's answer and is not listened to


async def code_of_animator(doors: Doors) -> str:
    [row] = await doors.rows("SELECT code FROM people WHERE role = 'animator' ORDER BY id LIMIT 1")
    return str(row["code"])


async def test_after_the_answer_button_what_she_says_is_for_the_call(doors: Doors) -> None:
    ours, amina, _ = await called(doors)
    [speak] = await ours.says(ours.animator.presses("🎙 Répondre"))
    assert "vocal" in speak.text
    before = amina.chat[-1].id
    await ours.animator.says(tone(1.0))
    await doors.goes_round()
    await doors.listens()
    assert [message for message in await amina.looks() if message.id > before and message.caption == "🔊"]
    assert await doors.rows("SELECT * FROM takes WHERE instance_id IS NOT NULL") == []
    await ours.animator.says(tone(1.5))  # and what she says afterwards is not
    await doors.goes_round()
    assert len(await doors.rows("SELECT * FROM help_answers")) == 1


async def test_the_first_of_two_animators_answers_and_the_other_is_told(doors: Doors) -> None:
    ours = await circle(doors)
    other = await staff_at_telegram(doors, ours.flashcoop, "Samira")
    amina = await ours.joins("Amina", "ar")
    doors.becomes(OFFICE)
    await asks_for_help(ours, "Amina")
    first, second = ours.animator.chat[-1], (await other.looks())[-1]
    assert first.text == second.text
    await ours.animator.says(tone(1.0), reply_to=first)
    await other.says(tone(2.0), reply_to=second)
    await doors.goes_round()
    before = amina.chat[-1].id
    await doors.listens()
    heard = [message for message in await amina.looks() if message.id > before and message.caption == "🔊"]
    assert len(heard) == 1
    assert await amina.listens(heard[0]) == tone(1.0)
    assert [message for message in await other.looks() if "avant vous" in message.text]
    assert len(await doors.rows("SELECT * FROM help_answers")) == 2
    assert [
        message
        for message in await doors.hears(other, other.presses("✅ Réglé", message=second))
        if "réglée par" in message.text
    ]


async def test_a_taken_call_is_free_again_after_half_an_hour(doors: Doors) -> None:
    ours = await circle(doors)
    other = await staff_at_telegram(doors, ours.flashcoop, "Samira")
    await ours.joins("Amina", "ar")
    doors.becomes(OFFICE)
    await asks_for_help(ours, "Amina")
    await ours.says(ours.animator.presses("🎙 Répondre"))
    [taken] = await doors.hears(other, other.presses("🎙 Répondre"))
    assert "Déjà pris" in taken.text
    doors.passes(minutes=31)
    [speak] = await doors.hears(other, other.presses("🎙 Répondre"))
    assert "vocal" in speak.text


async def test_out_of_hours_she_is_told_when_and_nobody_is_disturbed(doors: Doors) -> None:
    ours, amina, _ = await called(doors, NIGHT, "fr")
    said = [message.caption for message in amina.chat if doors.phrase("help_at") in message.caption]
    assert len(said) == 1
    assert "lundi 30 novembre" in said[0]
    assert not [message for message in ours.animator.chat if "🙋 FC" in message.text]
    doors.becomes(datetime(2026, 11, 30, 8, 5, tzinfo=UTC))
    await doors.writes()
    assert [message for message in await ours.animator.looks() if ours.codes["Amina"] in message.text]


async def test_within_hours_no_time_is_named(doors: Doors) -> None:
    _, amina, _ = await called(doors, OFFICE, "fr")
    assert not [message for message in amina.chat if doors.phrase("help_at") in message.caption]


async def test_who_goes_on_by_herself_needs_nobody_any_more(doors: Doors) -> None:
    ours, amina, _ = await called(doors)
    asked = await asked_now(amina)
    await amina.presses(data=next(data for data in asked.datas if data.startswith("a|")), message=asked)
    await doors.goes_round()
    assert [row["closed_by"] for row in await doors.rows("SELECT closed_by FROM helps")] == ["passed"]
    [told] = await ours.says(ours.animator.types("/aide"))
    assert "Personne n'attend" in told.text


async def test_a_participant_at_her_page_hears_the_answer_there(doors: Doors) -> None:
    ours = await circle(doors)
    await ours.joins("Amina", "fr")
    page = await doors.page_of(ours.codes["Amina"])
    doors.becomes(OFFICE)
    await page.loads()
    await page.controls("person")
    await doors.sender.drain()
    told = (await ours.animator.looks())[-1]
    await ours.animator.says(tone(2.0), reply_to=told)
    await doors.goes_round()
    await doors.listens()
    await page.loads()
    sounds = [sound for sound in page.page.clips if "/takes/" in sound]
    assert len(sounds) == 1
    reply = await doors.browser.get(sounds[0])
    assert reply.content == tone(2.0)


async def test_typed_words_reach_only_who_speaks_french(doors: Doors) -> None:
    ours, _, _ = await called(doors, language="fa_AF")
    [no] = await ours.says(ours.animator.types("J'arrive", reply_to=ours.animator.chat[-1]))
    assert "vocal" in no.text
    assert await doors.rows("SELECT * FROM help_answers") == []


async def test_typed_words_are_read_out_to_who_speaks_french(doors: Doors) -> None:
    ours, amina, step = await called(doors, language="fr")
    before = amina.chat[-1].id
    await ours.says(ours.animator.types("Je viens vous voir demain.", reply_to=ours.animator.chat[-1]))
    heard = [message for message in await amina.looks() if message.id > before]
    assert [message.kind for message in heard if "demain" in message.caption] == ["voice"]
    assert step_of(await asked_now(amina)) == step


async def test_what_is_asked_of_somebody_else_is_told_to_nobody(doors: Doors) -> None:
    """Where people rate each other the animator hears that she is called, and of whom nothing."""
    ours, _, _ = await called(doors, NIGHT)
    await ours.joins("Bibi", "fr")
    about = "UPDATE instances SET subject_id = (SELECT max(id) FROM people) WHERE id = 1 RETURNING 1"
    assert len(await doors.rows(about)) == 1
    doors.becomes(datetime(2026, 11, 30, 8, 5, tzinfo=UTC))
    await doors.writes()
    [told] = [message for message in await ours.animator.looks() if ours.codes["Amina"] in message.text]
    assert "demande quelqu'un" in told.text
    assert "Question" not in told.text
    assert ours.codes["Bibi"] not in told.text


async def test_on_a_shared_telephone_the_answer_waits_for_who_asked(doors: Doors) -> None:
    ours, amina, _ = await called(doors)
    told = ours.animator.chat[-1]
    await doors.hears(amina, amina.opens(await doors.invitation(ours.flashcoop)))  # Bibi, on the same telephone
    before = amina.chat[-1].id
    await ours.animator.says(tone(2.0), reply_to=told)
    await doors.goes_round()
    await doors.listens()
    assert not [message for message in await amina.looks() if message.id > before and message.caption == "🔊"]
    await doors.hears(amina, amina.opens())
    who = amina.chat[-1]
    heard = await doors.hears(amina, amina.presses(data=f"w|{ours.codes['Amina']}"))
    assert who.id < heard[0].id
    assert [message for message in heard if message.caption == "🔊"]


async def test_a_reply_to_anything_else_is_an_answer_of_hers_as_ever(doors: Doors) -> None:
    ours, _, _ = await called(doors)
    await ours.animator.says(tone(1.0), reply_to=ours.animator.chat[1])
    await doors.goes_round()
    assert await doors.rows("SELECT * FROM help_answers") == []


async def test_hours_in_which_calls_are_answered_can_be_set(doors: Doors) -> None:
    code = await doors.flashcoop()
    assert await does(doors, "set_help_hours", cohort=code, between="8-20") == {"from": 8, "until": 20}
    for nonsense in ("20-8", "huit", "9-25"):
        with pytest.raises(Refused):
            await does(doors, "set_help_hours", cohort=code, between=nonsense)

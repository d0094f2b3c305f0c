import json

import pytest

from bot.telegram.api import MOST_DOWNLOADED
from tests.botapi.recordings import picture, tone
from tests.doors.house import Doors, asked_now, step_of


async def test_a_video_note_a_sticker_and_a_photo_are_answered_aloud_and_leave_a_row_each(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    for act in (amina.sends_video_note(), amina.sends_sticker(), amina.sends_photo(picture())):
        await doors.touches(amina, "repeat")  # a hand between two mistakes changes nothing in their count
        heard = await doors.hears(amina, act)
        assert any(message.kind == "voice" for message in heard)
        assert step_of(heard[-1]) == "has_job"
    kinds = await doors.rows("SELECT detail FROM troubles WHERE code = 'not_an_answer' ORDER BY id")
    assert [row["detail"] for row in kinds] == ["video_note", "sticker", "photo"]
    assert await doors.answers("has_job") == []


@pytest.mark.parametrize("text", ["je ne sais trop", "???", "🙂", "12 34", "x" * 4096])
async def test_a_text_where_a_picture_is_asked_is_answered_aloud_and_answers_nothing(doors: Doors, text: str) -> None:
    amina, _ = await doors.until("portrait")
    heard = await doors.hears(amina, amina.types(text))
    assert doors.spoken(heard, "choose_picture")
    assert step_of(heard[-1]) == "portrait"
    assert await doors.answers("portrait") == []


@pytest.mark.parametrize("digits", ["1990", "١٩٩٠", "۱۹۹۰"])
async def test_a_year_in_digits_of_three_scripts_is_one_year(doors: Doors, digits: str) -> None:
    amina, page = await doors.until("born")
    await doors.hears(amina, amina.types(digits))
    await page.loads()
    assert page.page.step == "born/month"
    await page.types("3")
    await page.types("14")
    assert await doors.answers("born") == [('"1990-03-14"', None, "typed", "web")]


@pytest.mark.parametrize("digits", ["06 12 34 56 78", "٠٦١٢٣٤٥٦٧٨", "۰۶ ۱۲ ۳۴ ۵۶ ۷۸"])
async def test_a_telephone_number_in_digits_of_three_scripts_is_one_number(doors: Doors, digits: str) -> None:
    amina, _ = await doors.until("phone")
    await doors.hears(amina, amina.types(digits))
    assert await doors.answers("phone") == [('"+33612345678"', None, "typed", "telegram")]


async def test_an_answer_of_five_thousand_characters_at_the_page_is_kept_whole(doors: Doors) -> None:
    _, page = await doors.until("expectations")
    await page.loads()
    said = ("Apprendre à vendre. " * 250)[:5000]
    await page.types(said)
    kept = await doors.rows("SELECT value FROM answers WHERE question = 'expectations'")
    assert [json.loads(row["value"])["text"] for row in kept] == [said.strip()]
    assert page.page.step == "phone"


async def test_an_answer_in_two_telegram_messages_is_one_answer_with_both(doors: Doors) -> None:
    amina, _ = await doors.until("expectations")
    said = "أتعلم البيع. " * 385
    first, second = said[:4096].strip(), said[4096:5000].strip()
    await amina.types(first)
    await amina.types(second)
    heard = await doors.hears(amina)
    kept = await doors.rows("SELECT value FROM answers WHERE question = 'expectations' ORDER BY revision")
    assert json.loads(kept[-1]["value"])["text"] == f"{first}\n{second}"
    assert step_of(heard[-1]) == "phone"
    assert await doors.answers("phone") == []


@pytest.mark.parametrize("step", ["expectations", "project"])  # before a keypad, and before another open question
async def test_the_rest_of_a_text_that_comes_after_the_next_question_is_no_answer_to_that(
    doors: Doors, step: str
) -> None:
    amina, _ = await doors.until(step)
    first, rest = "و" * 4096, "بقية النص"
    await doors.hears(amina, amina.types(first))
    following = step_of(await asked_now(amina))
    heard = await doors.hears(amina, amina.types(rest))
    kept = await doors.rows("SELECT value FROM answers WHERE question = ? ORDER BY revision", step)
    assert json.loads(kept[-1]["value"])["text"] == f"{first}\n{rest}"
    assert step_of(heard[-1]) == following
    assert await doors.answers(following) == []


async def test_control_a_text_that_comes_later_is_one(doors: Doors) -> None:
    amina, _ = await doors.until("project")
    await doors.hears(amina, amina.types("و" * 4096))
    doors.passes(seconds=11)
    await doors.hears(amina, amina.types("بقية النص"))
    assert len(await doors.answers("project")) == len(await doors.answers("expectations")) == 1


async def test_an_empty_message_of_a_page_is_answered_and_leaves_a_row(doors: Doors) -> None:
    _, page = await doors.until("expectations")
    await page.loads()
    await page.types("   ")
    assert doors.phrase("not_this_kind") in page.page.text
    assert page.page.step == "expectations"
    assert await doors.troubles() == ["not_an_answer"]


async def test_an_empty_voice_note_is_answered_aloud_and_asked_again(doors: Doors) -> None:
    amina, _ = await doors.until("expectations")
    await doors.hears(amina, amina.sends("voice", b""))
    before = len(await amina.looks())
    await doors.listens()
    heard = [message for message in (await amina.looks())[before:] if message.from_bot]
    assert doors.spoken(heard, "heard_nothing") or doors.spoken(heard, "voice_unreadable")
    assert step_of(await asked_now(amina)) == "expectations"
    assert len(await doors.troubles()) == 1
    assert await doors.answers("expectations") == []


async def test_a_voice_in_which_nobody_speaks_is_answered_aloud_kept_and_asked_again(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    await doors.hears(amina, amina.says(tone(1.0)))
    before = len(await amina.looks())
    await doors.listens()
    heard = [message for message in (await amina.looks())[before:] if message.from_bot]
    assert doors.spoken(heard, "heard_nothing")
    assert step_of(await asked_now(amina)) == "has_job"
    assert await doors.troubles() == ["voice_nothing"]
    assert (await doors.rows("SELECT state FROM takes"))[-1]["state"] == "stored"


async def test_a_voice_above_twenty_megabytes_is_answered_aloud_and_leaves_a_row(doors: Doors) -> None:
    amina, _ = await doors.until("expectations")
    await doors.hears(amina, amina.sends("voice", b"OggS", size=MOST_DOWNLOADED + 1))
    before = len(await amina.looks())
    await doors.listens()
    heard = [message for message in (await amina.looks())[before:] if message.from_bot]
    assert doors.spoken(heard, "file_too_big")
    assert step_of(await asked_now(amina)) == "expectations"
    assert await doors.troubles() == ["voice_too_big"]
    assert (await doors.rows("SELECT state FROM takes"))[-1]["state"] == "refused"
    assert await doors.rows("SELECT * FROM jobs WHERE state = 'waiting'") == []


MALFORMED = ({"message": {"chat": 7}}, {"callback_query": "?"}, {"message": {"chat": {"id": "x", "type": "private"}}})


async def test_malformed_updates_among_good_ones_are_set_aside_and_the_others_answered(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    asked = await asked_now(amina)
    for junk in MALFORMED:
        doors.emulator.injects(junk)
    await amina.presses(data=next(data for data in asked.datas if data.endswith("|no")), message=asked)
    doors.emulator.injects(MALFORMED[0])
    heard = await doors.hears(amina)
    assert step_of(heard[-1]) == "looking"
    aside = await doors.rows("SELECT reason, body FROM inbox WHERE state = 'quarantined'")
    assert len(aside) == 4
    assert all(row["reason"] and row["body"] for row in aside)


async def test_who_has_blocked_the_bot_and_comes_back_goes_on_where_she_was(doors: Doors) -> None:
    amina, page = await doors.until("has_job")
    await amina.blocks()
    await doors.goes_round()
    assert await doors.rows("SELECT state FROM addresses WHERE channel = 'telegram'") == [{"state": "blocked"}]
    await page.loads()
    await page.chooses("no")
    heard = await doors.hears(amina, amina.opens())
    assert await doors.rows("SELECT state FROM addresses WHERE channel = 'telegram'") == [{"state": "live"}]
    assert doors.spoken(heard, "welcome_back")
    assert step_of(heard[-1]) == "looking"
    assert await doors.rows("SELECT * FROM inbox WHERE state <> 'done'") == []

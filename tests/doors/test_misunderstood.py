import pytest

from bot.voice.heard import Heard
from tests.botapi.recordings import tone
from tests.doors.house import Doors, asked_now, step_of

OTHER = Heard(None, 0.0, "other", 2.0)


async def test_three_misunderstandings_call_a_person_and_the_question_stays(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    for _ in range(2):
        heard = await doors.hears(amina, amina.types("peut-être bien"))
        assert not doors.spoken(heard, "person_called")
    assert await doors.rows("SELECT * FROM helps") == []
    heard = await doors.hears(amina, amina.types("peut-être bien"))
    assert doors.spoken(heard, "person_called")
    assert step_of(heard[-1]) == "has_job"
    helps = await doors.rows("SELECT step, reason, closed_at FROM helps")
    assert helps == [{"step": "has_job", "reason": "misunderstood", "closed_at": None}]


async def test_after_the_call_she_can_still_answer(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    for _ in range(3):
        await doors.hears(amina, amina.types("peut-être bien"))
    await doors.touches(amina, "no")
    assert await doors.answers("has_job") == [('"no"', None, "tap", "telegram")]


async def test_an_answer_between_them_begins_the_count_anew(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    for _ in range(2):
        await doors.hears(amina, amina.types("peut-être bien"))
    await doors.touches(amina, "no")
    for _ in range(2):
        await doors.hears(amina, amina.types("peut-être bien"))
    assert await doors.rows("SELECT * FROM helps") == []


async def test_misunderstandings_at_both_doors_count_together(doors: Doors) -> None:
    amina, page = await doors.until("has_job")
    await doors.hears(amina, amina.types("peut-être bien"))
    await page.loads()
    await page.types("peut-être bien")
    await doors.hears(amina, amina.sends_sticker())
    assert len(await doors.rows("SELECT * FROM helps")) == 1


async def test_a_call_after_a_voice_says_which_recording_to_hear(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.heard = OTHER
    for pitch in (1.0, 1.2, 1.4):
        await doors.hears(amina, amina.says(tone(pitch)))
        await doors.listens()
    helps = await doors.rows("SELECT reason, take_id FROM helps")
    takes = await doors.rows("SELECT id, state FROM takes WHERE seconds = 1.4 OR id = ?", helps[0]["take_id"])
    assert [row["reason"] for row in helps] == ["misunderstood"]
    assert [row["id"] for row in takes] == [helps[0]["take_id"]]
    assert takes[0]["state"] == "stored"
    assert step_of(await asked_now(amina)) == "has_job"


async def test_control_with_more_patience_nobody_is_called(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialogs.engine.scene.PATIENCE", 4)
    amina, _ = await doors.until("has_job")
    for _ in range(3):
        await doors.hears(amina, amina.types("peut-être bien"))
    assert await doors.rows("SELECT * FROM helps") == []

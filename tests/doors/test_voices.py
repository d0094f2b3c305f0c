import json
from dataclasses import replace

import pytest

from bot.voice import heard as voice
from dialogs.engine import hearing
from dialogs.engine.answering import take_choice
from dialogs.engine.scene import Scene
from dialogs.events import Heard
from dialogs.questionnaire import Step
from tests.botapi import Person, SeenMessage
from tests.botapi.recordings import tone
from tests.doors.house import Doors, asked_now, data_of, step_of

NO = voice.Heard("no", 5.0, "sure", 1.0)


async def says(doors: Doors, person: Person, seconds: float = 1.0) -> list[SeenMessage]:
    """What she hears once she has spoken and somebody has listened."""
    before = max(message.id for message in await person.looks())
    await person.says(tone(seconds))
    await doors.goes_round()
    await doors.listens()
    return [message for message in await person.looks() if message.from_bot and message.id > before]


async def later_heard(doors: Doors, person: Person) -> list[SeenMessage]:
    """What she hears after the engine is back and the recording that waited is listened to."""
    before = max(message.id for message in await person.looks())
    doors.ears.down = False
    doors.passes(minutes=31)
    await doors.listens()
    return [message for message in await person.looks() if message.from_bot and message.id > before]


# What was heard is a guess


async def test_what_was_heard_is_no_answer_before_she_says_it_is_right(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.heard = NO
    heard = await says(doors, amina)
    assert doors.spoken(heard, "i_heard")
    assert await doors.answers("has_job") == []
    await doors.touches(amina, "yes")
    assert await doors.answers("has_job") == [('"no"', None, "voice", "telegram")]


async def test_what_was_misheard_is_never_an_answer(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.heard = NO
    await says(doors, amina)
    heard = await doors.touches(amina, "no")
    assert step_of(heard[-1]) == "has_job"
    assert await doors.answers("has_job") == []


async def test_control_an_engine_that_believes_its_ears_stores_a_guess(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def believed(scene: Scene, step: Step, event: Heard) -> None:
        assert event.option is not None
        take_choice(scene, step, event.option, event.origin, event.ask)

    monkeypatch.setattr(hearing, "_closed", believed)
    amina, _ = await doors.until("has_job")
    doors.ears.heard = NO
    await says(doors, amina)
    assert await doors.answers("has_job") == [('"no"', None, "voice", "telegram")]


async def test_a_guess_made_on_telegram_can_be_confirmed_at_her_page(doors: Doors) -> None:
    amina, page = await doors.until("has_job")
    doors.ears.heard = NO
    await says(doors, amina)
    await page.loads()
    assert page.page.step == "has_job?"
    await page.chooses("yes")
    assert await doors.answers("has_job") == [('"no"', None, "voice", "web")]


async def test_who_touched_another_answer_while_we_listened_keeps_it(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.heard = NO
    asked = await asked_now(amina)
    await amina.says(tone(1.0))
    await amina.presses(data=data_of(asked, "yes"), message=asked)
    await doors.goes_round()
    await doors.listens()
    assert await doors.answers("has_job") == [('"yes"', None, "tap", "telegram")]
    assert "voice_overtaken" in await doors.troubles()


async def test_an_open_answer_by_voice_is_kept_said_to_be_and_written_down(doors: Doors) -> None:
    amina, _ = await doors.until("expectations")
    doors.ears.heard = replace(NO, option=None, status="other")
    heard = await says(doors, amina)
    assert doors.spoken(heard, "received")
    assert step_of(heard[-1]) == "phone"
    take = (await doors.rows("SELECT * FROM takes"))[-1]
    value, _, mode, door = (await doors.answers("expectations"))[0]
    assert (json.loads(value), mode, door) == ({"takes": [take["id"]]}, "voice", "telegram")
    assert (take["transcript"], take["transcript_status"]) == ("des mots", "machine")


# Nobody can listen


async def test_while_nobody_can_listen_a_closed_question_goes_on_by_touch(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.down = True
    heard = await says(doors, amina)
    assert doors.spoken(heard, "hearing_down")
    assert step_of(heard[-1]) == "has_job"
    assert (await doors.rows("SELECT state FROM takes"))[-1]["state"] == "stored"
    await doors.touches(amina, "no")
    assert await doors.answers("has_job") == [('"no"', None, "tap", "telegram")]


async def test_she_is_told_once_however_often_it_is_tried_again(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.down = True
    await says(doors, amina)
    before = len(await amina.looks())
    for minutes in (1, 5, 31, 31):
        doors.passes(minutes=minutes)
        await doors.listens()
    assert len(await amina.looks()) == before
    assert [row["attempts"] for row in await doors.rows("SELECT attempts FROM jobs")] == [5]


async def test_what_is_understood_later_changes_nothing_that_was_answered_meanwhile(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.down = True
    await says(doors, amina)
    await doors.touches(amina, "yes")
    doors.ears.heard = NO
    await later_heard(doors, amina)
    assert await doors.answers("has_job") == [('"yes"', None, "tap", "telegram")]
    assert "voice_overtaken" in await doors.troubles()


async def test_what_is_understood_later_is_asked_to_be_confirmed_where_nothing_was_answered(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.down = True
    await says(doors, amina)
    doors.ears.heard = NO
    heard = await later_heard(doors, amina)
    assert doors.spoken(heard, "i_heard")
    assert await doors.answers("has_job") == []
    await doors.touches(amina, "yes")
    assert await doors.answers("has_job") == [('"no"', None, "voice", "telegram")]


async def test_while_nobody_can_listen_an_open_answer_is_taken_and_written_down_later(doors: Doors) -> None:
    amina, _ = await doors.until("expectations")
    doors.ears.down = True
    heard = await says(doors, amina)
    assert doors.spoken(heard, "received")
    assert step_of(heard[-1]) == "phone"
    assert len(await doors.answers("expectations")) == 1
    doors.ears.heard = replace(NO, option=None, status="other")
    await later_heard(doors, amina)
    await doors.listens()
    assert len(await doors.answers("expectations")) == 1
    assert [row["transcript"] for row in await doors.rows("SELECT transcript FROM takes")] == ["des mots"]
    assert step_of(await asked_now(amina)) == "phone"


# How long a voice is kept


async def files(doors: Doors) -> int:
    """How many recordings are on disk."""
    return sum(1 for path in (doors.folder / "media").rglob("*") if path.is_file())


async def test_without_consent_a_voice_is_gone_after_a_day(doors: Doors) -> None:
    amina, _ = await doors.until("expectations", keep_audio="no")
    doors.ears.heard = replace(NO, option=None, status="other")
    await says(doors, amina)
    assert await files(doors) == 1
    doors.passes(hours=23, minutes=59)
    assert await doors.sweeps() == 0
    doors.passes(minutes=2)
    assert await doors.sweeps() == 1
    assert await files(doors) == 0
    assert [row["state"] for row in await doors.rows("SELECT state FROM takes")] == ["gone"]
    assert len(await doors.answers("expectations")) == 1
    assert [row["transcript"] for row in await doors.rows("SELECT transcript FROM takes")] == ["des mots"]


async def test_without_consent_a_voice_of_her_page_is_gone_after_a_day_too(doors: Doors) -> None:
    _, page = await doors.until("expectations", keep_audio="no")
    doors.ears.heard = replace(NO, option=None, status="other")
    await page.loads()
    await page.says(tone(1.0), "audio/ogg")
    await doors.listens()
    assert len(await doors.answers("expectations")) == await files(doors) == 1
    doors.passes(days=1)
    assert await doors.sweeps() == 1
    assert await files(doors) == 0


async def test_control_bytes_that_are_never_let_go_of_stay_on_disk(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.media.MediaFolder.let_go", lambda _folder, _sha256: None)
    amina, _ = await doors.until("expectations", keep_audio="no")
    doors.ears.heard = replace(NO, option=None, status="other")
    await says(doors, amina)
    doors.passes(days=1)
    assert await doors.sweeps() == 1
    assert await files(doors) == 1


async def test_with_consent_it_is_gone_after_thirty_days(doors: Doors) -> None:
    amina, _ = await doors.until("expectations")
    doors.ears.heard = replace(NO, option=None, status="other")
    await says(doors, amina)
    doors.passes(days=29, hours=23)
    assert await doors.sweeps() == 0
    assert await files(doors) == 1
    doors.passes(hours=2)
    assert await doors.sweeps() == 1
    assert await files(doors) == 0


async def test_a_voice_that_was_only_a_way_to_choose_is_gone_at_the_next_sweep(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.heard = NO
    await says(doors, amina)
    await doors.touches(amina, "yes")
    await doors.sweeps()
    assert await files(doors) == 0


async def test_a_voice_that_still_waits_to_be_heard_is_kept_until_it_was(doors: Doors) -> None:
    amina, _ = await doors.until("expectations", keep_audio="no")
    doors.ears.down = True
    await says(doors, amina)
    doors.passes(days=2)
    assert await doors.sweeps() == 0
    assert await files(doors) == 1
    await later_heard(doors, amina)
    await doors.sweeps()
    assert await files(doors) == 0


async def test_the_same_recording_sent_twice_is_on_disk_once_and_goes_with_the_later(doors: Doors) -> None:
    amina, _ = await doors.until("expectations")
    doors.ears.heard = replace(NO, option=None, status="other")
    await says(doors, amina, 1.0)
    doors.passes(days=10)
    await doors.hears(amina, amina.presses(data=data_of(await asked_now(amina), "correct")))
    await says(doors, amina, 1.0)
    assert await files(doors) == 1
    doors.passes(days=21)
    assert await doors.sweeps() == 0
    doors.passes(days=10)
    assert await doors.sweeps() == 1

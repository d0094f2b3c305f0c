"""The individual interview: recorded only with its own consent, led by somebody or alone, on one device or two."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.voice.heard import Heard
from tests.botapi.recordings import tone
from tests.doors.house import Doors
from tests.held.staff import filling, run_of, staff
from tests.programme.lives import participant
from tests.web.visitor import Visitor

SPEECH = Heard(None, 0.0, "other", 2.0)
LAST_DAY = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
DONE: dict[str, dict[str, Any]] = {"checkin": {}, "hot": {}}


async def led(doors: Doors) -> tuple[Visitor, str, str]:
    """An animator at the interview of somebody who has done everything else: the page, both codes."""
    flashcoop = await doors.flashcoop()
    code = await participant(doors, flashcoop, DONE)
    animator, desk = await staff(doors, "animator", flashcoop)
    doors.ears.heard = SPEECH
    doors.becomes(LAST_DAY)
    await doors.browser.get(f"{desk}/people")
    return await filling(doors, desk, await run_of(doors, code, "interview"), "tablet"), animator, code


def recordings(doors: Doors) -> list[Path]:
    return [path for path in (doors.folder / "media").rglob("*") if path.is_file()]


async def test_with_her_consent_it_is_recorded_and_says_how_long_and_who_led_it(doors: Doors) -> None:
    page, animator, _ = await led(doors)
    await page.chooses("no")  # no partner is there
    await page.chooses("continue")
    await page.chooses("yes")
    assert page.page.step == "lived"
    await page.says(tone(2.0), "audio/ogg")
    await doors.listens()
    [kept] = await doors.rows("SELECT * FROM takes WHERE question = 'lived'")
    assert (kept["state"], kept["keep_until"][:10]) == ("stored", "2026-12-30")
    [answer] = await doors.rows("SELECT author, mode, door FROM answers WHERE question = 'lived'")
    assert tuple(answer.values()) == (animator, "tablet", "held")
    [agreed] = await doors.rows("SELECT given, author, mode FROM consents WHERE purpose = 'interview'")
    assert tuple(agreed.values()) == (1, animator, "tablet")
    assert len(recordings(doors)) == 1


async def test_it_goes_on_at_the_next_question_on_her_own_device(doors: Doors) -> None:
    page, _, code = await led(doors)
    await page.chooses("no")
    await page.chooses("continue")
    await page.chooses("yes")
    await page.types("C'était bien")
    own = await doors.page_of(code)
    assert own.page.step == "best"


async def test_without_her_consent_no_recording_is_left_and_notes_are_typed(doors: Doors) -> None:
    page, animator, _ = await led(doors)
    await page.chooses("no")
    await page.chooses("continue")
    await page.chooses("no")
    assert page.page.step == "lived_note"
    await page.types("Elle a aimé vendre")
    await page.says(tone(2.0), "audio/ogg")
    await doors.listens()
    doors.passes(days=1, minutes=1)
    await doors.sweeps()
    assert recordings(doors) == []
    [note] = await doors.rows("SELECT value, author FROM answers WHERE question = 'lived_note'")
    assert ("Elle a aimé vendre" in note["value"], note["author"]) == (True, animator)


async def test_control_with_it_the_recording_is_still_there_the_next_day(doors: Doors) -> None:
    page, _, _ = await led(doors)
    await page.chooses("no")
    await page.chooses("continue")
    await page.chooses("yes")
    await page.says(tone(2.0), "audio/ogg")
    await doors.listens()
    doors.passes(days=1, minutes=1)
    await doors.sweeps()
    assert len(recordings(doors)) == 1

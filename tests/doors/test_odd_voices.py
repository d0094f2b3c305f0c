"""Voices that are no plain answer: a fourth language, laughter, two at once, five minutes, « yes… no, no », a child."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot import understanding
from bot.voice import listener
from bot.voice.audio import resampled
from bot.voice.engines import espeak
from bot.voice.heard import Heard, Transcript, Trust
from bot.voice.sound import HEARING_RATE, Sound
from storage import transcripts
from tests.botapi import Person, SeenMessage
from tests.botapi.recordings import tone
from tests.doors.house import Doors, asked_now, step_of
from tests.doors.real_voices import Samples, as_ogg, recording, samples_of, speaks, together

FIVE_MINUTES = 300
PAUSE = np.zeros(HEARING_RATE // 2, dtype=np.float32)
ENGLISH = b"en"  # spoken by none of the programme's languages


def odd(folder: Path) -> Iterator[tuple[str, bytes]]:
    """One recording of each kind; real voices where there are some, put together or spoken by espeak otherwise."""
    yes, no = (samples_of(recording(f"ar/asc_{name}.ogg"), folder) for name in ("yes_00000010_07", "no_00000001_07"))
    yield "a fourth language", as_ogg(_espeak("I am sorry, I do not understand what you say", ENGLISH))
    yield "laughter", as_ogg(_espeak("ha ha ha ha ha ha", b"fr"))
    yield "two people at once", as_ogg(together(yes, no))
    yield "yes, no, no", as_ogg(np.concatenate([yes, PAUSE, no, PAUSE, no]))
    yield "a child", as_ogg(resampled(Sound(yes, round(HEARING_RATE * 1.35)), HEARING_RATE).samples)


def _espeak(text: str, voice: bytes) -> Samples:
    return resampled(espeak._speak(text, voice, slow=False), HEARING_RATE).samples


async def says(doors: Doors, person: Person, sound: bytes) -> list[SeenMessage]:
    before = max(message.id for message in await person.looks())
    await person.says(sound)
    await doors.goes_round()
    await doors.listens()
    return [message for message in await person.looks() if message.from_bot and message.id > before]


async def test_nothing_odd_is_an_answer_and_each_is_answered_aloud_and_kept(real_house: Doors, tmp_path: Path) -> None:
    amina = await real_house.at_telegram()
    await speaks(real_house, "ar")
    await real_house.hears(amina, amina.opens())
    for number, (kind, sound) in enumerate(odd(tmp_path), 1):
        heard = await says(real_house, amina, sound)
        assert any(message.kind == "voice" for message in heard), kind
        assert await real_house.rows("SELECT * FROM answers") == [], kind
        takes = await real_house.rows("SELECT state FROM takes")
        assert [row["state"] for row in takes] == ["stored"] * number, kind
        if step_of(await asked_now(amina)) == "ready?":  # the machine cannot tell: she can
            await real_house.touches(amina, "no")
        assert step_of(await asked_now(amina)) == "ready", kind


async def test_five_minutes_are_no_choice_and_she_is_asked_for_fewer_words(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.heard = Heard("no", 9.0, "sure", understanding.LONGEST_CHOICE)
    heard = await says(doors, amina, tone(1.0))
    assert doors.spoken(heard, "voice_too_long")
    assert step_of(heard[-1]) == "has_job"
    assert await doors.answers("has_job") == []
    assert [row["state"] for row in await doors.rows("SELECT state FROM takes")] == ["stored"]


async def test_control_a_short_choice_is_said_back(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    doors.ears.heard = Heard("no", 9.0, "sure", understanding.LONGEST_CHOICE - 0.1)
    assert doors.spoken(await says(doors, amina, tone(1.0)), "i_heard")


def test_what_counts_as_long_is_what_the_listener_judges() -> None:
    assert understanding.LONGEST_CHOICE == listener.MOST_SECONDS


async def test_five_minutes_are_an_open_answer_kept_whole(doors: Doors) -> None:
    amina, _ = await doors.until("expectations")
    doors.ears.heard = Heard(None, 0.0, "other", 20.0)
    doors.ears.written = Transcript("des mots", 0.5, FIVE_MINUTES, "doubtful")
    sound = tone(10.0)  # what is said of its length is the listener's business here
    assert doors.spoken(await says(doors, amina, sound), "received")
    [take] = await doors.rows("SELECT bytes, state, uncertain FROM takes")
    assert (take["bytes"], take["state"], take["uncertain"]) == (len(sound), "stored", 1)


@pytest.mark.parametrize(("status", "uncertain"), [("doubtful", True), ("clear", False)])
async def test_another_language_than_hers_is_kept_and_shown_as_uncertain(
    doors: Doors, status: Trust, uncertain: bool
) -> None:
    amina, _ = await doors.until("expectations")
    doors.ears.heard = Heard(None, 0.0, "other", 3.0)
    doors.ears.written = replace(doors.ears.written, status=status, language="tr")
    await says(doors, amina, tone(1.0))
    [waiting] = await doors.assistant.writer.run(transcripts.to_check, doors.clock())
    assert (waiting.uncertain, waiting.spoken, waiting.language) == (uncertain, "tr", "fr")
    assert waiting.confidence == 0.9

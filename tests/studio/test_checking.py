"""What is fit to be heard by others, and what is refused with a sentence that helps."""

import csv
import time
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from bot.loading import Programme
from bot.studio import checking
from bot.studio.checking import REFUSALS, checked
from bot.studio.lists import Item, Sheet, sheet
from bot.voice.audio import AudioError, decode
from bot.voice.heard import Heard, Transcript
from bot.voice.loudness import TARGET_LUFS, loudness
from bot.voice.recording import measured, prepared
from bot.voice.sound import CLIP_RATE, Sound
from bot.voice.workshop import EngineUnavailable, Recogniser
from storage.refusals import Refused
from tests.doors.house import Ears
from tests.doors.real_voices import SPEECH
from tests.lent import Lent
from tests.studio import voices
from tests.studio.voices import said, samples_of
from tests.voice.noises import noises


def item_of(programme: Programme, key: str, language: str = "fr", name: str = "checkin") -> tuple[Item, Sheet]:
    found = sheet(programme, language, name)
    assert found is not None
    return next(each for each in found.items if each.key == key), found


def kept(content: bytes, folder: Path, most: float = 12.0) -> Sound:
    path = folder / "take.ogg"
    path.write_bytes(content)
    return prepared(decode(path, CLIP_RATE, 4 * most), most)


def test_a_take_is_trimmed_and_brought_to_the_loudness_of_clips(tmp_path: Path) -> None:
    content = said("Comment allez-vous aujourd'hui ?", "fr")
    raw, rate = samples_of(content)
    made = kept(content, tmp_path)
    assert abs(loudness(made) - TARGET_LUFS) < 1
    assert len(raw) / rate - made.seconds > 2 * voices.ROOM - 0.5
    words = measured(made)
    assert words is not None
    assert 0.03 < words.start < 0.15  # the beginning of the first consonant is still there
    assert made.seconds - words.stop < 0.25


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (voices.silent(), "silent"),
        (voices.clipped(), "clipped"),
        (voices.noisy(), "noisy"),
        (voices.long(), "too_long"),
        (voices.long(200.0), "too_long"),
    ],
    ids=["silent", "clipped", "noisy", "long", "an hour would be no different"],
)
def test_what_is_not_fit_is_refused_with_its_reason(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(AudioError) as refused:
        kept(content, tmp_path)
    assert refused.value.reason == reason
    assert REFUSALS[reason]


def test_a_yes_of_seven_seconds_is_too_long_where_a_phrase_is_not(tmp_path: Path) -> None:
    content = voices.long(7.0)
    assert kept(content, tmp_path).seconds > 5
    with pytest.raises(AudioError, match="5 seconds"):
        kept(content, tmp_path, 5.0)


def test_a_knock_before_the_words_is_trimmed_away(tmp_path: Path) -> None:
    path = tmp_path / "take.ogg"
    path.write_bytes(said("Bonjour", "fr"))
    sound = decode(path, CLIP_RATE)
    knocked = sound.samples.copy()
    knocked[2_000:3_500] += 0.5 * np.random.default_rng(1).standard_normal(1_500).astype(np.float32)
    quiet, loud = measured(sound), measured(Sound(knocked, CLIP_RATE))
    assert quiet is not None
    assert loud is not None
    assert abs(quiet.start - loud.start) < 0.03


def test_noise_that_does_not_stop_is_no_take() -> None:
    for kind in ("silence", "white", "hum", "music"):
        for _, sound in noises(20, only=kind):
            with pytest.raises(AudioError):
                prepared(sound, 12.0)


def test_real_recordings_are_fit_and_the_same_shouted_or_under_noise_are_not() -> None:
    if not (SPEECH / "manifest.csv").is_file():
        pytest.skip("needs the recordings of ../shared/speech")
    with (SPEECH / "manifest.csv").open() as file:
        rows = list(csv.DictReader(file))[::10]
    rng, shouted, drowned = np.random.default_rng(2), 0, 0
    for row in rows:
        sound = decode(SPEECH / row["path"], CLIP_RATE)
        prepared(sound, 5.0)
        peaked = sound.samples / np.max(np.abs(sound.samples))
        shouted += refused(Sound(np.clip(peaked * 6, -1, 1), CLIP_RATE))
        noise = rng.standard_normal(len(peaked)).astype(np.float32)
        found = measured(Sound(peaked, CLIP_RATE))
        assert found is not None
        drowned += refused(Sound(np.clip(peaked * 0.5 + noise * 0.5 * 10 ** (found.level / 20) / 2, -1, 1), CLIP_RATE))
    assert shouted >= 0.95 * len(rows)
    assert drowned >= 0.95 * len(rows)


def refused(sound: Sound) -> bool:
    try:
        prepared(sound, 5.0)
    except AudioError:
        return True
    return False


# What was heard against what is written


async def heard_as(ears: Ears, programme: Programme, tmp_path: Path, key: str = "checkin.mood") -> checking.Checked:
    item, found = item_of(programme, key)
    path = tmp_path / "take.ogg"
    path.write_bytes(said(item.shown, "fr"))
    return await checked(ears, path, item, found)


async def test_what_was_heard_nearly_as_written_is_no_doubt(programme: Programme, tmp_path: Path) -> None:
    ears = Ears()
    ears.written = Transcript("comment allez vous aujourdhui", 0.9, 3.0, "clear", "fr")
    made = await heard_as(ears, programme, tmp_path)
    assert (made.heard, made.listened) == ("", True)


async def test_another_phrase_is_flagged_with_what_was_heard(programme: Programme, tmp_path: Path) -> None:
    ears = Ears()
    ears.written = Transcript("Je voudrais deux baguettes, s'il vous plaît.", 0.9, 3.0, "clear", "fr")
    assert "baguettes" in (await heard_as(ears, programme, tmp_path)).heard


async def test_a_voice_nobody_hears_is_refused(programme: Programme, tmp_path: Path) -> None:
    ears = Ears()
    ears.written = Transcript("", 0.0, 3.0, "nothing")
    with pytest.raises(Refused, match="n'entends rien"):
        await heard_as(ears, programme, tmp_path)


async def test_of_a_short_phrase_it_is_asked_which_one_it_was(programme: Programme, tmp_path: Path) -> None:
    ears, (_, found) = Ears(), item_of(programme, "checkin.mood.well")
    badly = next(each for each in found.items if each.key == "checkin.mood.badly")
    ears.heard = Heard(badly.mark, 2.0, "sure", 1.0)
    assert (await heard_as(ears, programme, tmp_path, "checkin.mood.well")).heard == badly.shown
    ears.heard = Heard(badly.mark, 0.4, "unsure", 1.0)
    assert (await heard_as(ears, programme, tmp_path, "checkin.mood.well")).heard == ""


async def test_while_no_machine_listens_a_take_is_used_and_that_is_said(programme: Programme, tmp_path: Path) -> None:
    ears = Ears()
    ears.down = True
    made = await heard_as(ears, programme, tmp_path)
    assert (made.heard, made.listened) == ("", False)


async def test_french_in_the_place_of_dari_is_flagged(programme: Programme, tmp_path: Path) -> None:
    ears, (item, found) = Ears(), item_of(programme, "checkin.mood", "fa_AF")
    path = tmp_path / "take.ogg"
    path.write_bytes(said("Comment allez-vous aujourd'hui ?", "fr"))
    long_item = next(each for each in found.items if not checking.is_short(each))
    ears.written = Transcript("Comment allez-vous ?", 0.9, 3.0, "doubtful", "fr")
    assert (await checked(ears, path, long_item, found)).heard == "Comment allez-vous ?"
    ears.written = Transcript("چطور", 0.2, 3.0, "doubtful", "fa")
    made = await checked(ears, path, item, found)
    assert (made.heard, made.listened) == ("", False)


# In a child, as it is served


@pytest.fixture
async def workshop(tmp_path: Path) -> AsyncIterator[Recogniser]:
    recogniser = Recogniser(tmp_path / "models", clock=time.monotonic)
    yield recogniser
    await recogniser.close()


async def test_a_child_makes_the_take_and_tells_why_not(workshop: Recogniser, tmp_path: Path) -> None:
    path, made = tmp_path / "take.ogg", tmp_path / "made.ogg"
    path.write_bytes(said("Bonjour", "fr"))
    decoded = await workshop.prepare(path, made, 12.0)
    assert 0.3 < decoded.seconds < 2.0
    assert abs(loudness(decode(made, CLIP_RATE)) - TARGET_LUFS) < 1
    for content, reason in ((voices.silent(), "silent"), (voices.clipped(), "clipped"), (b"RIFF junk", "unreadable")):
        path.write_bytes(content)
        with pytest.raises(AudioError) as refused:
            await workshop.prepare(path, made, 12.0)
        assert refused.value.reason == reason


async def test_without_any_child_nothing_is_kept(tmp_path: Path, programme: Programme) -> None:
    recogniser = Recogniser(tmp_path, clock=time.monotonic, command=("/bin/false",))
    item, found = item_of(programme, "checkin.mood")
    path = tmp_path / "take.ogg"
    path.write_bytes(said("Bonjour", "fr"))
    with pytest.raises(EngineUnavailable):
        await checked(recogniser, path, item, found)
    await recogniser.close()


async def test_the_real_listener_doubts_another_phrase_and_not_the_right_one(
    real_ears: Lent, programme: Programme, tmp_path: Path
) -> None:
    """In French, spoken by espeak, which the model hears worse than people."""
    item, found = item_of(programme, "checkin.mood")
    path = tmp_path / "take.ogg"
    path.write_bytes(said(item.shown, "fr"))
    assert (await checked(real_ears, path, item, found)).heard == ""
    path.write_bytes(said("Les poules du village ont mangé tout le riz.", "fr"))
    assert (await checked(real_ears, path, item, found)).heard


async def test_the_real_listener_tells_real_digits_apart(real_ears: Lent, programme: Programme) -> None:
    if not (SPEECH / "manifest.csv").is_file():
        pytest.skip("needs the recordings of ../shared/speech")
    found = sheet(programme, "ar", "say-digits")
    assert found is not None
    by_option = {each.words.option: each for each in found.items}
    right = [await checked(real_ears, recording(label), by_option[label], found) for label in ("1", "5", "9")]
    assert [made.heard for made in right] == ["", "", ""]
    wrong = [await checked(real_ears, recording(label), by_option["3"], found) for label in ("1", "5", "9")]
    assert sum(bool(made.heard) for made in wrong) >= 2


def recording(label: str) -> Path:
    names = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return SPEECH / "ar" / f"asc_{names[int(label)]}_00000002_05.ogg"

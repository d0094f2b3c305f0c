from pathlib import Path

import pytest

from bot.voice.audio import decode
from bot.voice.clips import ClipStore, Spoken
from bot.voice.engines import EngineError, Espeak, Voice
from bot.voice.loudness import TARGET_LUFS, loudness
from bot.voice.sound import CLIP_RATE, Sound
from tests.voice.conftest import sine

YES = Spoken("oui", "fr")
PHRASES = (
    YES,
    Spoken("Voulez-vous répéter la question ?", "fr"),
    Spoken("اضغط على الزر وقل جوابك.", "ar"),
    Spoken("این دکمه را فشار بدهید.", "fa_AF", slow=True),
)


class Tone:
    """An engine of the tests: says everything as a tone, or fails."""

    name = "tone"
    languages = frozenset({"fr"})
    licence = "none"
    offline = True

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails
        self.said = 0

    def voice(self, text: str, language: str) -> Voice | None:
        return Voice(self.name) if language in self.languages else None

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        self.said += 1
        if self.fails:
            raise EngineError("the tone is broken")
        return sine(len(text) / 10)


def test_a_clip_is_made_once_and_kept_by_its_content(tmp_path: Path) -> None:
    engine = Tone()
    first = ClipStore(tmp_path, [engine]).clip(YES)
    again = ClipStore(tmp_path, [engine]).clip(YES)
    assert first == again
    assert engine.said == 1
    assert first.path.parent.name == first.path.name[:2]
    assert not list(tmp_path.rglob("*.part"))


def test_a_spoilt_clip_is_made_again(tmp_path: Path) -> None:
    engine = Tone()
    clip = ClipStore(tmp_path, [engine]).clip(YES)
    clip.path.write_bytes(b"broken")
    assert ClipStore(tmp_path, [engine]).clip(YES).sha256 == clip.sha256
    assert engine.said == 2


def test_slower_another_language_and_another_wording_are_other_clips(tmp_path: Path) -> None:
    store = ClipStore(tmp_path, [Espeak()])
    phrases = [YES, Spoken("oui", "fr", slow=True), Spoken("oui", "ar"), Spoken("oui, oui", "fr")]
    assert len({store.clip(phrase).path for phrase in phrases}) == 4


def test_the_next_best_voice_speaks_when_the_first_cannot(tmp_path: Path) -> None:
    broken = Tone(fails=True)
    store = ClipStore(tmp_path, [broken, Espeak()])
    assert store.clip(YES).engine == "espeak-ng"
    assert store.clip(Spoken("بلی", "fa_AF")).engine == "espeak-ng"
    with pytest.raises(EngineError, match="the tone is broken"):
        ClipStore(tmp_path, [broken]).clip(Spoken("non", "fr"))
    with pytest.raises(EngineError, match="no voice speaks"):
        ClipStore(tmp_path, [broken]).clip(Spoken("بلی", "fa_AF"))


def test_clips_are_as_loud_as_each_other(tmp_path: Path) -> None:
    store = ClipStore(tmp_path, [Espeak()])
    for phrase in PHRASES:
        assert loudness(decode(store.clip(phrase).path, CLIP_RATE)) == pytest.approx(TARGET_LUFS, abs=1)


def test_a_question_and_its_choices_are_one_voice_message(tmp_path: Path) -> None:
    store = ClipStore(tmp_path, [Espeak()])
    parts = [store.clip(phrase) for phrase in PHRASES[:2]]
    joined = store.joined(PHRASES[:2], pause=0.6)
    assert joined.seconds == pytest.approx(sum(part.seconds for part in parts) + 0.6, abs=0.05)
    assert store.joined(PHRASES[:2], pause=0.6) == joined
    assert store.joined(PHRASES[:1]) == parts[0]
    with pytest.raises(ValueError, match="nothing to join"):
        store.joined([])


def test_a_build_makes_what_is_missing_tells_its_progress_and_what_failed(tmp_path: Path) -> None:
    store = ClipStore(tmp_path, [Tone()])
    told: list[tuple[int, int]] = []
    built = store.build([YES, YES, PHRASES[3]], lambda done, total: told.append((done, total)))
    assert (built.ready, built.failed) == (1, (PHRASES[3],))
    assert told == [(1, 2), (2, 2)]
    assert store.has(YES)
    assert not store.has(PHRASES[3])


def test_two_stores_make_the_same_bytes(tmp_path: Path) -> None:
    made = [ClipStore(tmp_path / name, [Espeak()]).clip(PHRASES[1]).sha256 for name in "ab"]
    assert made[0] == made[1]

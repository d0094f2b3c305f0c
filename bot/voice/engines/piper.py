import threading
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bot.voice.engines.engine import EngineError, Voice
from bot.voice.engines.espeak import MOST_LETTERS
from bot.voice.sound import Sound
from dialogs.reading.normalise import ascii_digits, strip_controls

# How long sounds are made, beside the voice's own measure: farmers found synthetic speech too fast.
NORMAL_LENGTH, SLOW_LENGTH = 1.15, 1.5
# What is between these is read as phonemes, and not as words.
RAW = str.maketrans({"[": " ", "]": " "})


class Piper:
    """Piper, neural voices on this machine: those somebody installed, one a language.

    The package (`piper-tts`) need not be there; then it speaks no language.
    """

    name = "piper"
    licence = "GPL-3.0-or-later (the program); each voice has its own (its MODEL_CARD)"
    offline = True

    def __init__(self, voices: Mapping[str, Path]) -> None:
        """`voices` are the models (`.onnx`, with their `.onnx.json` beside them) by language."""
        self._voices = {language: path for language, path in voices.items() if find_spec("piper")}
        self._said_by = {
            language: Voice(f"piper {path.stem} {path.stat().st_size}") for language, path in self._voices.items()
        }
        self._loaded: dict[str, Any] = {}
        self._loading = threading.Lock()

    @property
    def languages(self) -> frozenset[str]:
        """The languages it has a voice for; not those whose voice could not be loaded."""
        return frozenset(self._voices)

    def voice(self, text: str, language: str) -> Voice | None:
        """The installed voice of a language: another model is another voice."""
        return self._said_by[language] if language in self._voices else None

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        """Speak a phrase with digits of any script; raises EngineError."""
        if language not in self._voices:
            raise EngineError(f"Piper has no voice for {language!r}")
        plain = ascii_digits(strip_controls(text)).translate(RAW).strip()
        if not plain or len(plain) > MOST_LETTERS:
            raise EngineError("Piper is given between one letter and two thousand")
        return _speak(self._model(language), plain, SLOW_LENGTH if slow else NORMAL_LENGTH)

    def _model(self, language: str) -> Any:  # noqa: ANN401 -- imported where it is used: it need not be installed
        """The model of a language, loaded when it first speaks (a second, some 100 MB)."""
        with self._loading:
            if language not in self._loaded:
                try:
                    self._loaded[language] = _load(self._voices[language])
                except Exception as error:  # ONNX Runtime's errors have no ancestor of their own
                    del self._voices[language]
                    raise EngineError(f"Piper cannot load its voice ({type(error).__name__})") from None
            return self._loaded[language]


def piper_voices(folder: Path) -> dict[str, Path]:
    """The voices in a folder `LANGUAGE/*.onnx`, the first of each language by name; those without their `.json` are
    none.
    """
    found = sorted(folder.glob("*/*.onnx"), reverse=True)
    return {path.parent.name: path for path in found if path.with_name(f"{path.name}.json").is_file()}


def _load(path: Path) -> Any:  # noqa: ANN401 -- the package need not be installed
    from piper import PiperVoice

    model = PiperVoice.load(path)
    # Our Arabic brings its vowels, from people: a model that guesses them again only costs time.
    model.use_tashkeel = False
    return model


def _speak(model: Any, text: str, length: float) -> Sound:  # noqa: ANN401 -- the same
    from piper import SynthesisConfig

    how = SynthesisConfig(length_scale=length * model.config.length_scale)
    try:
        said = list(model.synthesize(text, how))
    except Exception as error:
        raise EngineError(f"Piper could not say this phrase ({type(error).__name__})") from None
    if not said:
        raise EngineError("Piper could not say this phrase")
    return Sound(np.concatenate([each.audio_float_array for each in said]), said[0].sample_rate)

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from numpy.typing import NDArray

from bot.voice.sound import HEARING_RATE, Sound

# Whisper knows no Dari; Persian is the nearest it knows.
SPOKEN_AS = {"fr": "fr", "ar": "ar", "fa_AF": "fa"}
# Mel frames of 10 ms. Two seconds at least: on less the model hears things; thirty at most, as trained.
FEWEST_FRAMES, MOST_FRAMES = 200, 3000
# Silence after the last word, in seconds, so that the model hears its end.
TAIL = 0.3
# The encoder gives one vector for two mel frames.
FRAMES_A_SECOND = 50
THREADS = 2

Vectors = NDArray[np.float32]
Tokens = tuple[int, ...]


@dataclass(frozen=True)
class Encoding:
    """What the encoder makes of a sound: (n, width) vectors, 50 a second, for `mel` frames of 10 ms."""

    vectors: Vectors
    mel: int


class Ears:
    """Whisper's model, loaded once: encode a sound, score what it may say, or write down what it says."""

    def __init__(self, model: str, threads: int = THREADS) -> None:
        """`model` is a folder or a hub name; loading takes a second."""
        self.whisper: Any = WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=threads)
        tokenizer = self.whisper.hf_tokenizer
        self._tokenizer: Any = tokenizer
        self._start = int(tokenizer.token_to_id("<|startoftranscript|>"))
        self._task = int(tokenizer.token_to_id("<|transcribe|>"))

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of a text as it stands."""
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def encode(self, sound: Sound) -> Encoding:
        """Encode a sound at 16 kHz on the shortest window it fits, cut at thirty seconds."""
        wanted = round((sound.seconds + TAIL) * 100)
        frames = min(max(wanted + wanted % 2, FEWEST_FRAMES), MOST_FRAMES)
        return self._encode(sound, frames)

    def _encode(self, sound: Sound, frames: int) -> Encoding:
        length = frames * HEARING_RATE // 100
        samples = np.zeros(length, dtype=np.float32)
        samples[: min(length, len(sound.samples))] = sound.samples[:length]
        mel = self.whisper.feature_extractor(samples, padding=0)[:, :frames]
        mel = np.pad(mel, ((0, 0), (0, frames - mel.shape[1])), constant_values=float(mel.min()))
        view = ctranslate2.StorageView.from_array(np.ascontiguousarray(mel[None], dtype=np.float32))
        return Encoding(np.array(self.whisper.model.encode(view, to_cpu=True))[0], frames)

    def score(self, encoding: Encoding, language: str, forms: Sequence[Tokens]) -> list[NDArray[np.float64]]:
        """Return the log-probabilities of each form's tokens, given the sound and the language."""
        if not forms:
            return []
        prefix = [self._start, int(self._tokenizer.token_to_id(f"<|{SPOKEN_AS[language]}|>")), self._task]
        repeated = np.ascontiguousarray(np.repeat(encoding.vectors[None], len(forms), axis=0))
        aligned = self.whisper.model.align(
            ctranslate2.StorageView.from_array(repeated),
            prefix,
            [list(form) for form in forms],
            [encoding.mel] * len(forms),
            median_filter_width=1,
        )
        return [np.log(np.maximum(each.text_token_probs, 1e-30)) for each in aligned]

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.voice.sound import HEARING_RATE, Sound

# Silero judges pieces of 512 samples (32 ms).
PIECE = 512
# Its own recommended thresholds: speech begins above the first and goes on above the second.
BEGINS, GOES_ON = 0.5, 0.35
# Words as short as « لا » are said in a fifth of a second; a click or a cough peaks for less.
LEAST_SPEECH_SECONDS = 0.1
# Kept on both sides of what was said: the model hears worse what is cut close (97 % of Arabic digits
# with a second of margin, 94 % with a fifth of one).
MARGIN_SECONDS = 1.0

# A hum is a voice to the detector at times, but its level never moves: its pieces differ by 0.2 dB (standard
# deviation), those of our recordings by 20, and still by 3.4 under noise half as strong as the voice.
STEADY_DECIBELS = 1.5
_LEAST_POWER = 1e-10


@dataclass(frozen=True)
class Activity:
    """Where somebody speaks: first and last second of speech, and seconds of speech in all."""

    start: float
    stop: float
    speech: float

    @property
    def spoken(self) -> bool:
        """Whether enough was said to ask what it was."""
        return self.speech >= LEAST_SPEECH_SECONDS


NOBODY = Activity(0.0, 0.0, 0.0)


def activity(sound: Sound) -> Activity:
    """Find the speech in a sound at 16 kHz with the Silero detector, before any model is asked."""
    if _steady(sound):
        return NOBODY
    places = np.flatnonzero(_speaking(_probabilities(sound)))
    if not len(places):
        return NOBODY
    piece = PIECE / HEARING_RATE
    return Activity(float(places[0]) * piece, float(places[-1] + 1) * piece, len(places) * piece)


def spoken_part(sound: Sound, found: Activity) -> tuple[Sound, Activity]:
    """Return the sound from the first to the last word with a margin, and where in it somebody speaks."""
    start = max(0, round((found.start - MARGIN_SECONDS) * sound.rate))
    stop = round((found.stop + MARGIN_SECONDS) * sound.rate)
    before = start / sound.rate
    part = Sound(sound.samples[start:stop], sound.rate, sound.cut)
    return part, Activity(found.start - before, found.stop - before, found.speech)


def _steady(sound: Sound) -> bool:
    """Tell whether the level is the same all along, as machines hum and nobody speaks."""
    samples = sound.samples
    pieces = samples[: len(samples) // PIECE * PIECE].reshape(-1, PIECE)
    levels = 10 * np.log10(np.mean(pieces**2, axis=1) + _LEAST_POWER)
    return bool(len(levels) and np.std(levels) < STEADY_DECIBELS)


def _probabilities(sound: Sound) -> NDArray[np.float32]:
    samples = sound.samples
    whole = np.pad(samples, (0, -len(samples) % PIECE))
    if not len(whole):
        return np.zeros(0, dtype=np.float32)
    return np.asarray(_detector()(whole), dtype=np.float32).reshape(-1)


def _speaking(probabilities: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Apply the two thresholds: speech once begun goes on at a lower probability."""
    speaking = np.zeros(len(probabilities), dtype=bool)
    going = False
    for place, probability in enumerate(probabilities):
        going = bool(probability >= (GOES_ON if going else BEGINS))
        speaking[place] = going
    return speaking


@cache
def _detector() -> Any:  # noqa: ANN401 — faster-whisper publishes no types
    from faster_whisper.vad import get_vad_model

    return get_vad_model()

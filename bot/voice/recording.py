"""A recording made to be heard by others: trimmed to what was said and brought to loudness, or why it cannot serve.

Everything is measured on levels of short pieces: no model is asked, so that it works in every language.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.voice.audio import AudioError
from bot.voice.loudness import normalised
from bot.voice.sound import Samples, Sound

Levels = NDArray[np.float64]

# A level is measured over so many seconds, anew every half of it: a syllable is ten times as long.
PIECE_SECONDS = 0.02
# Below this, in dB of full scale, a telephone recorded nothing: the quietest of 310 real recordings speaks at −33.
LEAST_LEVEL = -50.0
# What is so far below the loudest is no speech: ends of words fade by some 30 dB.
FADES = 30.0
# Speech stands out of what is around it by at least so much, in dB.
ABOVE_NOISE = 6.0
# Speech over the rest, in dB: the noisiest of those recordings has 26; with white noise 15 below the voice, 15 to 18.
LEAST_SNR = 15.0
# The share of samples of the speech at full scale: at most 0.0053 in those recordings, 0.008 in half of them when their
# peaks are cut by 6 dB, and above 0.004 in nineteen of twenty when they are cut by 12. What was cut and then made
# softer (by a telephone's own gain) is not seen: Opus rounds the edges away.
MOST_CLIPPED, FULL_SCALE = 0.006, 0.985
# A syllable is longer; a touch of the microphone, apart from the words, is shorter.
KNOCK_SECONDS, APART_SECONDS = 0.06, 0.25
# Words as short as « لا » are said in a fifth of a second.
LEAST_SECONDS = 0.12
# Kept around the words, in seconds: consonants begin softly, and vowels fade.
BEFORE, AFTER = 0.08, 0.16
# Without at least so much around the words, what is soft between them stands for the rest.
LEAST_REST = 0.1
_QUIET = 1e-10


@dataclass(frozen=True)
class Measured:
    """Where in a recording somebody speaks (seconds), how loud, how far above the rest, and how much is cut off."""

    start: float
    stop: float
    level: float
    snr: float
    clipped: float

    @property
    def seconds(self) -> float:
        """How long the words take."""
        return self.stop - self.start


def prepared(sound: Sound, most_seconds: float) -> Sound:
    """What was said, trimmed and at −18 LUFS. Raises AudioError: « silent », « clipped », « noisy », « too_short », or
    « too_long » where it takes more than `most_seconds`.
    """
    found = measured(sound)
    if found is None:
        raise AudioError("silent", "Nothing can be heard in this recording.")
    if sound.cut or found.seconds > most_seconds:
        raise AudioError("too_long", f"This recording is longer than {most_seconds:g} seconds.")
    if found.clipped > MOST_CLIPPED:
        raise AudioError("clipped", "This recording is cut off at its loudest: the voice was too near or too loud.")
    if found.snr < LEAST_SNR:
        raise AudioError("noisy", "There is too much noise around the voice.")
    if found.seconds < LEAST_SECONDS:
        raise AudioError("too_short", "This recording is too short to be a word.")
    start = max(0, round((found.start - BEFORE) * sound.rate))
    stop = round((found.stop + AFTER) * sound.rate)
    return normalised(Sound(sound.samples[start:stop], sound.rate))


def measured(sound: Sound) -> Measured | None:
    """Find the words in a recording; None where there are none."""
    powers = _powers(sound)
    levels = 10 * np.log10(powers + _QUIET)
    loudest = float(np.max(levels, initial=-100.0))
    if loudest < LEAST_LEVEL:
        return None
    speaking = _without_knocks(levels > _threshold(levels, loudest))
    places = np.flatnonzero(speaking)
    if not len(places):
        return None
    step = PIECE_SECONDS / 2
    start, stop = float(places[0]) * step, float(places[-1]) * step + PIECE_SECONDS
    return Measured(
        start,
        stop,
        float(10 * np.log10(np.mean(powers[speaking]) + _QUIET)),
        _snr(powers, speaking),
        _clipped(sound.samples[round(start * sound.rate) : round(stop * sound.rate)]),
    )


def _powers(sound: Sound) -> Levels:
    """The mean power of each piece, a new one every half piece."""
    size = round(PIECE_SECONDS * sound.rate)
    if len(sound.samples) < size:
        return np.zeros(0)
    sums = np.concatenate([[0.0], np.cumsum(sound.samples.astype(np.float64) ** 2)])
    starts = np.arange(0, len(sound.samples) - size + 1, size // 2)
    return np.asarray((sums[starts + size] - sums[starts]) / size, dtype=np.float64)


def _threshold(levels: Levels, loudest: float) -> float:
    """From which level on a piece is speech: above the noise, and not too far below the loudest."""
    floor = float(np.percentile(levels, 10))
    return max(min(floor + ABOVE_NOISE, loudest - ABOVE_NOISE), loudest - FADES)


def _without_knocks(speaking: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Speech without what is too short to be a syllable and stands apart from the rest."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], speaking.astype(np.int8), [0]])))
    runs = list(zip(edges[::2], edges[1::2], strict=True))
    step = PIECE_SECONDS / 2
    kept = np.zeros_like(speaking)
    for place, (start, stop) in enumerate(runs):
        before = start - runs[place - 1][1] if place else np.inf
        after = runs[place + 1][0] - stop if place + 1 < len(runs) else np.inf
        if (stop - start) * step >= KNOCK_SECONDS or min(before, after) * step < APART_SECONDS:
            kept[start:stop] = True
    return kept


def _snr(powers: Levels, speaking: NDArray[np.bool_]) -> float:
    rest = powers[~speaking]
    enough = len(rest) * PIECE_SECONDS / 2 >= LEAST_REST
    noise = float(np.median(rest)) if enough else float(np.percentile(powers, 5))
    voice = max(float(np.mean(powers[speaking])) - noise, _QUIET)
    return float(10 * np.log10(voice / (noise + _QUIET)))


def _clipped(samples: Samples) -> float:
    return float(np.mean(np.abs(samples) >= FULL_SCALE)) if len(samples) else 0.0

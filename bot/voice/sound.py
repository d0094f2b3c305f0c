from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

# What the recogniser hears.
HEARING_RATE = 16_000
# What Opus carries and Telegram's voice messages are.
CLIP_RATE = 48_000


@dataclass(frozen=True)
class Sound:
    """Mono samples between −1 and 1 at `rate` hertz; `cut` when a limit left the rest unread."""

    samples: Samples
    rate: int
    cut: bool = False

    @property
    def seconds(self) -> float:
        """The duration that was really decoded or made, in seconds."""
        return len(self.samples) / self.rate


def silence(seconds: float, rate: int = CLIP_RATE) -> Sound:
    """Return so many seconds of digital silence."""
    return Sound(np.zeros(max(0, round(seconds * rate)), dtype=np.float32), rate)


def join(sounds: Sequence[Sound], pause: float) -> Sound:
    """Put sounds of one rate one after another with a pause in seconds between; raises ValueError on none."""
    rates = {sound.rate for sound in sounds}
    if len(rates) != 1:
        raise ValueError("join needs at least one sound, and all of one rate")
    rate = rates.pop()
    gap = silence(pause, rate).samples
    pieces = [piece for sound in sounds for piece in (sound.samples, gap)][:-1]
    return Sound(np.concatenate(pieces), rate)


def trimmed(sound: Sound, threshold: float = 0.003, margin: float = 0.05) -> Sound:
    """Take off the silence at both ends (below `threshold` of full scale), but for `margin` seconds."""
    loud = np.flatnonzero(np.abs(sound.samples) > threshold)
    if not len(loud):
        return sound
    keep = round(margin * sound.rate)
    return Sound(sound.samples[max(0, loud[0] - keep) : loud[-1] + keep], sound.rate, sound.cut)

import math
from functools import lru_cache

import numpy as np

from bot.voice.sound import Samples, Sound

# Speech that is clear on a telephone's loudspeaker without startling; EBU R128 counts in LUFS.
TARGET_LUFS = -18.0
# The highest sample after normalising: Opus may overshoot a little above what it was given.
CEILING = 0.89
# Sounds shorter than one gating block have no integrated loudness; their RMS is taken instead.
BLOCK_SECONDS, STEP_SECONDS = 0.4, 0.1
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0
# A silent take is not turned into loud noise.
QUIETEST_LUFS = -60.0
# Limiting peaks takes loudness away; three rounds come within a tenth of a unit.
ROUNDS = 3
_OFFSET = -0.691


def loudness(sound: Sound) -> float:
    """Return the integrated loudness in LUFS (ITU-R BS.1770-4, mono, gated); −inf for silence.

    Shorter than 0.4 s: the K-weighted level of the whole. Filters run in the frequency domain.
    """
    weighted = _k_weighted(sound.samples, sound.rate)
    block, step = round(BLOCK_SECONDS * sound.rate), round(STEP_SECONDS * sound.rate)
    if len(weighted) < block:
        return _level(float(np.mean(weighted**2))) if len(weighted) else -math.inf
    sums = np.concatenate([[0.0], np.cumsum(weighted.astype(np.float64) ** 2)])
    starts = np.arange(0, len(weighted) - block + 1, step)
    powers = (sums[starts + block] - sums[starts]) / block
    powers = powers[powers > _power(ABSOLUTE_GATE)]
    if not len(powers):
        return -math.inf
    powers = powers[powers > _power(_level(float(powers.mean())) + RELATIVE_GATE)]
    return _level(float(powers.mean()))


def normalised(sound: Sound, target: float = TARGET_LUFS) -> Sound:
    """Bring a sound to the target loudness in LUFS with its peaks held below the ceiling."""
    samples = sound.samples
    for _ in range(ROUNDS):
        measured = loudness(Sound(samples, sound.rate))
        if measured < QUIETEST_LUFS:
            return sound
        samples = _limited(samples * np.float32(10 ** ((target - measured) / 20)), sound.rate)
    return Sound(samples, sound.rate, sound.cut)


def _level(power: float) -> float:
    return _OFFSET + 10 * math.log10(power) if power > 0 else -math.inf


def _power(level: float) -> float:
    return float(10 ** ((level - _OFFSET) / 10))


def _k_weighted(samples: Samples, rate: int) -> Samples:
    if not len(samples):
        return samples
    size = 1 << (len(samples) - 1).bit_length()
    weighted = np.fft.irfft(np.fft.rfft(samples, 2 * size) * _response(rate, size))
    return weighted[: len(samples)].astype(np.float32)


@lru_cache(maxsize=8)
def _response(rate: int, size: int) -> np.typing.NDArray[np.complex128]:
    """The K-weighting at the frequencies of a window; there are only a few sizes, and it costs more than its use."""
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(2 * size))
    return np.asarray(_shelf(rate, turns) * _high_pass(rate, turns), dtype=np.complex128)


def _shelf(rate: int, z: np.typing.NDArray[np.complex128]) -> np.typing.NDArray[np.complex128]:
    """The head's high shelf of BS.1770, for any rate (constants of its 48 kHz filter, after De Man)."""
    k, q = math.tan(math.pi * 1681.974450955533 / rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    down = 1 + k / q + k * k
    above = (high + band * k / q + k * k) + 2 * (k * k - high) * z + (high - band * k / q + k * k) * z**2
    below = down + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2
    return np.asarray(above / below, dtype=np.complex128)


def _high_pass(rate: int, z: np.typing.NDArray[np.complex128]) -> np.typing.NDArray[np.complex128]:
    k, q = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    down = 1 + k / q + k * k
    below = down + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2
    return np.asarray(down * (1 - 2 * z + z**2) / below, dtype=np.complex128)


def _limited(samples: Samples, rate: int) -> Samples:
    """Turn the gain down around peaks above the ceiling, smoothly over a few milliseconds."""
    if not len(samples) or np.max(np.abs(samples)) <= CEILING:
        return samples
    size = max(1, rate // 1000)
    blocks = -(-len(samples) // size)
    padded = np.zeros(blocks * size, dtype=np.float32)
    padded[: len(samples)] = np.abs(samples)
    peaks = padded.reshape(blocks, size).max(axis=1)
    wide = np.max([np.roll(np.pad(peaks, 8), shift)[8:-8] for shift in range(-5, 6)], axis=0)
    gains = np.minimum(1.0, CEILING / np.maximum(wide, 1e-9))
    smooth = np.convolve(np.pad(gains, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    gain = np.interp(np.arange(len(samples)), (np.arange(blocks) + 0.5) * size, smooth)
    return np.clip(samples * gain, -CEILING, CEILING).astype(np.float32)

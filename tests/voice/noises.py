"""Five hundred things that are no speech: silence, noise, hum, knocks and music."""

from collections.abc import Iterator

import numpy as np

from bot.voice.sound import HEARING_RATE, Samples, Sound

SECONDS = 2.0
_COUNT = round(SECONDS * HEARING_RATE)


def noises(count: int = 500, seed: int = 11, only: str = "") -> Iterator[tuple[str, Sound]]:
    """Yield so many (kind, sound at 16 kHz), the kinds in turn or one alone, at levels from inaudible to loud."""
    rng = np.random.default_rng(seed)
    kinds = [each for each in KINDS if each.__name__[1:] == only or not only]
    for number in range(count):
        make = kinds[number % len(kinds)]
        wave = make(rng)
        peak = float(np.max(np.abs(wave))) or 1.0
        level = 10 ** rng.uniform(-2.5, -0.2)
        yield make.__name__[1:], Sound((wave / peak * level).astype(np.float32), HEARING_RATE)


def _time() -> Samples:
    return (np.arange(_COUNT) / HEARING_RATE).astype(np.float32)


def _silence(rng: np.random.Generator) -> Samples:
    return (rng.standard_normal(_COUNT) * 1e-5).astype(np.float32) * 0


def _white(rng: np.random.Generator) -> Samples:
    return rng.standard_normal(_COUNT).astype(np.float32)


def _brown(rng: np.random.Generator) -> Samples:
    wave: Samples = np.cumsum(rng.standard_normal(_COUNT)).astype(np.float32)
    return (wave - np.convolve(wave, np.ones(800) / 800, mode="same")).astype(np.float32)


def _hum(rng: np.random.Generator) -> Samples:
    base = rng.choice([50.0, 60.0, 100.0, 120.0])
    return sum((np.sin(2 * np.pi * base * k * _time()) / k for k in range(1, 8)), np.zeros(_COUNT, np.float32))


def _knocks(rng: np.random.Generator) -> Samples:
    wave = np.zeros(_COUNT, dtype=np.float32)
    for start in rng.integers(0, _COUNT - 1600, int(rng.integers(1, 8))):
        decay = np.exp(-np.arange(1600) / rng.uniform(50, 300))
        wave[start : start + 1600] += (rng.standard_normal(1600) * decay).astype(np.float32)
    return wave


def _music(rng: np.random.Generator) -> Samples:
    """Play a few chords of plucked strings over a beat."""
    wave = np.zeros(_COUNT, dtype=np.float32)
    step = _COUNT // 8
    for beat in range(8):
        root = 220 * 2 ** (rng.integers(0, 12) / 12)
        for interval in (0, int(rng.choice([3, 4])), 7, 12):
            time = np.arange(_COUNT - beat * step) / HEARING_RATE
            tone = np.sin(2 * np.pi * root * 2 ** (interval / 12) * time) * np.exp(-3 * time)
            wave[beat * step :] += tone.astype(np.float32)
    return wave


def _wind(rng: np.random.Generator) -> Samples:
    """Blow: low noise that swells and falls."""
    swell = 1 + np.sin(2 * np.pi * rng.uniform(0.3, 2.0) * _time())
    low = np.convolve(rng.standard_normal(_COUNT), np.ones(40) / 40, mode="same")
    return np.asarray(low * swell, dtype=np.float32)


KINDS = (_silence, _white, _brown, _hum, _knocks, _music, _wind)

import math

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.filter import Graph

from bot.voice.loudness import CEILING, TARGET_LUFS, loudness, normalised
from bot.voice.sound import CLIP_RATE, Sound, silence
from tests.voice.conftest import sine


def ffmpeg_loudness(sound: Sound) -> float:
    """Measure with FFmpeg's own EBU R128 meter."""
    graph = Graph()
    source = graph.add_abuffer(format="flt", sample_rate=sound.rate, layout="mono", time_base=None)
    meter = graph.add("ebur128", "metadata=1")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    frame = AudioFrame.from_ndarray(sound.samples.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate = sound.rate
    graph.push(frame)
    graph.push(None)
    last = -math.inf
    while True:
        try:
            measured = graph.pull()
        except (av.FFmpegError, BlockingIOError):
            return last
        last = float(measured.metadata["lavfi.r128.I"])


def speech_like(level: float) -> Sound:
    rng = np.random.default_rng(3)
    envelope = np.repeat(rng.uniform(0, 1, 30) ** 2, CLIP_RATE // 10)
    return Sound((level * envelope * rng.standard_normal(len(envelope)) * 0.2).astype(np.float32), CLIP_RATE)


def test_a_full_scale_tone_at_997_hz_measures_as_the_standard_says() -> None:
    wave = np.sin(2 * np.pi * 997 * np.arange(CLIP_RATE * 3) / CLIP_RATE).astype(np.float32)
    assert loudness(Sound(wave, CLIP_RATE)) == pytest.approx(-3.01, abs=0.05)
    assert loudness(silence(1.0)) == -math.inf


@pytest.mark.parametrize("level", [0.02, 0.3, 1.0])
def test_a_sound_is_brought_to_the_target_and_never_clips(level: float) -> None:
    sound = normalised(speech_like(level))
    assert loudness(sound) == pytest.approx(TARGET_LUFS, abs=0.5)
    assert np.max(np.abs(sound.samples)) <= CEILING


def test_silence_is_not_turned_into_noise() -> None:
    quiet = Sound(np.full(CLIP_RATE, 1e-6, dtype=np.float32), CLIP_RATE)
    assert np.array_equal(normalised(quiet).samples, quiet.samples)


def test_the_meter_agrees_with_ffmpegs() -> None:
    for sound in (speech_like(0.3), sine(2.0)):
        assert loudness(sound) == pytest.approx(ffmpeg_loudness(sound), abs=0.2)

import zipfile
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.audio.layout import AudioLayout
from av.audio.stream import AudioStream

from bot.voice.audio import MOST_BYTES, AudioError, decode, duration, encode
from bot.voice.sound import CLIP_RATE, HEARING_RATE, Sound, join, silence, trimmed
from tests.voice.conftest import sine


def written(path: Path, kind: str, codec: str, sound: Sound, layout: str = "mono", form: str = "s16") -> Path:
    """Write a sound as a browser or a telephone would."""
    with av.open(str(path), "w", format=kind) as container:
        stream = container.add_stream(codec, rate=sound.rate)
        assert isinstance(stream, AudioStream)
        stream.layout = AudioLayout(layout)
        channels = len(AudioLayout(layout).channels)
        data = np.repeat((sound.samples * 32767).astype(np.int16), channels).reshape(1, -1)
        frame = AudioFrame.from_ndarray(data, format=form, layout=layout)
        frame.sample_rate = sound.rate
        resampler = av.AudioResampler(stream.format, layout, sound.rate, frame_size=stream.frame_size or 1024)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("kind", "codec", "rate", "layout"),
    [
        ("webm", "libopus", 48_000, "mono"),
        ("mp4", "aac", 44_100, "stereo"),
        ("ogg", "libopus", 48_000, "mono"),
        ("wav", "pcm_s16le", 192_000, "stereo"),
        ("wav", "pcm_s16le", 8_000, "mono"),
        ("mp3", "libmp3lame", 44_100, "mono"),
    ],
)
def test_what_browsers_and_telephones_record_is_decoded_at_its_real_length(
    kind: str, codec: str, rate: int, layout: str, tmp_path: Path
) -> None:
    path = written(tmp_path / f"said.{kind}", kind, codec, sine(1.5, rate=rate), layout)
    sound = decode(path)
    assert sound.rate == HEARING_RATE
    assert sound.seconds == pytest.approx(1.5, abs=0.1)
    assert np.sqrt(np.mean(sound.samples**2)) == pytest.approx(0.2 / np.sqrt(2), rel=0.1)


def test_a_clip_is_opus_mono_at_48_khz_small_and_always_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.ogg", "b.ogg"):
        encode(sine(2.0), tmp_path / name)
    data = (tmp_path / "a.ogg").read_bytes()
    assert data == (tmp_path / "b.ogg").read_bytes()
    assert 16_000 / 8 < len(data) / 2 < 48_000 / 8
    with av.open(str(tmp_path / "a.ogg")) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.rate, stream.channels) == ("opus", CLIP_RATE, 1)
    assert duration(tmp_path / "a.ogg") == pytest.approx(2.0, abs=0.02)


def test_a_recording_longer_than_the_limit_is_cut_and_says_so(tmp_path: Path) -> None:
    encode(sine(3.0), tmp_path / "long.ogg")
    sound = decode(tmp_path / "long.ogg", most_seconds=1.0)
    assert (sound.cut, sound.seconds) == (True, 1.0)
    assert not decode(tmp_path / "long.ogg", most_seconds=4.0).cut


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"OggS", "unreadable"),
        (b"#EXTM3U\n#EXTINF:1\nfile:///etc/passwd\n", "unreadable"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "unreadable"),
        (b"just a text", "unreadable"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt ", "unreadable"),
    ],
)
def test_what_is_no_recording_is_refused_with_its_reason(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "said.ogg"
    path.write_bytes(data)
    with pytest.raises(AudioError) as refused:
        decode(path)
    assert refused.value.reason == reason


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.ogg"
    with path.open("wb") as file:
        file.write(b"OggS")
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(AudioError) as refused:
        decode(path)
    assert refused.value.reason == "too_large"


def test_a_zip_and_a_film_without_sound_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "said.ogg", "w") as archive:
        archive.writestr("a.txt", "a" * 1000)
    with pytest.raises(AudioError):
        decode(tmp_path / "said.ogg")
    with av.open(str(tmp_path / "film.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(3):
            container.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        container.mux(stream.encode(None))
    with pytest.raises(AudioError) as refused:
        decode(tmp_path / "film.mp4")
    assert refused.value.reason == "no_sound"


def test_sounds_are_joined_with_pauses_and_trimmed_of_silence() -> None:
    joined = join([sine(0.5), sine(0.25)], pause=0.6)
    assert joined.seconds == pytest.approx(1.35)
    padded = join([silence(1.0), sine(0.5), silence(1.0)], pause=0.0)
    assert trimmed(padded).seconds == pytest.approx(0.6, abs=0.01)
    with pytest.raises(ValueError, match="at least one sound"):
        join([], pause=0.6)

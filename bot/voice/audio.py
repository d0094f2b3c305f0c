import os
import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer

from bot.voice.sound import CLIP_RATE, HEARING_RATE, Samples, Sound

# Telegram lets a bot fetch 20 MB; a page is held to the same.
MOST_BYTES = 20 * 1024 * 1024
# Five minutes of speech is more than any answer needs; what is beyond stays in the original.
MOST_SECONDS = 300.0
# 300 s of the shortest Opus frames (2.5 ms), with room; a file of empty packets stops there.
MOST_PACKETS = 150_000
# A damaged recording is read around its holes; after so many there is nothing left to understand.
MOST_BROKEN_PACKETS = 200
# Telegram's own clients use 24 to 32 kbit/s for voice.
BITS_PER_SECOND = 28_000
FRAME = 960
# Half the encoder's greatest effort: it cannot be heard at this rate, and five minutes cost half as long.
_OPUS = {"application": "voip", "compression_level": "5"}

# First bytes and the only demuxer they go to: playlists and concat scripts, which name other files, never.
_KINDS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"OggS", "ogg"),
    (0, b"\x1a\x45\xdf\xa3", "matroska"),
    (4, b"ftyp", "mp4"),
    (0, b"RIFF", "wav"),
    (0, b"fLaC", "flac"),
    (0, b"ID3", "mp3"),
    (0, b"\xff\xfb", "mp3"),
    (0, b"\xff\xf3", "mp3"),
    (0, b"\xff\xf2", "mp3"),
    (0, b"\xff\xf1", "aac"),
    (0, b"\xff\xf9", "aac"),
    (0, b"#!AMR", "amr"),
)


class AudioError(ValueError):
    """A recording cannot be used; `reason` is « empty », « too_large », « unreadable » or « no_sound », or « failed »
    where every process that tried it broke: whether that was the recording's doing is not known. What is to be heard by
    others may also be « silent », « clipped », « noisy », « too_long », « too_short » (`bot.voice.recording`).
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def decode(path: Path, rate: int = HEARING_RATE, most_seconds: float = MOST_SECONDS) -> Sound:
    """Decode any recording to mono samples at `rate`, at most `most_seconds`; raises AudioError.

    Durations and rates a file claims are not believed: what counts is what was decoded.
    """
    kind = _kind(path)
    try:
        with av.open(str(path), format=kind, options={"protocol_whitelist": "file"}) as container:
            return _decoded(container, rate, most_seconds)
    except (av.FFmpegError, OSError, ValueError, MemoryError, OverflowError) as error:
        if isinstance(error, AudioError):
            raise
        raise AudioError("unreadable", "This recording cannot be read.") from None


def duration(path: Path) -> float:
    """Return the seconds of sound really in a file; raises AudioError."""
    return decode(path, CLIP_RATE).seconds


def encode(sound: Sound, path: Path) -> None:
    """Write a sound as OGG/Opus, mono, 48 kHz, playable as a Telegram voice message; the file appears whole.

    The same sound gives the same bytes.
    """
    samples = resampled(sound, CLIP_RATE).samples
    partial = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        _write_opus(samples, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def resampled(sound: Sound, rate: int) -> Sound:
    """Return the sound at another rate in hertz."""
    if sound.rate == rate:
        return sound
    resampler = AudioResampler(format="flt", layout="mono", rate=rate)
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(sound.samples).reshape(1, -1), "flt", "mono")
    frame.sample_rate = sound.rate
    return Sound(np.concatenate([*_resampled(resampler, frame), *_resampled(resampler, None)]), rate, sound.cut)


def _kind(path: Path) -> str:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        raise AudioError("unreadable", "This recording is not there any more.") from None
    if not size:
        raise AudioError("empty", "This recording is empty.")
    if size > MOST_BYTES:
        raise AudioError("too_large", f"This recording is larger than {MOST_BYTES // 1024**2} MB.")
    for place, magic, kind in _KINDS:
        if head[place : place + len(magic)] == magic:
            return kind
    raise AudioError("unreadable", "This file is not a recording.")


def _decoded(container: InputContainer, rate: int, most_seconds: float) -> Sound:
    if not container.streams.audio:
        raise AudioError("no_sound", "This file has no sound in it.")
    wanted = round(most_seconds * rate)
    pieces: list[Samples] = []
    have = 0
    # The channels are kept until here: FFmpeg's own mix to mono is louder by half, and clips.
    resampler = AudioResampler(format="fltp", rate=rate)
    for frame in _frames(container):
        for piece in _resampled(resampler, frame):
            pieces.append(piece)
            have += len(piece)
        if have > wanted:
            break
    if not have:
        raise AudioError("unreadable", "Nothing could be decoded from this recording.")
    samples = np.concatenate(pieces)[:wanted]
    return Sound(np.clip(np.nan_to_num(samples), -1.0, 1.0), rate, cut=have > wanted)


def _frames(container: InputContainer) -> Iterator[AudioFrame | None]:
    broken = 0
    packets = container.demux(container.streams.audio[0])
    for _ in range(MOST_PACKETS):
        try:
            packet = next(packets)
            for frame in packet.decode():
                if isinstance(frame, AudioFrame):
                    yield frame
        except StopIteration:
            break
        except av.FFmpegError:
            broken += 1
            if broken > MOST_BROKEN_PACKETS:
                break
    yield None


def _resampled(resampler: AudioResampler, frame: AudioFrame | None) -> Iterator[Samples]:
    if frame is not None:
        # Wrong time stamps would make the resampler fill hours with silence.
        frame.pts = None
    try:
        for part in resampler.resample(frame):
            yield np.asarray(part.to_ndarray().mean(axis=0), dtype=np.float32)
    except (av.FFmpegError, ValueError):
        return


def _write_opus(samples: Samples, path: Path) -> None:
    # Bitexact: without it the stream's serial number is random and the same clip never hashes alike.
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=CLIP_RATE, options=_OPUS)
        stream.bit_rate = BITS_PER_SECOND
        stream.layout = "mono"
        stream.format = "flt"
        for start in range(0, len(samples), FRAME):
            piece = np.ascontiguousarray(samples[start : start + FRAME]).reshape(1, -1)
            frame = AudioFrame.from_ndarray(piece, format="flt", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = CLIP_RATE, start, Fraction(1, CLIP_RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))

"""Two things Telegram wants of a sound: how long it is, and an MP3 where a voice message is not welcome."""

from io import BytesIO
from pathlib import Path

import av
import numpy as np

from bot.voice.audio import decode
from bot.voice.sound import CLIP_RATE

PAGE = b"OggS"
GRANULES = slice(6, 14)  # of a page: where it ends, in samples at 48 kHz whatever the stream's rate (RFC 7845, 4)
OPUS_RATE = 48_000


def seconds_of(content: bytes) -> int:
    """The whole seconds of an OGG/Opus file, as its last page says; 0 for anything else."""
    last = content.rfind(PAGE)
    if not content.startswith(PAGE) or last < 0:
        return 0
    ends = int.from_bytes(content[last:][GRANULES], "little", signed=True)
    return max(0, round(ends / OPUS_RATE))


def as_mp3(clip: Path) -> bytes:
    """A clip of ours as an MP3. Raises AudioError; never given what a stranger sent."""
    sound = decode(clip, CLIP_RATE)
    samples = (np.clip(sound.samples, -1, 1) * 32767).astype(np.int16).reshape(1, -1)
    written = BytesIO()
    with av.open(written, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=CLIP_RATE)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(samples, format="s16p", layout="mono")
        frame.sample_rate = CLIP_RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return written.getvalue()

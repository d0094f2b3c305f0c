"""Recordings and pictures made on the spot, so that a test carries no files."""

from io import BytesIO

import av
import numpy as np
from PIL import Image

RATE = 48_000
HERTZ = 440.0


def tone(seconds: float = 1.0, container: str = "ogg", codec: str = "libopus") -> bytes:
    """Return a tone of that many seconds, by default as a Telegram voice note: OGG with Opus, mono."""
    out = BytesIO()
    times = np.arange(int(seconds * RATE)) / RATE
    samples = (np.sin(2 * np.pi * HERTZ * times) * 8000).astype(np.int16)
    # Without it each OGG gets a random serial number, and the same sound other bytes.
    exact = {"fflags": "+bitexact"}
    with av.open(out, "w", format=container, options=exact) as written:
        stream = written.add_stream(codec, rate=RATE)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            written.mux(packet)
    return out.getvalue()


def picture(width: int = 640, height: int = 480, color: str = "teal") -> bytes:
    """Return a plain PNG."""
    out = BytesIO()
    Image.new("RGB", (width, height), color).save(out, "PNG")
    return out.getvalue()

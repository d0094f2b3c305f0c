"""Clips for browsers that do not play Opus in OGG: Safari before 18.4, on iPhones of before 2025."""

import os
import tempfile
from pathlib import Path

import av
from av.audio.stream import AudioStream

RATE = 48_000
BITS = 48_000  # a second; one voice in AAC needs no more


def as_aac(clip: Path, folder: Path) -> Path:
    """One of our own clips as AAC in MP4, made once under its name. Raises av.FFmpegError for what is no clip."""
    path = folder / f"{clip.stem}.m4a"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=folder, suffix=".part")
        os.close(handle)
        _transcode(clip, Path(unfinished))
        Path(unfinished).rename(path)
    return path


def _transcode(source: Path, target: Path) -> None:
    with (
        av.open(str(source)) as incoming,
        av.open(str(target), "w", format="mp4", options={"movflags": "faststart"}) as outgoing,
    ):
        stream = outgoing.add_stream("aac", rate=RATE, layout="mono")
        assert isinstance(stream, AudioStream)
        stream.bit_rate = BITS
        for frame in incoming.decode(audio=0):
            outgoing.mux(stream.encode(frame))
        outgoing.mux(stream.encode(None))

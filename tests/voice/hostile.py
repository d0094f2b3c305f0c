"""Hostile recordings: what a broken telephone, a bored person or an attacker sends."""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from bot.voice.audio import encode
from bot.voice.sound import CLIP_RATE, Sound
from tests.voice.conftest import sine
from tests.voice.test_audio import written


def good_files(folder: Path) -> list[Path]:
    """Sound recordings of the kinds people send, to be broken afterwards."""
    sound = sine(1.0)
    encode(sound, folder / "good.ogg")
    return [
        folder / "good.ogg",
        written(folder / "good.webm", "webm", "libopus", sound),
        written(folder / "good.mp4", "mp4", "aac", sine(1.0, rate=44_100), "stereo"),
        written(folder / "good.wav", "wav", "pcm_s16le", sine(1.0, rate=16_000)),
        written(folder / "good.mp3", "mp3", "libmp3lame", sine(1.0, rate=44_100)),
    ]


def hostile_files(folder: Path) -> Iterator[Path]:
    """Two hundred and more files no player would like."""
    good = good_files(folder)
    for percent in range(100):
        # A voice message is cut at every percent, the other kinds here and there.
        for file in good if percent % 5 == 0 else good[:1]:
            yield _with(folder / f"cut-{percent}-{file.name}", file.read_bytes(), percent)
    yield from _strange(folder, good)


def mutations(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """So many copies of a recording with bytes changed, taken out or doubled."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(int(rng.integers(1, 24))):
            place = int(rng.integers(0, len(changed)))
            match int(rng.integers(0, 4)):
                case 0 | 1:
                    changed[place] = int(rng.integers(0, 256))
                case 2:
                    del changed[place : place + int(rng.integers(1, 64))]
                case _:
                    changed[place:place] = changed[place : place + int(rng.integers(1, 64))]
            if not changed:
                break
        yield bytes(changed)


def _with(path: Path, data: bytes, percent: int) -> Path:
    path.write_bytes(data[: len(data) * percent // 100])
    return path


def _strange(folder: Path, good: list[Path]) -> Iterator[Path]:
    yield _wav(folder / "rate-0.ogg", rate=0)
    yield _wav(folder / "rate-2g.ogg", rate=2**31 - 1)
    yield _wav(folder / "channels-0.ogg", channels=0)
    yield _wav(folder / "channels-65535.ogg", channels=65535)
    yield _wav(folder / "bits-1.ogg", bits=1)
    yield _wav(folder / "claims-4g.ogg", claimed=2**32 - 1)
    yield _long_silence(folder / "72-hours.ogg", hours=72)
    yield _zip(folder / "archive.ogg")
    yield _film(folder / "film.ogg")
    yield written(folder / "192-khz.wav", "wav", "pcm_s16le", sine(0.5, rate=192_000), "stereo")
    yield _false_duration(folder / "false-duration.mp4", good[2].read_bytes())
    for number, data in enumerate(_heads()):
        path = folder / f"head-{number}.ogg"
        path.write_bytes(data)
        yield path
    for first in good:
        for second in good:
            path = folder / f"glued-{first.suffix[1:]}-{second.suffix[1:]}.ogg"
            path.write_bytes(first.read_bytes()[:700] + second.read_bytes())
            yield path


def _heads() -> list[bytes]:
    kinds = (
        b"OggS",
        b"\x1a\x45\xdf\xa3",
        b"\0\0\0\x18ftyp",
        b"RIFF",
        b"fLaC",
        b"ID3",
        b"\xff\xfb",
        b"#!AMR\n",
    )
    rng = np.random.default_rng(5)
    noise = [rng.integers(0, 256, 4000, dtype=np.uint8).tobytes() for _ in kinds]
    plain = [kind + filling * 500 for kind in kinds for filling in (b"\0", b"\xff", b"A", b"\x80\0")]
    scripts = [b"#EXTM3U\nhttp://127.0.0.1/x\n", b"ffconcat version 1.0\nfile x\n", b"[playlist]\n", b"\0"]
    return [kind + each for kind, each in zip(kinds, noise, strict=True)] + plain + scripts


def _wav(path: Path, rate: int = 16_000, channels: int = 1, bits: int = 16, claimed: int | None = None) -> Path:
    body = b"\x01\x02" * 4000
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * 2 % 2**32, 2, bits)
    size = len(body) if claimed is None else claimed
    path.write_bytes(
        b"RIFF"
        + struct.pack("<I", size % 2**32)
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + form
        + b"data"
        + struct.pack("<I", size)
        + body
    )
    return path


def _long_silence(path: Path, hours: int) -> Path:
    """Write hours of Opus silence in a few megabytes: pages of 255 packets, each six empty frames of 20 ms."""
    encode(Sound(np.zeros(CLIP_RATE // 10, dtype=np.float32), CLIP_RATE), path)
    begins = path.read_bytes()
    # The page with the tags ends where the first page with sound begins.
    begins = begins[: begins.index(b"OggS", begins.index(b"OpusTags"))]
    packet, packets, samples = b"\xfb\x06", 255, 255 * 6 * 960
    count = hours * 3600 * CLIP_RATE // samples
    body = bytes([len(packet)] * packets) + packet * packets
    serial = begins[14:18]
    head = struct.Struct("<6sq4sI4xB")
    pages = b"".join(
        head.pack(b"OggS\0\0", (number + 1) * samples, serial, number + 2, packets) + body for number in range(count)
    )
    whole = np.frombuffer(bytearray(pages), dtype=np.uint8).reshape(count, -1)
    whole[:, 22:26] = _checksums(whole)[:, None].view(np.uint8)
    path.write_bytes(begins + whole.tobytes())
    return path


def _checksums(pages: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the CRC of each page as Ogg wants it (polynomial 04c11db7), all pages at once."""
    table = np.zeros(256, dtype=np.uint32)
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        table[byte] = value & 0xFFFFFFFF
    found = np.zeros(len(pages), dtype=np.uint32)
    for column in pages.T:
        found = (found << np.uint32(8)) ^ table[(found >> np.uint32(24)) ^ column]
    return found.astype("<u4")


def _zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(10_000_000))
    return path


def _film(path: Path) -> Path:
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        container.mux(stream.encode(None))
    return path


def _false_duration(path: Path, data: bytes) -> Path:
    for box in (b"mvhd", b"tkhd", b"mdhd"):
        place = data.find(box)
        data = data[: place + 20] + b"\x7f\xff\xff\xff" + data[place + 24 :]
    path.write_bytes(data)
    return path

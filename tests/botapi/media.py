"""What a file really is: its duration by decoding its container, its picture sizes by drawing them."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from PIL import Image

from .refusals import bad

# Containers a voice message may come in (Bot API, sendVoice: OGG with Opus, MP3, M4A).
VOICE_FORMATS = {("ogg", "opus"), ("mp3", "mp3"), ("mp3", "mp3float"), ("mov", "aac")}
# The longest side of the sizes Telegram draws of a photo (core.telegram.org/api/files, photo sizes).
PHOTO_SIDES = (90, 320, 800, 1280)
# Bot API, sendPhoto: width and height together, and how oblong it may be.
PHOTO_SUM_LIMIT = 10_000
PHOTO_RATIO_LIMIT = 20
MICROSECONDS = 1_000_000
# Bots send the same clips and pictures to everybody.
REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Sound:
    """What a decoder says of an audio file; duration in seconds."""

    duration: float
    container: str
    codec: str

    @property
    def is_voice(self) -> bool:
        """Say whether sendVoice keeps it a voice message."""
        return (self.container, self.codec) in VOICE_FORMATS

    def seconds(self) -> int:
        """Return the duration as Telegram tells it, whole seconds."""
        return round(self.duration)


@lru_cache(REMEMBERED)
def hear(content: bytes) -> Sound | None:
    """Return the sound in a file, None when no decoder finds one."""
    try:
        with av.open(BytesIO(content), mode="r") as container:
            stream = container.streams.audio[0]
            length = container.duration / MICROSECONDS if container.duration else _decoded(container, stream)
            name = container.format.name.split(",")[0]
            return Sound(length, name, stream.codec_context.name)
    except (av.FFmpegError, IndexError, ValueError, OSError):
        return None


def _decoded(container: InputContainer, stream: AudioStream) -> float:
    return sum(frame.samples / frame.sample_rate for frame in container.decode(stream))


@dataclass(frozen=True, slots=True)
class Drawing:
    """One size of a photo, as JPEG."""

    width: int
    height: int
    content: bytes


@lru_cache(REMEMBERED)
def draw_sizes(content: bytes) -> tuple[Drawing, ...]:
    """Return the sizes Telegram offers of a photo, smallest first; what is no photo is refused."""
    try:
        with Image.open(BytesIO(content)) as opened:
            opened.load()
            image = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    width, height = image.size
    if width + height > PHOTO_SUM_LIMIT or max(width, height) > PHOTO_RATIO_LIMIT * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    longest = max(width, height)
    sides = sorted({min(side, longest) for side in PHOTO_SIDES})
    return tuple(_draw(image, side / longest) for side in sides)


def _draw(image: Image.Image, scale: float) -> Drawing:
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    out = BytesIO()
    image.resize(size).save(out, "JPEG", quality=80)
    return Drawing(*size, out.getvalue())

import asyncio
import json
import struct
from typing import BinaryIO

# A request holds a few hundred spoken forms, an answer five minutes of transcript.
MOST_FRAME_BYTES = 4 * 1024 * 1024
_LENGTH = struct.Struct(">I")

Message = dict[str, object]


class FrameError(ValueError):
    """What came over the pipe is not a message."""


def pack(message: Message) -> bytes:
    """Return a message as it goes over a pipe: four bytes of length, then JSON."""
    body = json.dumps(message, ensure_ascii=False).encode()
    return _LENGTH.pack(len(body)) + body


def read_message(pipe: BinaryIO) -> Message | None:
    """Read one message from a blocking pipe; None at its end; raises FrameError."""
    head = pipe.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise FrameError("a message broke off")
    return _message(pipe.read(_size(head)))


async def receive(pipe: asyncio.StreamReader) -> Message:
    """Read one message from a pipe of a child process; raises FrameError, also at the pipe's end."""
    try:
        head = await pipe.readexactly(_LENGTH.size)
        return _message(await pipe.readexactly(_size(head)))
    except asyncio.IncompleteReadError:
        raise FrameError("the pipe ended") from None


def _size(head: bytes) -> int:
    size = int(_LENGTH.unpack(head)[0])
    if size > MOST_FRAME_BYTES:
        raise FrameError("a message is too large")
    return size


def _message(body: bytes) -> Message:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise FrameError("a message is not JSON") from None
    if not isinstance(message, dict):
        raise FrameError("a message is not an object")
    return message

"""A listening process whose mood a file says, asked at each request: it may change in mid-conversation.

well: hears « no » · dies · hangs · garbage (bytes that are no answer) · stranger (an option nobody offered)
"""

import sys
import time
from pathlib import Path

from bot.voice.frames import Message, pack, read_message

HEARD: Message = {"option": "no", "margin": 3.0, "status": "sure", "seconds": 1.0, "second_option": "yes"}
WRITTEN: Message = {"text": "des mots", "confidence": 0.9, "seconds": 1.0, "status": "clear", "language": None}
LONGER_THAN_ANYONE_WAITS = 600.0


def main(mood: Path) -> None:
    while (request := read_message(sys.stdin.buffer)) is not None:
        sys.stdout.buffer.write(_answer(mood.read_text(), request))
        sys.stdout.buffer.flush()


def _answer(mood: str, request: Message) -> bytes:
    if request["do"] == "ping":
        return pack({"id": request["id"], "result": {}})
    if mood == "dies":
        sys.exit(1)
    if mood == "hangs":
        time.sleep(LONGER_THAN_ANYONE_WAITS)
    if mood == "garbage":
        return b"\x00\x00\x00\x05hello"
    result = HEARD if request["do"] == "hear" else WRITTEN
    return pack({"id": request["id"], "result": {**result, **({"option": "maybe"} if mood == "stranger" else {})}})


if __name__ == "__main__":
    main(Path(sys.argv[1]))

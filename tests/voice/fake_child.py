"""A child process of the tests: answers, dies, hangs or talks nonsense as its arguments say."""

import sys
import time
from pathlib import Path

from bot.voice.frames import Message, pack, read_message

GOOD: Message = {
    "option": "yes",
    "margin": 3.0,
    "status": "sure",
    "seconds": 1.0,
    "second_option": "no",
    "control": None,
    "language": None,
}


def main(manner: str) -> None:
    while (request := read_message(sys.stdin.buffer)) is not None:
        answer = _answer(manner, request)
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()


def _answer(manner: str, request: Message) -> bytes:
    name = Path(str(request.get("path", ""))).name
    good: Message = {"id": request["id"], "result": GOOD}
    if request["do"] == "ping" and manner != "dead":
        return pack({"id": request["id"], "result": {}})
    if manner == "dead" or name == "poison.ogg":
        sys.exit(1)
    if manner == "hangs" or name == "hang.ogg":
        time.sleep(60)
    return {
        "noise": b"\x00\x00\x00\x05hello",
        "huge": b"\xff\xff\xff\xff",
        "list": pack(good).replace(b"{", b"[", 1),
        "another": pack(good | {"id": 999}),
        "stranger": pack({"id": request["id"], "result": GOOD | {"option": "maybe"}}),
        "contradiction": pack({"id": request["id"], "result": GOOD | {"status": "nothing"}}),
        "infinite": pack({"id": request["id"], "result": GOOD | {"margin": float("inf")}}),
        "bare": pack({"id": request["id"]}),
    }.get(manner, pack(good))


if __name__ == "__main__":
    main(sys.argv[1])

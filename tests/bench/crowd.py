"""A Bot API just wide enough for a survey, with the crowd that answers it: `python -m tests.bench.crowd …`.

Requests are read with two searches instead of a parser, so that this process costs less than any bot it measures;
what it costs is reported beside them. A turn is a person's message and the first message the bot sends her after it.
"""

import argparse
import asyncio
import json
import re
import resource
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

QUESTIONS = 10
TURNS_EACH = QUESTIONS + 1  # her /start is answered too
FIRST_PERSON = 6_000_000_001
BATCH = 100
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
OFFSET = re.compile(rb'offset"?[=:] ?(\d+)')
CHAT = re.compile(rb'chat_id(?:"?[=:] ?"?|"\r\n(?:[^\r\n]+\r\n)*\r\n)(\d+)')
ME = b'{"id":123456,"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":true,'
ME += b'"can_read_all_group_messages":false,"supports_inline_queries":false}'


@dataclass
class Crowd:
    """People who each answer as soon as they are asked, so many at a time."""

    flight: int
    warm: int  # turns before the clock starts
    turns: int  # turns that are measured
    tokens: list[str]
    first: int = FIRST_PERSON
    waiting: deque[tuple[int, bytes]] = field(default_factory=deque)
    taken: list[float] = field(default_factory=list)
    done: int = 0
    began: float = 0.0
    cpu: float = 0.0
    more: Callable[[], None] = lambda: None  # there is more to say than what answered the bot
    _people: int = 0
    _number: int = 700_000_000
    _asked: dict[int, tuple[int, float]] = field(default_factory=dict)

    def begin(self) -> None:
        """Let the first ones come."""
        for _ in range(self.flight):
            self._come()

    def _come(self) -> None:
        token = self.tokens[self._people] if self._people < len(self.tokens) else ""
        self._people += 1
        self._say(self.first + self._people, 0, f"/start {token}".strip())

    def _say(self, person: int, step: int, text: str) -> None:
        self._number += 1
        entities = [{"type": "bot_command", "offset": 0, "length": 6}] if not step else []
        user = {"id": person, "is_bot": False, "first_name": "P", "language_code": "fr"}
        message = {"message_id": self._number, "date": int(time.time()), "text": text, "entities": entities}
        message |= {"chat": {"id": person, "type": "private", "first_name": "P"}, "from": user}
        update = json.dumps({"update_id": self._number, "message": message}, separators=(",", ":"))
        self._asked[person] = (step, time.perf_counter())
        self.waiting.append((self._number, update.encode()))

    def hear(self, person: int) -> None:
        """The bot sent her something: if she waits for it, her turn is over and she answers."""
        found = self._asked.pop(person, None)
        if found is None:
            return
        step, since = found
        self._count(time.perf_counter() - since)
        if step < QUESTIONS:
            self._say(person, step + 1, f"réponse {step + 1}")
        else:
            self._come()

    def _count(self, seconds: float) -> None:
        self.done += 1
        if self.done == self.warm:
            self.began, self.cpu = time.perf_counter(), time.process_time()
            print("begin", flush=True)
        elif self.done > self.warm:
            self.taken.append(seconds)
            if len(self.taken) == self.turns:
                print(json.dumps(self._result()), flush=True)

    def _result(self) -> dict[str, float]:
        ordered = sorted(self.taken)
        seconds = time.perf_counter() - self.began
        return {
            "turns": self.turns / seconds,
            "p50": ordered[len(ordered) // 2] * 1000,
            "p99": ordered[int(len(ordered) * 0.99)] * 1000,
            "load": (time.process_time() - self.cpu) / self.turns * 1000,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }


class Connection(asyncio.Protocol):
    """One connection of the bot."""

    def __init__(self, server: "Server") -> None:
        self._server, self._buffer = server, b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            length = LENGTH.search(self._buffer, 0, end)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < whole:
                return
            request, self._buffer = self._buffer[:whole], self._buffer[whole:]
            self._server.answer(self, request)

    def reply(self, result: bytes) -> None:
        """Say that a call was accepted."""
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        body = b'{"ok":true,"result":' + result + b"}"
        if not self._transport.is_closing():
            self._transport.write(head % len(body) + body)


class Server:
    """The methods a survey needs."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._poll: Connection | None = None
        self._sent = 0
        self._begun = False
        crowd.more = self._flush

    def answer(self, connection: Connection, request: bytes) -> None:
        """Answer one request."""
        method = request[: request.index(b"\r\n")].split(b"?")[0].split(b" ")[1].rpartition(b"/")[2].lower()
        if method == b"getupdates":
            self._updates(connection, request)
        elif method == b"getme":
            connection.reply(ME)
        elif method.startswith(b"send") and method != b"sendchataction":
            self._send(connection, request, method)
        else:
            connection.reply(b"true")

    def _updates(self, connection: Connection, request: bytes) -> None:
        offset = OFFSET.search(request)
        waiting = self._crowd.waiting
        while offset and waiting and waiting[0][0] < int(offset[1]):
            waiting.popleft()
        if not self._begun and b"allowed_updates" in request:
            self._begun = True
            self._crowd.begin()
        self._poll = connection
        if waiting:
            self._flush()

    def _flush(self) -> None:
        if self._poll is not None and self._crowd.waiting:
            first = [update for _, update in list(self._crowd.waiting)[:BATCH]]
            connection, self._poll = self._poll, None
            connection.reply(b"[" + b",".join(first) + b"]")

    def _send(self, connection: Connection, request: bytes, method: bytes) -> None:
        self._sent += 1
        person = int(CHAT.search(request)[1])  # type: ignore[index]
        kind = method[4:]
        content = b'"text":"?"'
        if kind in (b"voice", b"audio"):
            content = b'"voice":{"file_id":"V%d","file_unique_id":"V","duration":1}' % self._sent
        elif kind == b"photo":
            content = b'"photo":[{"file_id":"P%d","file_unique_id":"P","width":9,"height":9}]' % self._sent
        connection.reply(
            b'{"message_id":%d,"date":1795310000,"chat":{"id":%d,"type":"private","first_name":"P"},%b}'
            % (self._sent, person, content)
        )
        self._crowd.hear(person)
        asyncio.get_running_loop().call_soon(self._flush)


async def listen(crowd: Crowd) -> tuple[asyncio.Server, str]:
    """A server for a crowd, and its address."""
    server = Server(crowd)
    listening = await asyncio.get_running_loop().create_server(lambda: Connection(server), "127.0.0.1", 0)
    return listening, f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"


async def serve(crowd: Crowd) -> None:
    """Listen until killed; the first line printed is the address."""
    listening, address = await listen(crowd)
    print(address, flush=True)
    await listening.serve_forever()


def main() -> None:
    """Read what is wanted, and serve it."""
    parser = argparse.ArgumentParser()
    for name in ("flight", "warm", "turns"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--tokens", type=Path, help="a file with the invitations of our bot, one a line")
    parser.add_argument("--skip", type=int, default=0, help="invitations, and people, of the runs before this one")
    given = parser.parse_args(sys.argv[1:])
    tokens = given.tokens.read_text().split()[given.skip :] if given.tokens else []
    asyncio.run(serve(Crowd(given.flight, given.warm, given.turns, tokens, FIRST_PERSON + given.skip)))


if __name__ == "__main__":
    main()

"""Run the emulator by itself: ``python -m tests.botapi --port 8081 --token 123:abc``."""

import argparse
import asyncio
import re
import signal

from .clock import Clock, HandClock, WallClock
from .emulator import DEFAULT_TOKEN, Emulator

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


def main() -> None:
    """Listen until interrupted, printing where."""
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description="A Bot API emulator.")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", action="append", type=bot_token, help="ID:SECRET, repeatable")
    parser.add_argument("--now", type=float, help="seconds since 1970: a clock that only moves when told")
    given = parser.parse_args()
    clock = WallClock() if given.now is None else HandClock(given.now)
    try:
        asyncio.run(serve(given.port, given.token or [DEFAULT_TOKEN], clock))
    except OSError as problem:
        parser.exit(1, f"cannot listen on port {given.port}: {problem.strerror}\n")


def bot_token(written: str) -> str:
    """Return a token that looks like one."""
    if not TOKEN.fullmatch(written):
        raise argparse.ArgumentTypeError("a token is written ID:SECRET, such as 123456:abc")
    return written


async def serve(port: int, tokens: list[str], clock: Clock) -> None:
    """Run until SIGINT or SIGTERM; the first line printed is the server's address."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    emulator = Emulator(*tokens, clock=clock)
    await emulator.start(port)
    print(emulator.url, flush=True)
    await stopped.wait()
    await emulator.stop()


if __name__ == "__main__":
    main()

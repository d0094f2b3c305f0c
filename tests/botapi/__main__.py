"""Run the emulator by itself: ``python -m tests.botapi --port 8081 --token 123:abc``."""

import argparse
import asyncio
import signal

from .emulator import DEFAULT_TOKEN, Emulator


def main() -> None:
    """Listen until interrupted, printing where."""
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description="A Bot API emulator.")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", action="append", help="a bot's token, ID:SECRET; may be repeated")
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.token or [DEFAULT_TOKEN]))


async def serve(port: int, tokens: list[str]) -> None:
    """Run until SIGINT or SIGTERM; the first line printed is the server's address."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    emulator = Emulator(*tokens)
    await emulator.start(port)
    print(emulator.url, flush=True)
    await stopped.wait()
    await emulator.stop()


if __name__ == "__main__":
    main()

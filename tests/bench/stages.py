"""What each stage of a turn costs, in one thread, beside a yardstick: `python -m tests.bench.stages [NAME]`.

For work on the hot path while the machine does other things: the CPU of a busy machine is slower, and the yardstick,
some JSON and some SQL, is slower with it. Crowd and contender share a process; what the crowd costs is taken off.
"""

import argparse
import asyncio
import json
import os
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage.database import Database, open_database, transaction
from tests.bench import ours
from tests.bench.crowd import TURNS_EACH, Connection, Crowd, Server
from tests.bench.peers import PEERS

FLIGHT = 64
WARM = 500  # turns; the clips are uploaded in them
TOGETHER = 0.0005  # seconds that writes wait for each other: what a commit takes, in service
LOOK_EVERY = 0.02  # seconds between two looks at the yardstick
YARDS = 60
USUAL = 0.9  # milliseconds of the yardstick on an idle machine of ours: figures are brought to it


class Yardstick:
    """A piece of work that is always the same."""

    def __init__(self) -> None:
        self._memory = sqlite3.connect(":memory:")
        self._memory.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
        self.spent, self.times = 0.0, 0

    async def run(self) -> None:
        """Do it for ever, now and then."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            began = time.thread_time()
            for number in range(YARDS):
                json.dumps({"a": number, "b": [number, str(number)]})
                self._memory.execute("INSERT OR REPLACE INTO t VALUES (?, ?)", (number, str(number)))
                self._memory.execute("SELECT * FROM t WHERE a = ?", (number,)).fetchone()
            self.spent += time.thread_time() - began
            self.times += 1


class Inline:
    """A writer without a thread: what waits together is written together, and each function's CPU is counted."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._waiting: list[tuple[Callable[..., Any], tuple[Any, ...], asyncio.Future[Any]]] = []
        self.spent: dict[str, float] = defaultdict(float)

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """What the function returns, once committed."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((function, args, future))
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_later(TOGETHER, self._write)
        return await future

    def _write(self) -> None:
        batch, self._waiting = self._waiting, []
        done = []
        with transaction(self._db):
            for function, args, future in batch:
                began = time.thread_time()
                done.append((future, function(self._db, *args)))
                self.spent[function.__qualname__] += time.thread_time() - began
        for future, result in done:
            future.set_result(result)


class Counted(Crowd):
    """A crowd whose own CPU is known; `marks` are what the contender had used when the turns began and ended."""

    def __init__(self, turns: int, tokens: list[str], yard: Yardstick) -> None:
        super().__init__(FLIGHT, WARM, turns, tokens)
        self._yard = yard
        self.enough, self.own, self.marks = asyncio.Event(), 0.0, list[float]()

    def _count(self, seconds: float) -> None:
        super()._count(seconds)
        if self.done in (self.warm, self.warm + self.turns):
            self.marks.append(time.thread_time() - self.own - self._yard.spent)
        if self.done == self.warm + self.turns:
            self.enough.set()


class Watched(Connection):
    """A connection whose crowd is counted apart."""

    def __init__(self, server: Server, crowd: Counted) -> None:
        super().__init__(server)
        self._counted = crowd

    def data_received(self, data: bytes) -> None:
        """Answer, and count it."""
        began = time.thread_time()
        super().data_received(data)
        self._counted.own += time.thread_time() - began


async def measure(name: str, turns: int, others: int, folder: Path) -> None:
    """Let one contender take so many turns, say what they cost, and end: peers do not stop when they are told to."""
    people = (WARM + turns) // TURNS_EACH + 2 * FLIGHT
    await ours.prepare(folder, people if name == "ours" else 1, others)
    yard = Yardstick()
    crowd = Counted(turns, (folder / "tokens").read_text().split(), yard)
    server = Server(crowd)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: Watched(server, crowd), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    inline = Inline(open_database(folder / ours.FILE, ours.now()))
    contender = ours.serve(folder, url, inline) if name == "ours" else PEERS[name](url, folder)
    work = [asyncio.ensure_future(part) for part in (contender, yard.run(), crowd.enough.wait())]
    ended, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
    for each in ended:
        each.result()  # a contender that broke ends with its error
    before, after = crowd.marks
    cost, unit = (after - before) / turns * 1000, yard.spent / yard.times * 1000
    print(f"{name}: {cost:.2f} ms CPU a turn, {cost / unit * USUAL:.2f} by the yardstick ({unit:.2f} ms)", flush=True)
    for function, spent in sorted(inline.spent.items(), key=lambda each: -each[1]):
        print(f"  {function:32} {spent / (WARM + turns) * 1000:.3f}", flush=True)
    os._exit(0)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.stages")
    parser.add_argument("name", nargs="?", default="ours", choices=["ours", *PEERS])
    parser.add_argument("--turns", type=int, default=2_000)
    parser.add_argument("--others", type=int, default=0, help="people who are in the database already")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        asyncio.run(measure(given.name, given.turns, given.others, Path(folder)))


if __name__ == "__main__":
    main()

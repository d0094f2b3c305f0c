"""Half an hour at fifty turns a second with a thousand people: `make bench-endurance`.

The bot is a process of its own, as in the other measurements. At the end every answer that was given has to be in the
database, once; memory and descriptors are read from /proc while it runs.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from storage.database import every, open_database
from tests.bench import ours
from tests.bench.crowd import TURNS_EACH, Crowd, listen

TICK = 0.02  # seconds
AFTERWARDS = 60.0  # seconds in which the last ones are answered
MEASURED = 60.0  # seconds of one row of the table


@dataclass
class Steady(Crowd):
    """So many people at a time, of whom a few speak each second, whoever has been asked something."""

    ready: list[tuple[int, int, str]] = field(default_factory=list)
    said: int = 0
    answers: int = 0

    def begin(self) -> None:
        """The first ones stand at the door."""
        for _ in range(self.flight):
            self._come()

    def speaks(self, chance: random.Random) -> None:
        """One of those who were asked something answers it."""
        if self.ready:
            place = chance.randrange(len(self.ready))
            self.ready[place], self.ready[-1] = self.ready[-1], self.ready[place]
            person, step, text = self.ready.pop()
            self.said += 1
            self.answers += bool(step)
            super()._say(person, step, text)
            self.more()

    def _say(self, person: int, step: int, text: str) -> None:
        self.ready.append((person, step, text))

    def _count(self, seconds: float) -> None:
        self.taken.append(seconds)
        self.done += 1


@dataclass(frozen=True)
class Minute:
    """What a while of it was like: waiting times in seconds, the bot's memory in MB, its open descriptors."""

    turns: int
    p50: float
    p95: float
    p99: float
    memory: float
    descriptors: int


def prepared(folder: Path, seconds: float, rate: int, people: int) -> list[str]:
    """A new database with invitations enough."""
    count = people + int(seconds * rate / TURNS_EACH) + 1
    asyncio.run(ours.prepare(folder, count, 0))
    return (folder / "tokens").read_text().split()


async def lived(folder: Path, tokens: list[str], seconds: float, rate: int, people: int) -> tuple[list[Minute], int]:
    """Let it run; what each while was like, and how many answers were given."""
    crowd = Steady(people, 0, 0, tokens)
    listening, url = await listen(crowd)
    bot = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.ours", str(folder), "serve", url)
    minutes: list[Minute] = []
    try:
        await _talking(crowd, seconds, rate, minutes, bot.pid)
        async with asyncio.timeout(AFTERWARDS):
            while crowd.done < crowd.said:
                await asyncio.sleep(TICK)
    finally:
        bot.kill()
        await bot.wait()
        listening.close()
    return minutes, crowd.answers


async def _talking(crowd: Steady, seconds: float, rate: int, minutes: list[Minute], bot: int) -> None:
    while not crowd.ready:  # the bot is still starting
        await asyncio.sleep(TICK)
    chance, began = random.Random(rate), time.monotonic()
    while (passed := time.monotonic() - began) < seconds:
        while crowd.said < passed * rate and crowd.ready:
            crowd.speaks(chance)
        if passed >= (len(minutes) + 1) * MEASURED:
            minutes.append(_minute(crowd, bot))
        await asyncio.sleep(TICK)
    minutes.append(_minute(crowd, bot))


def _minute(crowd: Steady, bot: int) -> Minute:
    taken, crowd.taken = sorted(crowd.taken), []
    status = dict(line.split(":", 1) for line in Path(f"/proc/{bot}/status").read_text().splitlines() if ":" in line)
    memory = int(status["VmRSS"].split()[0]) / 1024
    p50, p95, p99 = (taken[int(len(taken) * share)] if taken else 0.0 for share in (0.5, 0.95, 0.99))
    return Minute(len(taken), p50, p95, p99, memory, sum(1 for _ in Path(f"/proc/{bot}/fd").iterdir()))


def kept(folder: Path) -> tuple[int, int]:
    """How many answers are in the database, and how many of them more than once."""
    with open_database(folder / ours.FILE, ours.now(), write=False) as db:
        rows = every(db, "SELECT count(*) AS n FROM answers GROUP BY instance_id, question")
    return len(rows), sum(row["n"] > 1 for row in rows)


def show(console: Console, minutes: Sequence[Minute], given: int, found: tuple[int, int]) -> None:
    """Print what it was like."""
    table = Table("while", "turns", "p50 ms", "p95 ms", "p99 ms", "MB", "descriptors")
    for number, each in enumerate(minutes, 1):
        waits = (f"{seconds * 1000:.0f}" for seconds in (each.p50, each.p95, each.p99))
        table.add_row(str(number), str(each.turns), *waits, f"{each.memory:.0f}", str(each.descriptors))
    console.print(table)
    console.print(json.dumps({"answers_given": given, "answers_kept": found[0], "kept_twice": found[1]}))


def main() -> None:
    """Measure and print; the exit status is 1 where an answer is missing or there twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.endurance", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=int, default=50, help="turns a second")
    parser.add_argument("--people", type=int, default=1000, help="at a time")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="endurance-") as name:
        folder, seconds = Path(name), told.minutes * 60
        tokens = prepared(folder, seconds, told.rate, told.people)
        minutes, given = asyncio.run(lived(folder, tokens, seconds, told.rate, told.people))
        found = kept(folder)
    show(Console(width=100), minutes, given, found)
    sys.exit(found != (given, 0))


if __name__ == "__main__":
    main()

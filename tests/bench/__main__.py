"""`make bench`: our assistant and its peers, the same survey over the same HTTP, in one run."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.table import Table

from tests.bench.crowd import TURNS_EACH
from tests.bench.peers import PEERS

NAMES = {
    "bare": "aiohttp and a dictionary (the ceiling)",
    "ours": "ours: each answer on disk before its reply",
    "ptb": "ConversationHandler as shipped",
    "ptb-pickle": "… with PicklePersistence",
    "ptb-aiohttp": "… on our aiohttp transport, keeping nothing",
    "aiogram": "aiogram, memory",
    "aiogram-sqlite": "aiogram, aiogram-sqlite-storage",
}
MEASURES = {
    "turns": "turns/s",
    "p50": "p50 ms",
    "p99": "p99 ms",
    "cpu": "CPU ms/turn",
    "memory": "MB",
    "load": "crowd's ms",
}
PATIENCE = 300.0
TICKS = os.sysconf("SC_CLK_TCK")

Result = dict[str, float]


def one_run(name: str, flight: int, turns: int) -> Result:
    """One contender once, with a crowd and a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if name == "ours":
            invite(folder, people_for(flight, turns))
        return run_in(folder, name, flight, turns)


def warm_up(flight: int, turns: int) -> int:
    """Turns that are not measured yet."""
    return max(2 * flight, turns // 10)


def people_for(flight: int, turns: int) -> int:
    """How many people a run may need."""
    return (warm_up(flight, turns) + turns) // TURNS_EACH + 2 * flight + 1


def invite(folder: str, people: int, others: int = 0) -> None:
    """A database of ours in a folder, with invitations and with others who were there before."""
    _python("tests.bench.ours", folder, "invite", str(people), str(others)).wait()


def run_in(folder: str, name: str, flight: int, turns: int, skip: int = 0) -> Result:
    """One run in a folder; `skip` is how many invitations were used by those before."""
    options = {"--flight": flight, "--warm": warm_up(flight, turns), "--turns": turns, "--skip": skip}
    told = [str(part) for option in options.items() for part in option]
    tokens = ["--tokens", f"{folder}/tokens"] if name == "ours" else []
    crowd = _python("tests.bench.crowd", *told, *tokens)
    url = _line(crowd.stdout)
    bot = (
        _python("tests.bench.ours", folder, "serve", url)
        if name == "ours"
        else _python("tests.bench.peers", name, url, folder)
    )
    try:
        return _measure(crowd, bot, turns)
    finally:
        for process in (bot, crowd):
            process.kill()
            process.wait()


def _measure(crowd: "subprocess.Popen[str]", bot: "subprocess.Popen[str]", turns: int) -> Result:
    assert _line(crowd.stdout) == "begin"
    before = _cpu(bot.pid)
    result: Result = json.loads(_line(crowd.stdout))
    result["cpu"] = (_cpu(bot.pid) - before) / turns * 1000
    result["memory"] = _peak(bot.pid)
    return result


def _python(module: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def _line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline().strip()


def _cpu(pid: int) -> float:
    """Seconds of CPU a process has used, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _peak(pid: int) -> float:
    """The most memory a process has held, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def medians(results: list[Result]) -> Result:
    """The median of each measure."""
    return {name: statistics.median(result[name] for result in results) for name in MEASURES}


def show(console: Console, flight: int, found: dict[str, Result], rounds: int) -> None:
    """A table of medians, each beside ours."""
    table = Table(title=f"{flight} in flight, medians of {rounds}")
    table.add_column("")
    for title in (*MEASURES.values(), "ours is"):
        table.add_column(title, justify="right")
    for name, result in found.items():
        ratio = found["ours"]["turns"] / result["turns"] if "ours" in found else 0.0
        cells = [
            f"{result[measure]:.2f}" if measure in ("cpu", "load") else f"{result[measure]:.0f}" for measure in MEASURES
        ]
        table.add_row(NAMES[name], *cells, f"× {ratio:.2f}")
    console.print(table)


def growth(console: Console, sizes: list[int], turns: int, rounds: int) -> None:
    """What a turn of ours costs with more and more people in the database, beside the smallest."""
    results: dict[int, list[Result]] = defaultdict(list)
    people = people_for(64, turns)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for others in sizes:
            Path(folder, str(others)).mkdir()
            invite(f"{folder}/{others}", people * rounds, others)
        for number in range(rounds):
            for others in sizes:
                results[others].append(run_in(f"{folder}/{others}", "ours", 64, turns, number * people))
    table = Table(title=f"ours, 64 in flight, by people in the database, medians of {rounds}")
    for title in ("people", "turns/s", "CPU ms/turn", "p99 ms", "CPU, × the smallest", "time, × the smallest"):
        table.add_column(title, justify="right")
    first = medians(results[sizes[0]])
    for others in sizes:
        found = medians(results[others])
        ratios = [f"{found['cpu'] / first['cpu']:.2f}", f"{first['turns'] / found['turns']:.2f}"]
        table.add_row(f"{others:,}", f"{found['turns']:.0f}", f"{found['cpu']:.2f}", f"{found['p99']:.0f}", *ratios)
    console.print(table)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--flights", type=int, nargs="*", default=[1, 64])
    parser.add_argument("--turns", type=int, default=3000, help="measured in a run at 64; a fifth of them at 1")
    parser.add_argument("--only", nargs="+", default=["ours", *PEERS], choices=["ours", *PEERS])
    parser.add_argument("--growth", type=int, nargs="*", default=[1_000, 1_000_000], help="people; none: not measured")
    given = parser.parse_args()
    console, progress = Console(width=140), Console(stderr=True)
    console.print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    for flight in given.flights:
        turns = given.turns if flight > 1 else given.turns // 5
        results: dict[str, list[Result]] = defaultdict(list)
        for _ in range(given.rounds):  # in turn, so that what else the machine does meets all of them
            for name in given.only:
                results[name].append(one_run(name, flight, turns))
                progress.print(f"{flight} in flight, {name}: {results[name][-1]['turns']:.0f} turns/s")
        show(console, flight, {name: medians(found) for name, found in results.items()}, given.rounds)
    if given.growth:
        growth(console, given.growth, given.turns, given.rounds)
    console.print(f"load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

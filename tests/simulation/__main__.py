"""`python -m tests.simulation`: plays the programme and prints what came of it; what `flashcoop simulate` runs."""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from pathlib import Path

import structlog

from bot.loading import load_programme
from tests.network import refuse_network
from tests.simulation.faults import faults
from tests.simulation.figures import figures, table
from tests.simulation.flashcoops import flashcoops
from tests.simulation.record import Record, record_of
from tests.simulation.simulation import simulation


async def play(seed: int, number: int) -> Record:
    """The record of so many Flashcoops, in an installation that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        async with simulation(place, place / "clips", load_programme(), flashcoops()[:number], seed) as played:
            await played.run()
            return await record_of(played, place / "export")


def main() -> int:
    """Play, print, and end with 1 when something happened that must not."""
    parser = argparse.ArgumentParser(prog="flashcoop simulate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flashcoops", type=int, default=7, choices=range(1, 8))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    refuse_network()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    record = asyncio.run(play(given.seed, given.flashcoops))
    told, wrong = figures(record), faults(record)
    if given.json:
        print(json.dumps({**told, "faults": wrong}, ensure_ascii=False))
    else:
        print(table(told), *(f"FAUTE : {fault}" for fault in wrong), sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""What `make bench` stands on, so that it does not break unseen between two measurements."""

import asyncio
from pathlib import Path

from storage.database import Database, every, open_database
from tests.bench import endurance, ours
from tests.bench.crowd import QUESTIONS, TURNS_EACH, Crowd, listen

OTHERS = 20
SECONDS = 60.0


class Few(Crowd):
    """One person after the other, until two have said all they have to say."""

    def __init__(self, tokens: list[str]) -> None:
        super().__init__(flight=1, warm=1, turns=10 * TURNS_EACH, tokens=tokens)
        self.enough = asyncio.Event()

    def _count(self, seconds: float) -> None:
        super()._count(seconds)
        if self.done >= 2 * TURNS_EACH:
            self.enough.set()


async def test_ours_asks_everything_and_keeps_every_answer(tmp_path: Path) -> None:
    await ours.prepare(tmp_path, 3, 0)
    crowd = Few((tmp_path / "tokens").read_text().split())
    listening, url = await listen(crowd)
    contender = asyncio.ensure_future(ours.serve(tmp_path, url))
    try:
        await asyncio.wait_for(crowd.enough.wait(), SECONDS)
    finally:
        contender.cancel()
        await asyncio.gather(contender, return_exceptions=True)
        listening.close()
    with open_database(tmp_path / ours.FILE, ours.now(), write=False) as db:
        assert count_of_each(db)["answers"] >= 2 * QUESTIONS


def test_a_crowd_that_speaks_steadily_finds_every_answer_kept_once(tmp_path: Path) -> None:
    tokens = endurance.prepared(tmp_path, 2.0, 20, 5)
    minutes, given = asyncio.run(endurance.lived(tmp_path, tokens, 2.0, 20, 5))
    assert given > 5
    assert endurance.kept(tmp_path) == (given, 0)
    assert minutes[-1].memory > 0
    assert minutes[-1].descriptors > 0


async def test_a_database_is_filled_with_people_who_were_there_before(tmp_path: Path) -> None:
    await ours.prepare(tmp_path, 3, OTHERS)
    assert len((tmp_path / "tokens").read_text().split()) == 3
    with open_database(tmp_path / ours.FILE, ours.now(), write=False) as db:
        assert count_of_each(db) == {
            "people": OTHERS,
            "addresses": OTHERS,
            "instances": OTHERS,
            "answers": 2 * OTHERS,
            "inbox": 2 * OTHERS,
            "outbox": 2 * OTHERS,
            "calls": 2 * OTHERS,
        }


def count_of_each(db: Database) -> dict[str, int]:
    """How many rows the tables have that a turn writes into."""
    tables = ("people", "addresses", "instances", "answers", "inbox", "outbox", "calls")
    return {table: every(db, f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in tables}

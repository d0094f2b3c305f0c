"""The power goes at any instant: no update Telegram forgot, no answer whose reply was heard is lost; none is twice."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import storage.database
from bot.running import Assistant
from bot.telegram.receiving import Receiver
from tests.botapi.calls import Call
from tests.end_to_end.walking import Walker, question_in
from tests.telegram.conftest import Place
from tests.weather.power import Mark, Step, Story, cuts, put_down, replayed, taken_down

PEOPLE, ACTS = 3, 14
PLAN = {"language": "*fr", "name": "Amina", "born": "1990", "born/month": "3", "born/day": "12", "phone": "0612345678"}
ANSWERS = "SELECT i.key, a.question, a.revision, a.value FROM answers a JOIN inbox i ON i.id = a.inbox_id"

Answer = tuple[str, str, int]


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    """The statements that the assistant of this test runs, and what was told outside between them."""
    story: Story = []
    # A copied database would begin with tables that no statement of the story has made.
    monkeypatch.setattr("tests.telegram.conftest.empty_database", lambda path: path)
    monkeypatch.setattr(storage.database, "connect", taken_down(story, storage.database.connect))
    return story


@pytest.fixture
def assistant(story: Story, assistant: Assistant) -> Assistant:
    return assistant


class Telling:
    """Marks in a story what Telegram was let to forget, and what people had heard."""

    def __init__(self, place: Place, story: Story, database: Path) -> None:
        self._story, self._confirmed, self._answers = story, set[str](), frozenset[Answer]()
        self._reading = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        updates = place.emulator.account().updates
        confirm = updates.confirm

        def confirming(offset: int) -> None:
            before = dict(updates.waiting())
            confirm(offset)
            gone = before.keys() - dict(updates.waiting()).keys()
            self._confirmed |= {place.receiver._intake._key(before[number]) for number in gone}
            self._tell()

        updates.confirm = confirming  # type: ignore[method-assign]
        place.emulator.weather.append(self._heard)

    def _heard(self, call: Call, now: float) -> None:
        if call.method.startswith("send"):
            self._answers = frozenset(answer[:3] for answer in self._reading.execute(ANSWERS))
            self._tell()

    def _tell(self) -> None:
        self._story.append(Mark(frozenset(self._confirmed), self._answers))


async def lived(place: Place, story: Story, database: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Some people answer, all at once; what came of each update in the end, by its key."""
    Telling(place, story, database)
    walkers = [Walker(place.emulator.person(f"P{number}", "fr"), PLAN) for number in range(PEOPLE)]
    for walker in walkers:
        await walker.person.opens(await place.invitation())
    for _ in range(ACTS):
        await place.goes_round()
        for walker in walkers:
            newest = [put for message in await walker.person.looks() if (put := question_in(message))][-1]
            await walker.answer(newest)
    await place.goes_round()
    await place.receiver.poll()
    return came_of(database)


def came_of(database: Path) -> dict[str, set[tuple[Any, ...]]]:
    """The answers that each done update led to, by the update's key."""
    with sqlite3.connect(database) as connection:
        found: dict[str, set[tuple[Any, ...]]] = {
            key: set() for (key,) in connection.execute("SELECT key FROM inbox WHERE state = 'done'")
        }
        for key, *answer in connection.execute(ANSWERS):
            found[key].add(tuple(answer))
    connection.close()
    return found


def wrong_with(database: Path, told: Mark, clean: dict[str, set[tuple[Any, ...]]]) -> str:
    """What is wrong with a database found after a cut; nothing is "" ."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA synchronous = OFF")  # this time nobody pulls the plug
    try:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return "damaged"
        states = dict(connection.execute("SELECT key, state FROM inbox"))
        answers = connection.execute(ANSWERS).fetchall()
    except sqlite3.DatabaseError as error:
        return f"unreadable: {error}"
    finally:
        connection.close()
    kept = Counter((key, question, revision) for key, question, revision, _ in answers)
    done = {key: {tuple(answer) for owner, *answer in answers if owner == key} for key in states}
    problems = {
        "an update Telegram forgot is lost": told.confirmed - states.keys(),
        "an answer whose reply was heard is lost": told.answers - kept.keys(),
        "an answer is there twice": [answer for answer, times in kept.items() if times > 1],
        "half a turn": [
            key for key, state in states.items() if done[key] != (clean[key] if state == "done" else set())
        ],
    }
    return ", ".join(problem for problem, found in problems.items() if found)


def found_wrong(
    steps: Sequence[Step], count: int, clean: dict[str, set[tuple[Any, ...]]], folder: Path, seed: int = 1
) -> Counter[str]:
    """What was wrong after so many cuts, and how often; cuts come from the first word to anybody on."""
    folder.mkdir()
    first = next(place for place, step in enumerate(steps) if step.mark and step.mark.confirmed)
    wrong: Counter[str] = Counter()
    for told, files in cuts(steps, first + 1, count, seed):
        put_down(files, folder)
        assert told is not None
        wrong[wrong_with(folder / "replayed.sqlite", told, clean)] += 1
    shutil.rmtree(folder)
    return +wrong


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.long)])
async def test_after_a_power_cut_at_any_instant_nothing_told_is_lost_and_nothing_is_there_twice(
    place: Place, story: Story, tmp_path: Path, count: int
) -> None:
    clean = await lived(place, story, tmp_path / "test.sqlite")
    assert sum(map(len, clean.values())) >= PEOPLE * ACTS / 2
    steps = replayed(story, tmp_path / "replayed.sqlite")
    assert any(step.kind == "write" and step.file == "replayed.sqlite" for step in steps[len(steps) // 2 :]), (
        "checkpoints are in the middle of it too"
    )
    assert came_of(tmp_path / "replayed.sqlite") == clean
    assert found_wrong(steps, count, clean, tmp_path / "found") == {"": count}


async def test_control_commits_that_are_not_synced_lose_what_was_told(
    place: Place, story: Story, tmp_path: Path
) -> None:
    clean = await lived(place, story, tmp_path / "test.sqlite")
    steps = replayed(story, tmp_path / "replayed.sqlite", _normal)
    wrong = found_wrong(steps, 100, clean, tmp_path / "found")
    assert any("lost" in problem for problem in wrong)


def _normal(sql: str) -> str:
    return sql.replace("synchronous = FULL", "synchronous = NORMAL")


async def test_control_updates_acknowledged_before_they_are_committed_are_lost(
    place: Place, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep: Callable[..., Any] = Receiver._keep

    async def acknowledge_first(self: Receiver, batch: Sequence[Any]) -> Any:
        for update in batch[-1:]:
            await self._api.call("getUpdates", {"timeout": 0, "limit": 1, "offset": update["update_id"] + 1})
        return await keep(self, batch)

    monkeypatch.setattr(Receiver, "_keep", acknowledge_first)
    clean = await lived(place, story, tmp_path / "test.sqlite")
    wrong = found_wrong(replayed(story, tmp_path / "replayed.sqlite"), 100, clean, tmp_path / "found")
    assert any("Telegram forgot" in problem for problem in wrong)


async def test_control_a_half_kept_turn_is_noticed(place: Place, story: Story, tmp_path: Path) -> None:
    clean = await lived(place, story, tmp_path / "test.sqlite")
    with sqlite3.connect(tmp_path / "test.sqlite") as connection:
        connection.execute("DELETE FROM answers WHERE id = (SELECT max(id) FROM answers)")
    told = Mark(frozenset(), frozenset())
    assert wrong_with(tmp_path / "test.sqlite", told, clean) == "half a turn"

"""In whatever order things come, however often: in the end each person has answered what she answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.loading import Programme
from dialogs.engine import pressing
from dialogs.engine.answering import take_choice
from storage.database import Database, open_database, transaction
from storage.database import every as rows_of
from tests.weather.players import START, Player, Table, small_programme

PEOPLE = 2
PHASES = (Phase.explicit, Phase.generate)  # a failing schedule is not made shorter: the control would take minutes
LONGEST = 30  # presses within which everybody is done
DEEDS: dict[str, Callable[[Player, int], None]] = {
    "answer": lambda player, _: player.answer(),
    "again": lambda player, ago: player.press_again(ago),
    "renumbered": lambda player, ago: player.comes_under_another_number(ago),
    "twice": lambda player, ago: player.comes_twice(ago),
}
KINDS = ("answer", "answer", "answer", "again", "again", "twice", "renumbered")

Schedule = list[tuple[int, str, int, bool]]
schedules = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.sampled_from(KINDS),
        st.sampled_from((0, 0, 0, 1, 1, 2, 5, 9)),  # how long ago it was what comes again
        st.booleans(),  # whether turns are taken before the next thing comes
    ),
    max_size=16,
)


class Over(Exception):
    """The end of a play: nothing of it is kept."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder: Path = tmp_path_factory.mktemp("schedules")
    with open_database(folder / "play.sqlite", START) as db:
        yield db


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return small_programme(tmp_path_factory.mktemp("small"))


@contextmanager
def nothing_kept(db: Database) -> Iterator[None]:
    try:
        with transaction(db):
            yield
            raise Over
    except Over:
        return


def played(db: Database, programme: Programme, schedule: Schedule) -> list[dict[str, Any]]:
    """Everybody's answers after a schedule, once all have gone on to the end."""
    with nothing_kept(db):
        table = Table(db, programme)
        players = [Player(table, number) for number in range(PEOPLE)]
        for who, kind, ago, taken in schedule:
            DEEDS[kind](players[who], ago)
            if taken:
                table.take_turns()
        table.take_turns()
        for player in players:
            to_the_end(table, player)
        assert rows_of(db, "SELECT 1 FROM inbox WHERE state <> 'done'") == []
        return [player.answers() for player in players]
    raise AssertionError


def to_the_end(table: Table, player: Player) -> None:
    for _ in range(LONGEST):
        if player.finished():
            return
        player.answer()
        table.take_turns()
    raise AssertionError(f"she is still asked after {LONGEST} presses")


@pytest.fixture(scope="module")
def clean(db: Database, programme: Programme) -> list[dict[str, Any]]:
    """The answers of people to whom nothing happened."""
    return played(db, programme, [])


def same_for(db: Database, programme: Programme, clean: list[dict[str, Any]], examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
    @given(schedule=schedules)
    def holds(schedule: Schedule) -> None:
        assert played(db, programme, schedule) == clean

    holds()


@pytest.mark.parametrize("examples", [500, pytest.param(10_000, marks=pytest.mark.long)])
def test_duplicates_buttons_pressed_again_and_stale_ones_change_no_answer(
    db: Database, programme: Programme, clean: list[dict[str, Any]], examples: int
) -> None:
    assert all(len(answers) >= 4 for answers in clean)
    same_for(db, programme, clean, examples)


def test_control_a_button_taken_for_the_question_we_are_at_is_noticed(
    db: Database, programme: Programme, clean: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def believe(scene: Any, step: Any, event: Any) -> None:
        assert scene.step is not None
        take_choice(scene, scene.step, event.choice, event.origin, scene.instance.ask)

    monkeypatch.setattr(pressing, "_late", believe)
    with pytest.raises(AssertionError):
        same_for(db, programme, clean, 200)

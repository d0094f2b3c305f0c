"""The programme lived through the emulator: everyone ends complete, refused or closed; nobody is pestered."""

import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands import simulate
from bot.loading import Programme
from dialogs.reminding import Hours
from storage import truth
from tests.loaded import loaded
from tests.simulation import agenda
from tests.simulation.characters import BLOCKS, DILIGENT, HALF_WAY, HASTY, SILENT, SPECIAL, Character, dealt
from tests.simulation.faults import after_the_answer, faults, out_of_hours
from tests.simulation.figures import figures, table
from tests.simulation.flashcoops import flashcoops
from tests.simulation.lives import AskedAgain, Life
from tests.simulation.minds import Mind
from tests.simulation.record import Record, record_of
from tests.simulation.simulation import simulation

SMALL = flashcoops()[2]  # four sessions, four people


@pytest.fixture(scope="module")
def programme() -> Programme:
    return loaded()


@pytest.fixture(scope="module")
def clips_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture
def place(tmp_path: Path, clips_folder: Path, programme: Programme) -> "Place":
    return Place(tmp_path, clips_folder, programme)


class Place:
    """Where a simulation of one small Flashcoop is played."""

    def __init__(self, folder: Path, clips: Path, programme: Programme) -> None:
        self.folder, self.clips, self.programme = folder, clips, programme

    async def plays(self, *characters: Character, until: datetime | None = None) -> Record:
        """The record of these people, up to a moment."""
        known = replace(SMALL, participants=len(characters))
        async with simulation(self.folder, self.clips, self.programme, [known], 1, [characters]) as played:
            await played.run(until)
            return await record_of(played, self.folder / "export")


def states(record: Record) -> dict[str, str]:
    return {record.lives[line.person.code].character.name: line.state for line in record.cold}


@pytest.mark.long
async def test_one_flashcoop_is_lived_from_the_first_link_to_month_six(place: Place) -> None:
    record = await place.plays(HALF_WAY, BLOCKS, DILIGENT, SILENT)
    assert faults(record) == []
    assert states(record) == {
        "stops half-way": "complete",
        "blocks the bot": "complete",
        "diligent": "complete",
        "never answers again": "closed",
    }
    told = figures(record)
    [cold] = [each for each in told["questionnaires"] if each["questionnaire"] == "cold"]
    assert (cold["present"], cold["complete"], cold["by"]["phone"], cold["by"]["telegram"]) == (4, 3, 1, 2)
    assert "bilan à froid : 3 complets, 0 refus, 1 clos après six appels, 0 encore ouverts" in table(told)


@pytest.mark.long
@pytest.mark.parametrize("seed", [1])
async def test_the_seven_flashcoops_of_2019_and_2020_end_with_everyone_complete_refused_or_closed(
    seed: int, tmp_path: Path, clips_folder: Path, programme: Programme
) -> None:
    async with simulation(tmp_path, clips_folder, programme, flashcoops(), seed) as played:
        await played.run()
        record = await record_of(played, tmp_path / "export")
    assert faults(record) == []
    assert len(record.lives) == 43
    assert {life.mind.language for life in record.lives.values()} == {"fr", "ar", "fa_AF"}
    assert {life.character.name for life in record.lives.values()} == {each.name for each in (*SPECIAL, DILIGENT)}


FIRST_NIGHT = agenda.at(SMALL.dates[0], 23)


async def test_who_answers_while_the_reminder_is_on_its_way_is_not_sent_it(place: Place) -> None:
    record = await place.plays(HASTY, until=FIRST_NIGHT)
    assert not [fault for check in (after_the_answer, out_of_hours) for fault in check(record)]


async def test_control_a_house_that_does_not_ask_again_before_it_sends_reminds_after_the_answer(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(truth, "still_true", lambda *_: True)
    assert list(after_the_answer(await place.plays(HASTY, until=FIRST_NIGHT)))


async def test_control_a_house_without_hours_writes_while_people_are_at_work(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hours, "has", lambda *_: True)
    monkeypatch.setattr(truth, "in_hours", lambda *_: True)
    assert list(out_of_hours(await place.plays(DILIGENT, until=FIRST_NIGHT)))


def test_the_seven_are_as_the_programme_tells() -> None:
    known = flashcoops()
    assert [each.participants for each in known] == [7, 6, 4, 6, 7, 7, 6]
    assert [(each.dates[0].isoformat(), each.dates[-1].isoformat()) for each in known][::6] == [
        ("2019-11-12", "2019-11-20"),
        ("2020-02-27", "2020-03-12"),
    ]
    assert all(4 <= len(set(each.dates)) <= 7 for each in known)


def test_every_character_takes_part_and_who_share_a_telephone_are_in_one_group() -> None:
    for seed in range(20):
        groups = dealt([each.participants for each in flashcoops()], random.Random(seed))
        assert [len(group) for group in groups] == [7, 6, 4, 6, 7, 7, 6]
        assert {each.name for group in groups for each in group} == {each.name for each in (*SPECIAL, DILIGENT)}
        assert sorted(sum(each.shares for each in group) for group in groups)[-2:] == [0, 2]


def test_who_is_asked_the_same_over_and_over_says_so_with_what_was_said() -> None:
    life = Life(DILIGENT, Mind(random.Random(1), "fr", "woman", 1, {}), "Amina")
    for _ in range(5):
        life.answers("run", "registration", "born", ())
    with pytest.raises(AskedAgain, match="born"):
        life.answers("run", "registration", "born", ())


def test_without_the_tests_the_command_says_where_to_run_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulate, "CHECKOUT", tmp_path)
    told = CliRunner().invoke(app, ["simulate"])
    assert told.exit_code == 1
    assert "depuis les sources du projet" in told.stderr

"""What an animator notes: of participants only, and about moments there are."""

from pathlib import Path

import pytest

from bot.operating import Operating
from bot.operations import operate
from bot.settings import Settings
from storage import cohorts, people
from storage.database import Database
from storage.export import export
from storage.refusals import Refused
from tests.doors.house import Doors


async def refused(doors: Doors, role: str, name: str, **arguments: object) -> str:
    """Why an operation about somebody in a role is refused, "" if it is not."""
    flashcoop = await doors.flashcoop()

    def work(db: Database) -> str:
        codes, now = doors.assistant.house.codes, doors.clock()
        cohort = cohorts.cohort(db, flashcoop)
        person = people.add_person(db, codes, role, cohort.id, cohort.cae_id, now)
        filled = {key: person.code if value == "HER" else value for key, value in arguments.items()}
        try:
            operate(Operating(db, Settings.model_construct(), codes, now), name, {"cohort": flashcoop, **filled})
        except Refused as error:
            return error.code
        return ""

    return await doors.assistant.writer.run(work)


async def test_an_animator_signs_no_participants_contract(doors: Doors) -> None:
    signed = {"person": "HER", "signed": "2026-11-20"}
    assert await refused(doors, "animator", "enter_contract", **signed) == "not_a_participant"
    assert await refused(doors, "participant", "enter_contract", **signed) == ""


@pytest.mark.parametrize(("moment", "why"), [("nonsense", "unknown_moment"), ("session:9", "unknown_moment")])
async def test_a_call_about_no_moment_is_not_noted(doors: Doors, moment: str, why: str) -> None:
    assert await refused(doors, "participant", "note_call", person="HER", moment=moment, outcome="done") == why


async def test_an_export_onto_a_file_says_so(doors: Doors, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="n'est pas un dossier"):
        await doors.assistant.writer.run(lambda db: export(db, tmp_path / "file", "csv"))

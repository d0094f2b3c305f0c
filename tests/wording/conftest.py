from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.wording.reviewing import Signer
from storage import cohorts, people
from storage.codes import Codes
from storage.database import Database, open_database
from tests.doors.conftest import clips_folder, doors, programme
from tests.doors.house import SESSIONS
from tests.empty import empty_database

__all__ = ["clips_folder", "doors", "programme"]

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_database(empty_database(tmp_path / "house.sqlite"), NOW)
    yield database
    database.close()


@pytest.fixture
def signer(db: Database) -> Signer:
    """An interpreter of a Flashcoop who signs as Maryam."""
    codes = Codes()
    cae = cohorts.add_cae(db, codes, "Coopérative d'essai")
    code = cohorts.create_cohort(db, codes, cohorts.Opening("Essai", cae, SESSIONS), NOW)
    cohort = cohorts.cohort(db, code)
    person = people.add_person(db, codes, "interpreter", cohort.id, cohort.cae_id, NOW)
    return Signer(person, "Maryam Test")

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.loading import Programme
from dialogs.instance import Instance
from storage import answers, cohorts, instances, people
from storage.answers import Revision
from storage.codes import Codes
from storage.database import Database, open_database
from storage.figures import Day, quality
from tests.empty import empty_database
from tests.loaded import loaded
from tests.storage.conftest import DATES

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
ITEMS = ("a1", "a3", "a5", "a7", "s2")
Values = tuple[int | str, ...]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(empty_database(tmp_path / "flashcoop.db"), NOW) as database:
        yield database


@pytest.fixture(scope="module")
def everything() -> Programme:
    return loaded()


def rated(db: Database, programme: Programme, people_: list[tuple[str, Values]]) -> int:
    """People of one Flashcoop by language, with what each answered on the first day; the Flashcoop."""
    codes = Codes(random.Random(5).choice)
    cohorts.add_cae(db, codes, "Coopaname")
    cohort = cohorts.cohort(db, cohorts.create_cohort(db, codes, cohorts.Opening("Cuisine", "Coopaname", DATES), NOW))
    flow = programme.flows["checkin"]
    for language, values in people_:
        person = people.add_person(db, codes, "participant", cohort.id, cohort.cae_id, NOW)
        people.prefer(db, person.id, "language", language)
        code = instances.open_instance(
            db, codes, person, flow.questionnaire, "session:1", lambda code: Instance(code, flow.initial), NOW
        )
        for item, value in zip(ITEMS, values, strict=False):
            none, kept = (value, None) if isinstance(value, str) else (None, value)
            said = Revision(item, kept, none, None, "…", language, "tap", person.code, "telegram")
            answers.revise(db, instances.load(db, code).id, None, said, None, NOW)
    return cohort.id


def test_dont_know_and_straight_lines_are_counted_by_language_with_what_they_are_shares_of(
    db: Database, everything: Programme
) -> None:
    cohort = rated(
        db,
        everything,
        [
            ("fr", (3, 3, 3, 3, 3)),
            ("fr", (4, 3, 4, 4, "dont_know")),
            ("ar", (4, 4, 4, 4, "rather_not")),
            ("ar", (4, 4, 4, "dont_know", "dont_know")),  # three ratings are no line
            ("fa_AF", (1, 2, 3, 4, 4)),
        ],
    )
    found = quality(db, cohort)
    counts = {day.language: (each.asked, each.dont_know, each.runs, each.straight) for day, each in found.items()}
    assert counts == {"all": (25, 3, 4, 2), "ar": (10, 2, 1, 1), "fa_AF": (5, 0, 1, 0), "fr": (10, 1, 2, 1)}
    assert quality(db) == found


def test_a_share_is_given_only_of_enough_people_and_answers(db: Database, everything: Programme) -> None:
    cohort = rated(db, everything, [("fr", (3, 3, 3, 3, 3))] * 4 + [("ar", (4, 4, 4, "dont_know", "dont_know"))])
    found = quality(db, cohort)
    everybody = found[Day("checkin", "session:1", "all")].told()
    assert (everybody["dont_know_share"], everybody["straight_share"]) == (0.08, None)  # two of 25; four runs, not five
    french = found[Day("checkin", "session:1", "fr")].told()
    assert (french["people"], french["dont_know_share"], french["straight_share"]) == (4, None, None)


def test_the_last_answer_counts_and_what_a_correction_took_away_does_not(db: Database, everything: Programme) -> None:
    cohort = rated(db, everything, [("fr", (3, 3, 3, 3, "not_applicable"))])
    instance = db.conn.execute("SELECT id FROM instances").fetchone()["id"]
    for value in (1, 2):
        said = Revision("a1", value, None, None, "…", "fr", "tap", "FC-1", "telegram")
        answers.revise(db, instance, None, said, None, NOW)
    counted = quality(db, cohort)[Day("checkin", "session:1", "fr")]
    assert (counted.asked, counted.runs, counted.straight) == (4, 1, 0)

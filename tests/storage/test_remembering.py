"""What the writing connection remembers is what stands in the database, whoever changed it and however."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs.instance import Given
from storage import cohorts, consents, groups, helps, instances, people
from storage.database import Database, open_database, savepoint, transaction
from storage.remembering import memory_of
from tests.storage.conftest import NOW, Place


class Broken(Exception):
    """Something goes wrong in the middle."""


def read(place: Place) -> list[object]:
    """Everything that is remembered, read now."""
    db, person = place.db, place.person.id
    return [
        people.person(db, person),
        consents.consents_of(db, person),
        cohorts.cohort_by_id(db, place.cohort.id),
        groups.group(db, place.address.id),
        helps.any_open(db),
        instances.load_by_id(db, 1),
    ]


CHANGES: dict[str, tuple[int, str]] = {  # where in `read` a statement is seen
    "a preference": (0, "UPDATE people SET language = 'ar'"),
    "an agreement": (
        1,
        "INSERT INTO consents (person_id, purpose, given, wording, wording_hash, mode, author, at)"
        " VALUES (1, 'bot', 1, '', '', 'tap', '', '')",
    ),
    "a moved session": (2, "UPDATE sessions SET date = '2026-11-25' WHERE number = 2"),
    "a dropped session": (2, "DELETE FROM sessions WHERE number = 2"),
    "another place": (2, "UPDATE cohorts SET place = 'Laval'"),
    "another name of the CAE": (2, "UPDATE caes SET name = 'Une autre'"),
    "a group": (3, "INSERT INTO groups (address_id) VALUES (1)"),
    "a call for help": (
        4,
        "INSERT INTO helps (person_id, step, reason, asked_at) VALUES (1, 'project', 'asked', '2026')",
    ),
    "an end": (5, "UPDATE instances SET finished_at = '2026'"),
    "a language, in her run": (5, "UPDATE people SET language = 'ar'"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_any_statement_changes_is_read_anew(place: Place, change: str) -> None:
    at, statement = CHANGES[change]
    before = read(place)
    assert [first is second for first, second in zip(read(place)[:4], before[:4], strict=True)] == [True] * 4
    place.db.conn.execute(statement)
    assert read(place)[at] != before[at]


def test_without_being_told_of_changes_the_old_would_be_read(place: Place) -> None:
    before = read(place)
    for row in place.db.conn.execute("SELECT name FROM sqlite_temp_master WHERE type = 'trigger'").fetchall():
        place.db.conn.execute(f"DROP TRIGGER {row['name']}")
    place.db.conn.execute("UPDATE people SET language = 'ar'")
    assert read(place)[0] == before[0]


def test_what_goes_with_another_row_is_forgotten_too(place: Place) -> None:
    read(place)
    place.db.conn.execute("DELETE FROM people")
    memory = memory_of(place.db)
    assert memory is not None
    assert [memory.known[subject] for subject in ("person", "consents", "instance")] == [{}, {1: {}}, {}]


@pytest.mark.parametrize("part", [transaction, savepoint])
def test_what_is_taken_back_was_never_there(place: Place, part: Callable[[Database], object]) -> None:
    before = read(place)

    def broken() -> None:
        people.prefer(place.db, place.person.id, "language", "ar")
        assert read(place)[0] != before[0]
        raise Broken

    with pytest.raises(Broken), part(place.db):  # type: ignore[attr-defined]
        broken()
    assert read(place) == before


def test_a_run_is_remembered_as_it_would_be_read(place: Place) -> None:
    stored = place.instance
    given = {"project": Given({"text": "Un café", "takes": ["a"]}, door="telegram", author=place.person.code)}
    after = replace(stored.instance, given=given, offered=("yes", "no"), asked=3, touched=NOW, facts={"held": ""})
    instances.save(place.db, stored, after, NOW)
    remembered = instances.load_by_id(place.db, stored.id)
    memory = memory_of(place.db)
    assert memory is not None
    memory.forget_all()
    assert instances.load_by_id(place.db, stored.id) == remembered == place.instance


def test_who_only_reads_remembers_nothing(place: Place, tmp_path: Path) -> None:
    with open_database(tmp_path / "flashcoop.db", NOW, write=False) as reading:
        assert people.person(reading, place.person.id).language != "ar"
        people.prefer(place.db, place.person.id, "language", "ar")
        assert people.person(reading, place.person.id).language == "ar"
        assert memory_of(reading) is None

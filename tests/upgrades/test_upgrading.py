"""Databases of each release, with people in them, brought to the present: nothing is lost, and there is a way back."""

import errno
import io
import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.restoring import restore
from bot.settings import Settings
from storage import upgrading
from storage.database import Database, open_database
from storage.purging import purge
from storage.refusals import Refused
from storage.schema import NAMES, schema
from storage.sealing import key_pair, unseal
from storage.secrets import Vault
from tests.botapi import Emulator, HandClock
from tests.doors.house import Doors
from tests.doors.test_coming_back import in_another_order
from tests.loaded import loaded
from tests.telegram.conftest import TOKEN

DUMPS = sorted((Path(__file__).parent / "databases").glob("*.sql"))
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
IN_THE_MIDDLE = "registration:project"  # where Zohra was
# Filled or emptied by migrations: what they hold was elsewhere before, or is derived again.
CHANGED = {"_sqlite_migrations", "sqlite_sequence", "people", "attempts"}


@pytest.fixture(params=DUMPS, ids=lambda dump: dump.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database as a release left it."""
    return laid(request.param, tmp_path / "house.sqlite")


@pytest.fixture
def oldest(tmp_path: Path) -> Path:
    return laid(DUMPS[0], tmp_path / "house.sqlite")


def laid(dump: Path, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(dump.read_text(encoding="utf-8"))
    return path


def dumped(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def rows(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0] for name in names}


def kept(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.before-*"))


def test_every_row_is_there_and_so_is_the_way_back(old: Path) -> None:
    before, counted = dumped(old), rows(old)
    with open_database(old, NOW) as db:
        assert {migration.name for migration in schema.applied(db)} == NAMES
        assert db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.conn.execute("PRAGMA foreign_key_check").fetchall() == []
        people = db.conn.execute("SELECT code, role FROM people ORDER BY id").fetchall()
        [moment] = db.conn.execute(
            "SELECT DISTINCT applied_at FROM _sqlite_migrations WHERE name = 'm024_backups'"
        ).fetchall()
    assert [person["role"] for person in people] == ["participant", "participant"]
    assert moment["applied_at"].startswith("2026-11-20T09:00")
    now = rows(old)
    assert {name: now.get(name) for name in counted if name not in CHANGED} == {
        name: count for name, count in counted.items() if name not in CHANGED
    }
    [copy] = kept(old)
    assert dumped(copy) == before
    assert copy.stat().st_mode & 0o077 == 0
    open_database(old, NOW).close()
    assert kept(old) == [copy]  # nothing to upgrade, nothing to copy


async def test_a_run_that_was_begun_before_goes_on_on_its_version_and_ends(
    old: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    programme = in_another_order(loaded())  # the questions have changed since
    hand = HandClock(NOW.timestamp())
    async with Emulator(TOKEN, clock=hand) as emulator:
        doors = Doors(emulator, hand, old.parent, tmp_path_factory.mktemp("clips"), programme)
        doors._codes._choose = random.Random(8).choice  # the fixture's people drew theirs from 7
        [run] = await doors.rows("SELECT * FROM instances WHERE state = ?", IN_THE_MIDDLE)
        [person] = await doors.rows("SELECT code FROM people WHERE id = ?", run["person_id"])
        page = await doors.page_of(person["code"])
        await page.goes_through(language="fr", phone="0612345678", second_contact_ok="no", until="")
        [ended] = await doors.rows("SELECT * FROM instances WHERE id = ?", run["id"])
        answered = await doors.rows("SELECT question FROM answers WHERE instance_id = ?", run["id"])
        await doors.closes()
    assert (ended["state"], ended["hash"]) == ("registration:done", run["hash"])
    assert run["hash"] != programme.flows["registration"].questionnaire.hash
    assert {"gender", "phone"} <= {row["question"] for row in answered}


def test_with_the_operators_key_the_copy_is_sealed(old: Path) -> None:
    before, keys = dumped(old), key_pair()
    open_database(old, NOW, recipient=keys.recipient).close()
    [copy] = kept(old)
    assert copy.name.endswith(".sqlite.age")
    assert b"SQLite format" not in copy.read_bytes()
    out = io.BytesIO()
    unseal(io.BytesIO(copy.read_bytes()), out, keys.identity)
    (opened := old.with_name("opened")).write_bytes(out.getvalue())
    assert dumped(opened) == before
    assert not list(old.parent.glob(".part-*"))


def test_an_upgrade_that_breaks_off_changes_nothing_and_copies_do_not_pile_up(
    oldest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, apply = dumped(oldest), schema.apply

    def breaks_off(db: Database) -> None:
        apply(db)
        raise ZeroDivisionError

    monkeypatch.setattr(schema, "apply", breaks_off)
    for number in range(3):
        with pytest.raises(ZeroDivisionError):
            open_database(oldest, NOW + timedelta(minutes=number))
        assert dumped(oldest) == before
        assert len(kept(oldest)) == 1
    monkeypatch.undo()
    open_database(oldest, NOW + timedelta(minutes=3)).close()
    assert len(kept(oldest)) == 1


def test_control_without_the_one_transaction_a_broken_upgrade_would_stay_half_done(
    oldest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, apply = dumped(oldest), schema.apply

    def breaks_off(db: Database) -> None:
        db.conn.execute("COMMIT")
        apply(db)
        raise ZeroDivisionError

    monkeypatch.setattr(schema, "apply", breaks_off)
    with pytest.raises(ZeroDivisionError):
        open_database(oldest, NOW)
    assert dumped(oldest) != before


def test_without_room_for_the_copy_nothing_is_upgraded(oldest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_db: Database, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    before = dumped(oldest)
    monkeypatch.setattr(upgrading, "copy_database", full)
    with pytest.raises(Refused) as refused:
        open_database(oldest, NOW)
    assert refused.value.code == "not_copied"
    assert dumped(oldest) == before
    assert {each.name for each in oldest.parent.iterdir()} <= {"house.sqlite", "house.sqlite.lock"}


def test_a_new_database_has_nothing_to_go_back_to(tmp_path: Path) -> None:
    open_database(tmp_path / "new.sqlite", NOW).close()
    assert kept(tmp_path / "new.sqlite") == []


def test_copies_go_after_a_month_and_what_can_be_read_of_somebody_erased_at_once(oldest: Path) -> None:
    with open_database(oldest, NOW) as db:
        upgrading.let_go(db, NOW + timedelta(days=30))
        assert len(kept(oldest)) == 1
        upgrading.let_go(db, NOW + timedelta(days=30, seconds=1))
        assert kept(oldest) == []
        for name in ("m023_a", "m024_b"):
            upgrading.keep_before(db, name, NOW, key_pair().recipient if name == "m024_b" else "")
        assert purge(db)
    assert [each.suffix for each in kept(oldest)] == [".age"]


def test_the_copy_is_put_back_as_any_backup_is(oldest: Path) -> None:
    open_database(oldest, NOW).close()
    [copy] = kept(oldest)
    with open_database(oldest, NOW) as db:
        db.conn.execute("DELETE FROM people")
    settings = Settings.model_construct(data=oldest.parent, database=oldest, ledger=None)
    restore(settings, Vault("a secret of the tests, long enough"), copy, NOW)
    assert rows(oldest)["people"] == 2

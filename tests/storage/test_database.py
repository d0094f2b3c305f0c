import sqlite3
import subprocess
import sys
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from storage.database import AlreadyRunning, Database, open_database, savepoint, transaction
from storage.refusals import Refused
from storage.times import moment, stamp
from tests.storage.conftest import NOW
from tests.weather.illness import Illness, Sickly


def test_every_commit_is_on_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db", NOW) as db:
        assert db.conn.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert db.conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.conn.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert db.conn.execute("PRAGMA secure_delete").fetchone()[0] == 1


def test_a_second_writing_process_is_refused_with_a_sentence(tmp_path: Path) -> None:
    program = (
        "import sys; from datetime import UTC, datetime; from storage.database import *\n"
        "try: open_database(sys.argv[1], datetime(2026, 11, 23, tzinfo=UTC)).close(); print('opened')\n"
        "except AlreadyRunning as refused: print(refused.sentence)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "a.db")]
    with open_database(tmp_path / "a.db", NOW):
        assert "tourne déjà" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "opened\n"


def test_another_name_of_the_same_file_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "a.db")
    with open_database(tmp_path / "a.db", NOW), pytest.raises(AlreadyRunning):
        open_database(tmp_path / "link.db", NOW)


def test_a_reader_looks_beside_the_writer_and_cannot_write(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db", NOW) as db, open_database(tmp_path / "a.db", NOW, write=False) as reader:
        db.conn.execute("INSERT INTO caes (code, name) VALUES ('C-1', 'Coopaname')")
        assert reader.conn.execute("SELECT name FROM caes").fetchone()["name"] == "Coopaname"
        with pytest.raises(Exception, match="readonly"):
            reader.conn.execute("DELETE FROM caes")


def test_migrations_are_recorded_by_name_and_moment_and_run_once(tmp_path: Path) -> None:
    open_database(tmp_path / "a.db", NOW).close()
    with open_database(tmp_path / "a.db", datetime(2027, 1, 1, tzinfo=UTC)) as db:
        applied = db.conn.execute("SELECT name, applied_at FROM _sqlite_migrations ORDER BY id").fetchall()
    assert [row["name"] for row in applied][:2] == ["m001_people", "m002_conversations"]
    assert {row["applied_at"] for row in applied} == {stamp(NOW)}


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db", NOW) as db:
        db.conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('flashcoop', 'm999', '')"
        )
    with pytest.raises(Refused, match="plus récente"):
        open_database(tmp_path / "a.db", NOW)


def test_what_is_no_database_or_another_programs_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a database, but long enough to be looked at\n" * 100)
    with pytest.raises(Refused, match="base lisible"):
        open_database(tmp_path / "text.db", NOW)
    other = sqlite3.connect(tmp_path / "b.db")
    other.execute("CREATE TABLE t (id INTEGER)")
    other.close()
    before = (tmp_path / "b.db").read_bytes()
    with pytest.raises(Refused, match="pas celle de l'assistant"):
        open_database(tmp_path / "b.db", NOW)
    assert (tmp_path / "b.db").read_bytes() == before


@pytest.mark.parametrize(("kind", "said"), [("full", "plein"), ("read_only", "droits"), ("unsynced", "vérifiez-le")])
def test_a_disk_on_which_the_assistant_cannot_begin_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, said: str
) -> None:
    class Ill(Sickly):
        illness = Illness(kind, left=0, lasts=99)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Ill))
    with pytest.raises(Refused, match=said):
        open_database(tmp_path / "a.db", NOW)


def test_a_refused_database_is_not_left_locked(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("nonsense, and again nonsense, longer than a header of a hundred bytes" * 5)
    for _ in range(2):
        with pytest.raises(Refused, match="base lisible"):
            open_database(tmp_path / "a.db", NOW)


def test_a_reader_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="pas de base"):
        open_database(tmp_path / "a.db", NOW, write=False)


def break_off(db: Database, inside: AbstractContextManager[None]) -> None:
    with inside:
        db.conn.execute("INSERT INTO caes (code, name) VALUES ('C-9', 'nine')")
        raise ZeroDivisionError


def test_an_exception_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db", NOW) as db:
        with pytest.raises(ZeroDivisionError):
            break_off(db, transaction(db))
        assert db["caes"].count == 0


def test_a_savepoint_fails_alone(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db", NOW) as db:
        with transaction(db):
            db.conn.execute("INSERT INTO caes (code, name) VALUES ('C-1', 'one')")
            with pytest.raises(ZeroDivisionError):
                break_off(db, savepoint(db))
        assert [row["name"] for row in db["caes"].rows] == ["one"]


def test_stored_moments_sort_as_time_does_and_naive_ones_are_refused() -> None:
    moments = [datetime(2026, 1, 1, tzinfo=UTC), NOW, NOW.replace(microsecond=5)]
    assert sorted(map(stamp, moments)) == [stamp(each) for each in sorted(moments)]
    assert moment(stamp(NOW)) == NOW
    with pytest.raises(ValueError, match="time zone"):
        stamp(datetime(2026, 1, 1))


def test_control_without_the_lock_a_second_writer_gets_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcntl.flock", lambda handle, how: None)
    with open_database(tmp_path / "a.db", NOW):
        open_database(tmp_path / "a.db", NOW).close()

"""A database made by an earlier version keeps everything when a later one opens it."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlite_utils

from storage import attempts, database
from storage.database import connect, make_durable, open_database
from storage.schema import schema

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FILLED = """
INSERT INTO caes VALUES (1, 'CAE-1', 'Coodem');
INSERT INTO cohorts VALUES (1, 'FL-1', 1, 'Dastmal', 'Europe/Paris', NULL, NULL, NULL, NULL, '2026-11-01');
INSERT INTO sessions VALUES (1, 1, '2026-11-23', '09:30', '16:30');
INSERT INTO people (id, code, cohort_id, cae_id, role, created_at)
    VALUES (7, 'FC-1', 1, 1, 'participant', '2026-11-02');
INSERT INTO questionnaires VALUES ('h', 'registration', 1, '{}', '2026-11-02');
INSERT INTO instances (id, code, person_id, cae_id, questionnaire, hash, moment, state, data, version, opened_at,
    touched_at) VALUES (3, 'I-1', 7, 1, 'registration', 'h', 'once', 'registration:name', '{}', 4, '2026', '2026');
INSERT INTO answers (instance_id, question, revision, value, wording, wording_hash, mode, author, door, answered_at)
    VALUES (3, 'gender', 1, '"woman"', 'Vous êtes…', 'x', 'tap', 'FC-1', 'telegram', '2026-11-02');
"""


FILLED_SINCE = """
INSERT INTO caes VALUES (1, 'CAE-1', 'Coodem');
INSERT INTO cohorts (id, code, cae_id, name, timezone, created_at)
    VALUES (1, 'FL-1', 1, 'Dastmal', 'Europe/Paris', '2026-11-01');
INSERT INTO sessions (cohort_id, number, date, starts, ends) VALUES (1, 1, '2026-11-23', '09:30', '16:30');
INSERT INTO people (id, code, cohort_id, cae_id, role, created_at)
    VALUES (7, 'FC-1', 1, 1, 'participant', '2026-11-02');
INSERT INTO attempts VALUES (7, 1, 'checkin', 'session:1', 1, 'telegram', '2026-11-22T09:00:00.000000Z', NULL);
"""


def filled(path: Path) -> None:
    db = database.Database(connect(path, write=True))
    make_durable(db)
    schema.apply(db, stop_before="m006_programme")
    db.conn.execute(f"PRAGMA application_id = {database.OURS}")
    db.conn.executescript(FILLED)
    db.close()


def test_a_filled_database_of_the_first_version_keeps_every_row(tmp_path: Path) -> None:
    filled(tmp_path / "old.db")
    with open_database(tmp_path / "old.db", NOW) as db:
        assert [(row["question"], row["value"]) for row in db.query("SELECT * FROM answers")] == [("gender", '"woman"')]
        assert [row["cohort_id"] for row in db.query("SELECT cohort_id FROM instances")] == [1]
        assert [tuple(row.values()) for row in db.query("SELECT person_id, cohort_id FROM members")] == [(7, 1)]
        assert db.conn.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_control_with_foreign_keys_on_the_answers_would_go_with_the_table(tmp_path: Path) -> None:
    filled(tmp_path / "old.db")
    db = sqlite_utils.Database(connect(tmp_path / "old.db", write=True))
    db.conn.execute("PRAGMA foreign_keys = ON")
    schema.apply(db)
    assert db["answers"].count == 0
    db.close()


def test_one_run_of_a_questionnaire_a_person_moment_and_subject(tmp_path: Path) -> None:
    filled(tmp_path / "old.db")
    again = (
        "INSERT INTO instances (code, person_id, cohort_id, questionnaire, hash, moment, state, data, version,"
        " opened_at, touched_at) VALUES ('I-2', 7, 1, 'registration', 'h', 'once', 's', '{}', 0, '2026', '2026')"
    )
    with open_database(tmp_path / "old.db", NOW) as db, pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(again)


def test_what_was_offered_before_reminders_counts_as_sent(tmp_path: Path) -> None:
    db = database.Database(connect(tmp_path / "old.db", write=True))
    make_durable(db)
    schema.apply(db, stop_before="m008_reminders")
    db.conn.execute(f"PRAGMA application_id = {database.OURS}")
    db.conn.executescript(FILLED_SINCE)
    db.close()
    with open_database(tmp_path / "old.db", NOW) as db:
        assert db.conn.execute("SELECT sessions_ever FROM cohorts").fetchone()[0] == 1
        [offered] = attempts.attempts_of(db, 7)
        assert (offered.kind, offered.state, offered.at) == ("reminder", "sent", NOW)
        assert offered.about == (attempts.About("checkin", 1, "session:1"),)

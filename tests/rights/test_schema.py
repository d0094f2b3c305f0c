"""Every table goes with the person it is about, or says why it holds nobody."""

from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from storage.database import open_database

NOBODY = {
    "caes": "cooperatives",
    "cohorts": "Flashcoops",
    "sessions": "days of a Flashcoop",
    "territories": "places, from a public list",
    "questionnaires": "what is asked",
    "media": "names of bytes: they go with the last recording that refers to them",
    "telegram_files": "names of our own clips and pictures; no clip made for one person is in it",
    "invitations": "hashes of one-use tokens; who used one is forgotten with her",
    "group_reminders": "taps of a reminder; whom one meant is in group_reminder_people, which goes with her",
    "inbox": "found by recipient and by what it mentions (storage/erasure.py)",
    "contexts": "found by the outside id (storage/erasure.py)",
    "erasures": "codes of those being erased, for a day",
    "erased_links": "hashes of their pages' links, for a day",
    "cohort_figures": "a Flashcoop's product and money; who entered them is forgotten with her",
    "wording_reviews": "who signed a wording; her name there is what she chose, her voice in it goes with her",
    "voices_taken_back": "codes of voices: they outlive who gave them, so that no archive brings them again",
    "contacts": "when a channel was last in touch",
    "alarms": "what the operator was told of: no sentence of it names a person",
    "record_targets": "where the CAEs' own records are",
    "record_rows": "codes and hashes: they outlive a person, so that her CAE is told (storage/records/rows.py)",
    "installation": "a random code of this installation",
    "backups": "when backups were made, and where",
    "sqlite_sequence": "how far numbers have been given out",
    "_sqlite_migrations": "versions of this schema",
}


def owned(db: Database) -> set[str]:
    """The tables whose rows go when a person or her address goes."""
    tables = {"people", "addresses"}
    while True:
        more = {
            table.name
            for table in db.tables
            for key in db.execute(f"PRAGMA foreign_key_list([{table.name}])").fetchall()
            if key[2] in tables and key[6] == "CASCADE"
        }
        if more <= tables:
            return tables
        tables |= more


def test_every_table_goes_with_somebody_or_says_why_not(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.sqlite", datetime(2026, 11, 23, tzinfo=UTC)) as db:
        tables = set(db.table_names())
        assert tables - owned(db) - set(NOBODY) == set(), "a new table: let it go with a person, or say why not"


def test_a_new_table_of_people_that_forgets_nobody_is_found(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.sqlite", datetime(2026, 11, 23, tzinfo=UTC)) as db:
        db.execute("CREATE TABLE diaries (id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES people(id), text TEXT)")
        assert set(db.table_names()) - owned(db) - set(NOBODY) == {"diaries"}

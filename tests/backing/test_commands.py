"""`flashcoop backup …` and `restore` as an operator or a script meets them."""

import json
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from typer.testing import CliRunner

from bot.cli import app
from storage import backups, replaying, restoring
from storage.ledger import Ledger
from storage.sealing import MAGIC, KeyPair, key_pair
from tests.backing.conftest import NIGHT
from tests.backing.house import SECRET, House

Command = Callable[..., str]


@pytest.fixture
def command(house: House, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `flashcoop` on the house; its output, and what it said of a refusal."""
    monkeypatch.setenv("FLASHCOOP_DATA", str(house.folder))
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(house.settings.database))
    monkeypatch.setenv("FLASHCOOP_SECRET", SECRET)
    monkeypatch.setenv("FLASHCOOP_NOW", NIGHT.isoformat())

    def run(*words: str, status: int = 0, says: str = "") -> str:
        monkeypatch.setenv("FLASHCOOP_BACKUP_TO", house.backup_to)
        monkeypatch.setenv("FLASHCOOP_BACKUP_RECIPIENT", house.recipient)
        done = CliRunner().invoke(app, list(words), input=says or None)
        assert done.exit_code == status, done.output
        assert "Traceback" not in done.output
        return done.stdout if status == 0 else done.output

    return run


@pytest.fixture
def key(tmp_path: Path, keys: KeyPair) -> str:
    file = tmp_path / "key.txt"
    file.write_text(f"# gardée hors du serveur\n{keys.identity}\n")
    return str(file)


@pytest.fixture(params=["folder", "bucket"])
def anywhere(house: House, request: pytest.FixtureRequest) -> House:
    if request.param == "bucket":
        house.backup_to = request.getfixturevalue("bucket")
    return house


def test_made_listed_rehearsed_and_put_back(anywhere: House, command: Command, key: str) -> None:
    sent = json.loads(command("backup", "now", "--json"))
    assert [each["name"] for each in json.loads(command("backup", "list", "--json"))] == [sent["name"]]
    rehearsed = json.loads(command("backup", "rehearse", "--key", key, "--json"))
    assert (rehearsed["backup"], rehearsed["differences"]) == (sent["name"], [])
    assert rehearsed["tables"]["people"] == 1
    with anywhere.looks() as db:
        last, again = backups.last(db), backups.rehearsed(db)
    assert last is not None
    assert last == again
    assert last.rehearsed_at is not None
    assert "se/c+ret" not in last.place
    with anywhere.writes() as db:
        db.conn.execute("DELETE FROM people")
    before = anywhere.seen()
    refused = command("restore", sent["name"], "--key", key, status=1, says="n\n")
    assert "personnes 1, sons 1" in refused
    assert "24/11/2026" in refused
    assert anywhere.seen().keys() == before.keys()
    command("restore", sent["name"], "--key", key, says="y\n")
    assert anywhere.people() == [anywhere.person]
    if anywhere.backup_to.startswith("s3"):
        command("restore", f"{anywhere.backup_to}/{sent['name']}", "--key", key, "--yes")


def test_a_new_pair_seals_and_opens_and_says_where_to_keep_what(house: House, command: Command, tmp_path: Path) -> None:
    told = command("backup", "key")
    identity = next(word for word in told.split() if word.startswith("AGE-SECRET-KEY-"))
    house.recipient = next(word for word in told.split() if word.startswith("FLASHCOOP_BACKUP_RECIPIENT="))[27:]
    assert "hors de ce serveur" in told
    file, opened = tmp_path / "a.age", tmp_path / "opened"
    command("backup", str(file))
    assert file.read_bytes().startswith(MAGIC)
    assert b"SQLite" not in file.read_bytes()
    pyrage.decrypt_file(str(file), str(opened), [pyrage.x25519.Identity.from_str(identity)])
    assert b"SQLite format 3" in opened.read_bytes()


def test_by_hand_without_a_key_it_is_plain_and_says_so(house: House, command: Command, tmp_path: Path) -> None:
    house.recipient, house.backup_to = "", ""
    file = tmp_path / "plain.tar"
    assert "N'EST PAS CHIFFRÉ" in command("backup", str(file))
    assert file.stat().st_mode & 0o077 == 0
    assert json.loads(command("backup", "to", str(file), "--json"))["sealed"] is False
    assert "Elle peut être remise" in command("backup", "rehearse", str(file))
    with house.looks() as db:
        found = backups.rehearsed(db)
    assert found is not None
    assert (found.name, found.place) == ("plain.tar", "")


def test_each_refusal_has_its_sentence_and_its_status(house: House, command: Command, key: str, tmp_path: Path) -> None:
    name = json.loads(command("backup", "now", "--json"))["name"]
    other, bad = tmp_path / "other", tmp_path / "bad"
    other.write_text(key_pair().identity)
    bad.write_bytes((house.disk / name).read_bytes()[:-100])
    assert "n'ouvre pas" in command("restore", name, "--key", str(other), "--yes", status=8)
    assert "chiffrée" in command("restore", name, "--yes", status=11)
    assert "abîmée" in command("restore", str(bad), "--key", key, "--yes", status=3)
    assert "Il n'y a pas de" in command("restore", "flashcoop-nothing.age", "--key", key, status=1)
    with house.writes() as db:
        db.conn.execute("UPDATE installation SET code = 'another'")
    assert "autre installation" in command("restore", name, "--key", key, "--yes", status=7)
    assert "autre installation" in command("backup", "rehearse", str(house.disk / name), "--key", key, status=7)
    house.backup_to = str(tmp_path / "away")
    assert "branchez le disque" in command("backup", "now", status=9)
    with house.looks() as db:
        tried = backups.tried(db)
    assert tried is not None
    assert (tried.state, tried.place) == ("failed", str(tmp_path / "away"))
    house.backup_to = ""
    assert "FLASHCOOP_BACKUP_TO" in command("backup", "now", status=1)
    house.recipient = "AGE-SECRET-KEY-1"
    assert "FLASHCOOP_BACKUP_RECIPIENT" in command("backup", "now", status=1)


def test_a_rehearsal_sees_whoever_was_erased_come_back(
    house: House, command: Command, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("backup", "now")
    Ledger(house.settings.ledger_path).erased(house.person, NIGHT)
    assert "restent : 1" in command("backup", "rehearse", "--key", key)
    replay = replaying.replay
    monkeypatch.setattr(restoring, "replay", lambda db, vault, _entries, now: replay(db, vault, [], now))
    assert "revient" in command("backup", "rehearse", "--key", key, status=1)


def test_a_rehearsal_touches_nothing_but_its_row(house: House, command: Command, key: str) -> None:
    command("backup", "now")
    before = house.seen()
    command("backup", "rehearse", "--key", key)
    after = house.seen()
    assert {name for name in after if after[name] != before.get(name)} <= {"flashcoop.sqlite"}
    assert after.keys() == before.keys()


def test_another_installations_files_in_the_same_place_are_not_touched(house: House, command: Command) -> None:
    others = ["flashcoop-00000000-20200101T020000Z.age", "letters.txt", "flashcoop-nonsense.age"]
    for name in others:
        (house.disk / name).write_bytes(b"theirs")
    command("backup", "now")
    assert set(others) < {each.name for each in house.disk.iterdir()}
    assert len(json.loads(command("backup", "list", "--json"))) == 1

"""What an operator does for people: at the running server's door, and without it."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.operations import Operating, operate
from dialogs.instance import Instance
from storage import erasure, instances, outbox, people, replaying
from storage.codes import Codes
from storage.database import Database
from storage.ledger import Entry
from storage.refusals import Refused
from storage.times import stamp
from tests.rights.house import Rights
from tests.rights.test_forgetting import says_it_aloud

Command = Callable[..., str]


@pytest.fixture
def command(rights: Rights, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `flashcoop` on the house's database."""
    monkeypatch.setenv("FLASHCOOP_DATA", str(rights.folder))
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(rights.database))
    monkeypatch.setenv("FLASHCOOP_SECRET", "a secret of the tests, long enough")

    def run(*words: str, status: int = 0) -> str:
        monkeypatch.setenv("FLASHCOOP_NOW", rights.clock().isoformat())
        done = CliRunner().invoke(app, list(words))
        assert done.exit_code == status, done.output
        assert "Traceback" not in done.output
        return done.stdout if status == 0 else done.output

    return run


async def operated(rights: Rights, name: str, **arguments: str) -> object:
    def do(db: Database) -> object:
        return operate(Operating(db, rights.assistant.settings, Codes(), rights.clock()), name, arguments)

    return await rights.assistant.writer.run(do)


async def test_whoever_asks_the_team_is_forgotten_by_the_running_server_and_told(rights: Rights) -> None:
    person = await rights.at_telegram()
    await operated(rights, "ask_erasure", person=await rights.code())
    await rights.forgets()
    assert await rights.rows("SELECT * FROM people") == []
    assert rights.phrase("forgotten") in (await person.looks())[-1].caption


async def test_an_agreement_is_taken_back_for_somebody_and_one_never_asked_is_refused(rights: Rights) -> None:
    await rights.until("gender")
    code = await rights.code()
    await operated(rights, "withdraw_consent", person=code, purpose="photos")
    rows = await rights.rows("SELECT given, mode FROM consents WHERE purpose = 'photos' ORDER BY id")
    assert rows == [{"given": 1, "mode": "tap"}, {"given": 0, "mode": "operator"}]
    with pytest.raises(Refused, match="jamais été demandé"):
        await operated(rights, "withdraw_consent", person=code, purpose="second_contact")


async def test_backup_restore_erase_and_the_file_by_command(rights: Rights, command: Command, tmp_path: Path) -> None:
    await says_it_aloud(rights)
    code = await rights.code()
    file, own, bad = tmp_path / "a.backup", tmp_path / "own.zip", tmp_path / "bad"
    made = json.loads(command("backup", str(file), "--json"))  # the server runs
    assert made["recordings"] == 1
    assert json.loads(command("rights", "file", code, "--out", str(own), "--json"))["bytes"] == own.stat().st_size
    assert "mes-donnees.json" in zipfile.ZipFile(own).namelist()
    assert "tourne" in command("restore", str(file), "--yes", status=6)
    await rights.closes()
    assert json.loads(command("erase", code, "--yes", "--json")) == {"code": code, "state": "erased"}
    assert "Personne" in command("erase", code, "--yes", status=1)
    assert json.loads(command("restore", str(file), "--yes", "--json"))["erased_again"] == 1
    bad.write_bytes(b"no backup")
    assert "abîmée" in command("restore", str(bad), status=3)
    assert "fichier" in command("restore", str(tmp_path / "nowhere"), status=1)
    rights.opens(rights.programme)
    assert await rights.rows("SELECT * FROM people") == []


async def test_runs_about_her_and_what_others_were_to_hear_of_her_go_too(rights: Rights) -> None:
    flashcoop = await rights.flashcoop()
    await rights.at_telegram("Amina", flashcoop)
    rater = await rights.code()
    await rights.at_telegram("Zéphyrine", flashcoop)
    rated = await rights.code()
    await rights.assistant.writer.run(_rated, rights, rater, rated)
    await rights.assistant.writer.run(erasure.erase, rights.assistant.house.vault, rated, rights.clock())
    assert [row["code"] for row in await rights.rows("SELECT code FROM people")] == [rater]
    assert await rights.rows("SELECT * FROM instances WHERE subject_id IS NOT NULL OR moment = 'last'") == []
    assert await rights.rows("SELECT * FROM outbox WHERE instr(intent, ?)", rated) == []


def _rated(db: Database, rights: Rights, rater: str, rated: str) -> None:
    """A run about somebody, half-way, and its question waiting."""
    first, second = people.person_by_code(db, rater), people.person_by_code(db, rated)
    flow = rights.programme.flows["checkin"]
    code = instances.open_instance(
        db, rights.assistant.house.codes, first, flow.questionnaire, "last", _begun, rights.clock(), None, second.id
    )
    row = db.conn.execute("SELECT address_id FROM address_people WHERE person_id = ?", (first.id,)).fetchone()
    body = {"kind": "ask", "instance": code, "subject": {"code": rated}}
    outbox.put_intent(db, row["address_id"], outbox.Wanted(body, "skip", first.id), rights.clock())


def _begun(code: str) -> Instance:
    return Instance(code, "checkin:mood")


async def test_whoever_left_since_the_copy_was_made_has_left(rights: Rights) -> None:
    await rights.at_telegram()
    code = await rights.code()
    left = Entry(stamp(rights.clock() + timedelta(hours=1)), "left", code)

    def again(db: Database) -> int:
        return replaying.replay(db, rights.assistant.house.vault, [left], rights.clock()).withdrawn

    assert await rights.assistant.writer.run(again) == 1
    assert (await rights.rows("SELECT withdrawn_at FROM people"))[0]["withdrawn_at"] == left.at
    assert await rights.assistant.writer.run(again) == 0

"""`flashcoop transcripts`, as an operator calls it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from storage import jobs, people, takes, transcripts
from storage.media import MediaFolder
from tests.storage.conftest import NOW, Place


@pytest.fixture
def told(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """An open answer written down by a machine, and the code of an interpreter; the database is free again."""
    take = takes.expect(place.db, place.codes, place.person, place.instance.id, "1.project", None, NOW)
    takes.store(place.db, take, MediaFolder(tmp_path / "media").put(b"voice", "audio/ogg"), 2.5, NOW)
    takes.concerns(place.db, take, "project")
    jobs.add_job(place.db, "transcribe", take, {}, NOW)
    transcripts.write_down(place.db, take, "نام", 0.4, uncertain=True, spoken="ur")
    checker = people.add_person(place.db, place.codes, "interpreter", place.cohort.id, place.cohort.cae_id, NOW)
    place.db.close()
    for name, value in (("DATABASE", tmp_path / "flashcoop.db"), ("DATA", tmp_path), ("NOW", NOW.isoformat())):
        monkeypatch.setenv(f"FLASHCOOP_{name}", str(value))
    return take, checker.code


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["transcripts", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_what_waits_is_listed_signed_and_translated(told: tuple[str, str]) -> None:
    take, checker = told
    [waiting] = json.loads(run("list", "--json")[1])
    assert (waiting["take"], waiting["text"], waiting["uncertain"], waiting["spoken"]) == (take, "نام", True, "ur")
    assert waiting["urgent"] is True
    assert "incertain" in run("list")[1]
    assert run("translate", take, "--text", "du pain", "--by", checker)[0] == 0
    signed = json.loads(run("sign", take, "--text", "نان", "--by", checker, "--json")[1])
    assert signed == {"take": take, "checked_by": checker}
    assert "Rien à vérifier" in run("list")[1]


@pytest.mark.parametrize("options", [("--cae", "Nulle part"), ("--cohort", "FL-0")])
def test_a_place_nobody_knows_is_refused_in_one_sentence(told: tuple[str, str], options: tuple[str, str]) -> None:
    code, output = run("list", *options)
    assert (code, output.count("\n")) == (1, 1)
    del told


def test_somebody_nobody_knows_cannot_sign(told: tuple[str, str]) -> None:
    assert run("sign", told[0], "--text", "نان", "--by", "FC-0")[0] == 1
    assert len(json.loads(run("list", "--json")[1])) == 1

"""What the animator does from a terminal: hear, retell, close; anchors, quality, the warning."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.loading import Programme
from storage import echoes, takes
from storage.database import open_database
from storage.media import MediaFolder
from tests.peers.test_echoes import LATER, NOW, Circle

Command = Callable[..., tuple[int, Any]]
VOICE = b"OggS somebody's voice"


def flashcoop(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def told(*arguments: str) -> Any:
    code, output = flashcoop(*arguments, "--json")
    assert code == 0, output
    return json.loads(output)


@pytest.fixture
def cohort(tmp_path: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> str:
    """A Flashcoop of five who have all said of the first what she is good at, by voice; its code."""
    monkeypatch.setenv("FLASHCOOP_DATA", str(tmp_path))
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(tmp_path / "flashcoop.sqlite"))
    monkeypatch.setenv("FLASHCOOP_NOW", LATER.isoformat())
    with open_database(tmp_path / "flashcoop.sqlite", NOW) as db:
        circle = Circle(db, programme, 5)
        folder = MediaFolder(tmp_path / "media")
        subject = circle.people[0]
        for place, rater in enumerate(circle.raters(subject)):
            take = takes.expect(db, circle.codes, rater, None, None, None, NOW)
            takes.store(db, take, folder.put(VOICE + bytes([place]), "audio/ogg"), 1.0, NOW)
            circle.says(rater, subject, "good_at", {"takes": [take]})
            circle.says(rater, subject, "s3", "often")
        return circle.cohort.code


def test_words_are_listed_heard_and_retold_and_then_wait_no_more(cohort: str, tmp_path: Path) -> None:
    assert told("peers", "list", cohort) == []  # nothing is put before anybody while people still answer
    assert told("peers", "close", cohort) == {"people": 5}
    waiting = told("peers", "list", cohort)
    assert [set(word) for word in waiting] == [{"words", "person", "clips", "text"}] * 4
    written = told("peers", "clip", waiting[0]["words"], str(tmp_path / "clips"))
    assert Path(written[0]).read_bytes().startswith(VOICE)
    assert Path(written[0]).name == f"{waiting[0]['words']}-1.ogg"
    for place, word in enumerate(waiting):
        done = told("peers", "retell", word["words"], "--text", f"plat {place}", "--also", f"ar=طبق {place}")
        assert done["state"] == "retold"
    assert told("peers", "list", cohort) == []
    with open_database(tmp_path / "flashcoop.sqlite", LATER, write=False) as db:
        (echo,) = echoes.to_tell(db)
    assert echo.strengths == ("s3",)
    assert sorted(word["fr"] for word in echo.words) == [f"plat {place}" for place in range(4)]
    assert {word["ar"][:3] for word in echo.words} == {"طبق"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--as-said",), "redites-les avec vos mots"),
        (("--text", "bien", "--also", "klingon=qap"), "n'est pas une langue"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(cohort: str, options: tuple[str, ...], sentence: str) -> None:
    told("peers", "close", cohort)
    words = told("peers", "list", cohort)[0]["words"]
    code, output = flashcoop("peers", "retell", words, *options)
    assert (code, sentence in output) == (1, True)
    assert len(told("peers", "list", cohort)) == 4


def test_unknown_words_are_refused_and_set_aside_ones_are_not_told(cohort: str) -> None:
    code, output = flashcoop("peers", "retell", "nothing", "--text", "bien")
    assert (code, "Aucune parole" in output) == (1, True)
    assert flashcoop("peers", "retell", "nothing")[0] != 0
    told("peers", "close", cohort)
    for word in told("peers", "list", cohort):
        assert told("peers", "retell", word["words"], "--aside")["state"] == "set_aside"
    assert told("peers", "list", cohort) == []


def test_closing_where_nobody_rates_anybody_is_refused(cohort: str) -> None:
    told("cae", "add", "--name", "Autre")
    dates = "2026-12-07,2026-12-08,2026-12-09,2026-12-10"
    other = told("cohort", "create", "--name", "Vide", "--cae", "Autre", "--dates", dates)["code"]
    code, output = flashcoop("peers", "close", other)
    assert (code, "Personne n'évalue" in output) == (1, True)


def test_a_group_too_small_for_scores_is_said_to_be_so_on_the_first_day(cohort: str) -> None:
    assert told("cohort", "show", cohort)["too_small_for_scores"] is False
    with_four = told("cohort", "list")
    assert with_four[0]["code"] == cohort


def test_the_group_adopts_its_anchors_and_drops_them(cohort: str, tmp_path: Path) -> None:
    for state, on in (("on", True), ("off", False)):
        assert told("cohort", "anchors", cohort, state) == {"anchors": on}
        with open_database(tmp_path / "flashcoop.sqlite", LATER, write=False) as db:
            assert bool(db.conn.execute("SELECT anchors FROM cohorts").fetchone()[0]) is on


def test_quality_is_printed_for_a_flashcoop_and_for_all(cohort: str) -> None:
    assert told("quality", cohort) == []
    assert flashcoop("quality") == (0, "Personne n'a encore rien évalué.\n")

"""The commands around a Flashcoop: what is given comes back, what cannot be is refused in one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app

DATES = "2026-11-23,2026-11-24,2026-11-26,2026-11-30"
GIVEN = {
    "name": "Cookies",
    "cae": "Coodem",
    "dates": DATES,
    "timezone": "Europe/Paris",
    "hours": "10:00-17:00",
    "place": "Laval",
    "sector": "Culinaire",
    "product": "Biscuits",
    "audience": "Jeunes adultes",
    "animators": "Julie Geslot; Marc Pouteau",
    "partners": "La Mission Locale; Biocoop",
}


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation of its own, the day before the first session."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLASHCOOP_DATA", str(tmp_path))
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(tmp_path / "house.sqlite"))
    monkeypatch.setenv("FLASHCOOP_SECRET", "a secret of the tests, long enough")
    monkeypatch.setenv("FLASHCOOP_NOW", "2026-11-22T12:00:00+00:00")
    run("cae", "add", "--name", "Coodem")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def told(*arguments: str) -> Any:
    code, output = run(*arguments, "--json")
    assert code == 0, output
    return json.loads(output)


def create(**fields: str) -> list[str]:
    given = {**GIVEN, **fields}
    return ["cohort", "create", *(word for name, value in given.items() for word in (f"--{name}", value))]


def test_every_field_a_flashcoop_was_opened_with_comes_back() -> None:
    shown = told("cohort", "show", told(*create())["code"])
    for name in ("name", "cae", "timezone", "hours", "place", "sector", "product", "audience"):
        assert shown[name] == GIVEN[name]
    assert ",".join(shown["dates"]) == DATES
    assert shown["animators"] == ["Julie Geslot", "Marc Pouteau"]
    assert shown["partners"] == ["La Mission Locale", "Biocoop"]
    titles = [session["title"].split(" : ")[0] for session in shown["sessions"]]
    assert titles[1:] == ["Nous produisons", "Nous commercialisons, nous vendons", "Je fais le point"]
    assert [session["guests"] for session in shown["sessions"]][1:3] == [["producteur"], ["logisticien"]]
    assert {session["place"] for session in shown["sessions"]} == {"Laval"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"dates": "2026-11-23,2026-11-24,2026-11-26"}, "Il faut de 4 à 7 dates"),
        ({"dates": ",".join(f"2026-11-{day}" for day in range(20, 28))}, "Il faut de 4 à 7 dates"),
        ({"dates": "2026-11-23,2026-11-23,2026-11-26,2026-11-30"}, "même date"),
        ({"dates": "2026-11-30,2026-11-23,2026-11-24,2026-11-26"}, "dans l'ordre"),
        ({"dates": "2026-11-31,2026-11-23,2026-11-24,2026-11-26"}, "AAAA-MM-JJ"),
        ({"cae": "Personne"}, "Il n'y a pas de CAE"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(fields: dict[str, str], words: str) -> None:
    code, output = run(*create(**fields))
    assert code == 1
    assert words in output
    assert "Traceback" not in output
    assert told("cohort", "list") == []


def test_a_session_is_moved_added_and_cancelled_and_numbers_are_never_given_twice() -> None:
    flashcoop = told(*create())["code"]
    moved = told(
        "cohort", "move", flashcoop, "--session", "3", "--date", "2026-11-28", "--guests", "banquier,comptable"
    )
    assert (moved["date"], moved["guests"], moved["told"]) == ("2026-11-28", ["banquier"], 0)
    assert told("cohort", "add-session", flashcoop, "--date", "2026-11-25", "--title", "Au marché")["number"] == 5
    assert told("cohort", "cancel-session", flashcoop, "--session", "5")["title"] == "Au marché"
    assert told("cohort", "add-session", flashcoop, "--date", "2026-11-25")["number"] == 6
    shown = told("cohort", "show", flashcoop)["sessions"]
    assert [session["number"] for session in shown] == [1, 2, 6, 3, 4]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["move", "--session", "9", "--date", "2026-11-28"], "Il n'y a pas de séance 9"),
        (["move", "--session", "3", "--date", "2026-11-24"], "même date"),
        (["move", "--session", "3", "--date", "demain"], "n'est pas une date"),
        (["move", "--session", "3", "--hours", "midi"], "ne se lit pas"),
        (["move", "--session", "3", "--guests", "maire"], "n'est pas un intervenant"),
        (["cancel-session", "--session", "3"], "au moins 4 séances"),
        (["add-session", "--date", "2026-11-24"], "même date"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(arguments: list[str], words: str) -> None:
    flashcoop = told(*create())["code"]
    before = told("cohort", "show", flashcoop)
    code, output = run("cohort", arguments[0], flashcoop, *arguments[1:])
    assert code == 1
    assert words in output
    assert told("cohort", "show", flashcoop) == before


def test_notes_about_nobody_are_refused_and_lists_of_nobody_are_empty() -> None:
    flashcoop = told(*create())["code"]
    for arguments in (
        ["attendance", flashcoop, "--session", "1", "--state", "absent", "--who", "FC-NONE"],
        ["contract", flashcoop, "--person", "FC-NONE"],
        ["calls", "note", flashcoop, "--person", "FC-NONE", "--moment", "cold", "--outcome", "done"],
        ["hours", "--person", "FC-NONE", "--between", "8-12"],
    ):
        code, output = run(*arguments)
        assert code == 1, arguments
        assert "Personne n'a le code" in output
    assert told("calls", "list", flashcoop)["lines"] == []
    assert told("attendance", flashcoop, "--session", "1", "--state", "present")["people"] == []


def test_each_role_is_invited() -> None:
    flashcoop = told(*create())["code"]
    for role in ("participant", "animator", "partner"):
        [link] = told("invite", "--role", role, "--cohort", flashcoop)
        assert link["page"].endswith(link["token"])

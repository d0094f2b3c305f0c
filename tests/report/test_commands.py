"""`flashcoop report`, `themes` and `territories`, as an operator calls them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.reporting import report_of, scope_of
from storage.database import open_database
from tests.report.made import NOW, Made


@pytest.fixture
def operator(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """An operator of a place with one Flashcoop; the database is free."""
    cohort = made.cohort("Cuisine", "Régate")
    person, animator = made.person(cohort), made.person(cohort, role="animator")
    made.says(person, "hot", "exit", liked="le marché")
    made.agrees(person, "quote")
    made.known = {"cohort": cohort.code, "by": animator.code}
    made.db.conn.commit()
    made.db.close()
    for name, value in (("DATABASE", tmp_path / "flashcoop.db"), ("DATA", tmp_path), ("NOW", NOW.isoformat())):
        monkeypatch.setenv(f"FLASHCOOP_{name}", str(value))
    return made


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_after_the_last_day_one_command_makes_the_bilan_of_a_flashcoop_with_its_themes(
    operator: Made, tmp_path: Path
) -> None:
    [answer] = json.loads(run("themes", "list", "--cohort", operator.known["cohort"], "--json")[1])
    assert (answer["text"], answer["themes"]) == ("le marché", [])
    assert run("themes", "put", answer["answer"], "vente", "--by", operator.known["by"])[0] == 0
    assert "[vente]" in run("themes", "list", "--cohort", operator.known["cohort"])[1]
    out = tmp_path / "out" / "bilan.html"
    assert run("report", "--cohort", operator.known["cohort"], "--out", str(out)) == (0, f"{out}\n")
    text = out.read_text("utf-8")
    assert "«&nbsp;le marché&nbsp;»" in text
    assert "vente" in text
    assert run("themes", "remove", answer["answer"], "vente")[1] == "Ôté.\n"


def test_the_command_the_console_and_an_export_give_the_same_bytes(operator: Made, tmp_path: Path) -> None:
    out, again = tmp_path / "bilan.html", tmp_path / "again.html"
    assert run("report", "--cae", "Régate", "--out", str(out))[0] == 0
    with open_database(tmp_path / "flashcoop.db", NOW, write=False) as db:
        scope = scope_of(db, None, "Régate")
        assert report_of(db, scope, "html", operator.asked) == out.read_bytes()
    assert run("export", "--out", str(tmp_path / "export"))[0] == 0
    assert run("report", "--export", str(tmp_path / "export"), "--cae", scope.code, "--out", str(again))[0] == 0
    assert again.read_bytes() == out.read_bytes()


def test_a_list_of_territories_is_imported(operator: Made, tmp_path: Path) -> None:
    path = tmp_path / "qpv.csv"
    path.write_text("postcode,commune,address,QPV,ZRR\n81000,Albi,rue des Cités,oui,non\n", encoding="utf-8")
    assert run("territories", "import", str(path)) == (0, "1 lieux.\n")
    path.write_text("postcode,commune\n81000,Albi\n", encoding="utf-8")
    assert run("territories", "import", str(path)) == (1, "Il manque une colonne : QPV, ZRR, address.\n")
    del operator


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "--cohort", "F-0", "--out", "a.html"),
        ("report", "--cae", "Nulle part", "--out", "a.html"),
        ("report", "--out", "a.docx"),
        ("report", "--export", "nowhere", "--out", "a.html"),
        ("territories", "import", "nowhere.csv"),
        ("themes", "put", "I-0.liked", "vente", "--by", "FC-0"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    operator: Made, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = run(*arguments)
    assert (code, bool(output.strip())) == (1, True)
    assert "Traceback" not in output
    assert not (tmp_path / "a.html").exists()
    del operator

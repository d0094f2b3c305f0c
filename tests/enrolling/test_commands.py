"""`flashcoop people`: a list is shown line by line, and nothing of it is kept before it is asked for."""

from pathlib import Path

import pytest

from tests.figures.test_figures import flashcoop
from tests.reminders.test_commands import house, run, told

__all__ = ["house"]

LIST = (
    "Prénom;Nom;Langue;Téléphone\n"
    "Zahra;Ahmadi;Dari;0612345678\nÉlodie;Noël;français;\nzahra;AHMADI;;\n;;arabe;0612345670\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(LIST, "cp1252")
    return path


def test_a_list_is_shown_before_anything_is_kept(file: Path) -> None:
    code = flashcoop()
    shown = told("people", "import", code, str(file))
    assert [line["state"] for line in shown["lines"]] == ["ready", "ready", "duplicate", "unreadable"]
    assert told("cohort", "show", code)["people"] == []
    said = run("people", "import", code, str(file))[1]
    assert "ligne 4 [doublon] zahra AHMADI Même personne que la ligne 2 ?" in said
    assert "ligne 5 [illisible]" in said


def test_lines_that_are_ready_are_imported_once(file: Path) -> None:
    code = flashcoop()
    assert len(told("people", "import", code, str(file), "--apply")["people"]) == 2
    again = told("people", "import", code, str(file), "--apply")
    assert again["people"] == []
    assert [line["state"] for line in again["lines"]] == ["known", "known", "known", "unreadable"]
    assert [person["language"] for person in told("cohort", "show", code)["people"]] == ["fa_AF", "fr"]


def test_a_doubtful_line_is_imported_where_somebody_says_so_and_an_unreadable_one_never(file: Path) -> None:
    code = flashcoop()
    found = told("people", "import", code, str(file), "--apply", "--lines", "4,5")
    assert [each["line"] for each in found["people"]] == [4]


def test_other_flashcoops_are_not_looked_at(file: Path) -> None:
    told("people", "import", flashcoop("Autre"), str(file), "--apply")
    shown = told("people", "import", flashcoop(), str(file))
    assert shown["lines"][0]["state"] == "ready"


def test_a_name_is_written_and_what_is_no_name_is_refused(file: Path) -> None:
    code = flashcoop()
    [person, _] = told("people", "import", code, str(file), "--apply")["people"]
    kept = told("people", "name", code, "--person", person["code"], "--civility", "madame", "--first-name", "Zohra")
    assert (kept["civility"], kept["first_name"], kept["last_name"]) == ("madame", "Zohra", "Ahmadi")
    for field, value, words in (
        ("civility", "docteur", "n'est pas une civilité"),
        ("first-name", "x" * 201, "trop long"),
        ("phone", "12", "n'est pas un numéro"),
    ):
        code_, output = run("people", "name", code, "--person", person["code"], f"--{field}", value)
        assert (code_, words in output) == (1, True), output


@pytest.mark.parametrize("arguments", [["nowhere.csv"], ["liste.csv", "--lines", "deux"]])
def test_what_cannot_be_read_is_said_in_a_sentence(file: Path, arguments: list[str]) -> None:
    code, output = run("people", "import", flashcoop(), *arguments)
    assert code == 1
    assert len(output.strip().splitlines()) == 1

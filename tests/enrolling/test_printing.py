"""What is printed: sheets that let each in once, the photographer's list, the partner's guide on one page."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import printing
from bot.enrolling import photos, sheets
from storage.codes import Codes
from storage.database import open_database
from storage.invitations import use
from tests.enrolling.test_commands import LIST
from tests.figures.test_figures import flashcoop
from tests.loaded import loaded
from tests.reminders.test_commands import house, run, told

__all__ = ["house"]

NOW = datetime(2026, 11, 22, 13, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path) -> tuple[str, list[str]]:
    """A Flashcoop with two people of a list: its code and theirs."""
    code = flashcoop("Cookies", "--place", "Laval")
    (tmp_path / "liste.csv").write_text(LIST, "utf-8")
    found = told("people", "import", code, "liste.csv", "--apply")["people"]
    return code, [each["code"] for each in found]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The data of every sheet that is printed."""
    made: list[dict[str, Any]] = []
    print_it = printing.pdf

    def watched(template: Path, data: dict[str, Any]) -> bytes:
        made.append(data)
        return print_it(template, data)

    monkeypatch.setattr(sheets, "pdf", watched)
    monkeypatch.setattr(photos, "pdf", watched)
    return made


def text_of(file: Path) -> str:
    """What stands in a PDF, where Poppler is installed."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_each_gets_a_sheet_in_her_language_that_lets_her_in_once(
    place: tuple[str, list[str]], drawn: list[dict[str, Any]], tmp_path: Path
) -> None:
    code, [zahra, elodie] = place
    told("print", "sheets", code, "--out", "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    [data] = drawn
    first, second = data["sheets"]
    assert ([each["autonym"] for each in first["languages"]], first["rtl"]) == (["دری"], True)
    assert first["numbers"] == ["۱", "۲", "۳", "۴"]
    assert first["languages"][0]["camera"] == loaded().book.wording("sheet_camera", "fa_AF").printed
    assert [each["autonym"] for each in second["languages"]] == ["Français"]
    with open_database(tmp_path / "house.sqlite", NOW) as db:
        token = first["url"].rpartition("/")[2]
        joined = use(db, Codes(), token, None, NOW)
        assert joined.status == "ok"
        assert db.execute("SELECT code FROM people WHERE id = ?", (joined.person_id,)).fetchone()[0] == zahra
        assert use(db, Codes(), token, None, NOW).status == "used"
    assert elodie in str(second)


def test_printing_again_makes_the_sheet_before_open_nothing_and_leaves_the_others(
    place: tuple[str, list[str]], drawn: list[dict[str, Any]], tmp_path: Path
) -> None:
    code, [zahra, _] = place
    told("print", "sheets", code, "--out", "a.pdf")
    told("print", "sheets", code, "--out", "b.pdf", "--who", zahra)
    old, other = (each["url"].rpartition("/")[2] for each in drawn[0]["sheets"])
    with open_database(tmp_path / "house.sqlite", NOW) as db:
        assert use(db, Codes(), old, None, NOW).status == "expired"
        assert use(db, Codes(), other, None, NOW).status == "ok"


def test_where_her_language_is_not_known_all_stand_on_the_sheet(drawn: list[dict[str, Any]], tmp_path: Path) -> None:
    code = flashcoop()
    (tmp_path / "liste.csv").write_text("prenom,nom\nOmar,Zaki\n")
    told("people", "import", code, "liste.csv", "--apply")
    told("print", "sheets", code, "--out", "a.pdf")
    [one] = drawn[0]["sheets"]
    assert [each["autonym"] for each in one["languages"]] == ["Français", "العربية", "دری"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--out", "a.pdf", "--who", "FC-NONE"], "Choisissez au moins une participante"),
        (["--out", "a.pdf", "--telegram"], "Aucun bot Telegram"),
        (["--out", "nowhere/a.pdf"], "ne peut pas s'écrire"),
    ],
)
def test_what_cannot_be_printed_is_said(place: tuple[str, list[str]], arguments: list[str], words: str) -> None:
    code, output = run("print", "sheets", place[0], *arguments)
    assert (code, words in output) == (1, True), output


def test_nobody_who_did_not_agree_is_on_the_photographers_list(
    place: tuple[str, list[str]], drawn: list[dict[str, Any]], tmp_path: Path
) -> None:
    told("print", "photos", place[0], "--out", "photos.pdf")
    assert drawn[0]["people"] == []
    assert "Personne n'a accepté" in text_of(tmp_path / "photos.pdf").replace("’", "'")


def test_long_names_and_titles_leave_the_guide_on_one_page(tmp_path: Path) -> None:
    days = ",".join(f"2026-11-{day}" for day in range(23, 30))
    names = {"--name": "Cuisine sans frontières " * 8, "--place": "Maison de quartier " * 8}
    names |= {"--animators": "; ".join(["Isabelle Bailleul-Nihart"] * 12)}
    told("cae", "add", "--name", "Coopérative" * 12)
    words = [word for pair in names.items() for word in pair]
    code = told("cohort", "create", "--cae", "Coopérative" * 12, "--dates", days, *words)["code"]
    for session in range(1, 8):
        told("cohort", "move", code, "--session", str(session), "--title", "Nous construisons notre offre " * 9)
    told("print", "guide", code, "--out", "guide.pdf")
    assert text_of(tmp_path / "guide.pdf").count("\f") == 1


def test_the_guide_is_one_page_with_the_dates_of_the_flashcoop(tmp_path: Path) -> None:
    days = ",".join(f"2026-11-{day}" for day in range(23, 30))
    code = told("cohort", "create", "--name", "Cookies", "--cae", "Coodem", "--dates", days, "--place", "Laval")["code"]
    told("print", "guide", code, "--out", "guide.pdf")
    said = text_of(tmp_path / "guide.pdf")
    assert said.count("\f") == 1
    for words in ("lundi 23 novembre 2026", "Du 29 mars 2027 au 28 mai 2027", "5 questions", "Cookies", "Laval"):
        assert words in said

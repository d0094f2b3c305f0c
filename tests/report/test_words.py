"""Themes are counted; words are quoted only of who agreed, in French or translated and marked so."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.report import WRITERS, report_bytes, words
from bot.report.responses import Responses, Scope
from storage import takes, transcripts
from storage.media import MediaFolder
from tests.report.figures import figures, quotes, told
from tests.report.made import DAY, NOW, Made

CANARY = "Le canari chante au marché"


def text_of(content: bytes, form: str, tmp_path: Path) -> str:
    """All that can be read in a file."""
    if form == "html":
        return content.decode()
    if form == "xlsx":
        sheets = load_workbook(BytesIO(content)).worksheets
        return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    path = tmp_path / "bilan.pdf"
    path.write_bytes(content)
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout


PDF_TEXT = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")


@pytest.mark.parametrize("form", [*sorted(set(WRITERS) - {"pdf"}), pytest.param("pdf", marks=PDF_TEXT)])
def test_words_are_printed_once_with_consent_and_never_without(form: str, made: Made, tmp_path: Path) -> None:
    person = made.person(made.cohort("Cuisine"))
    run = made.says(person, "hot", "exit", liked=CANARY)
    made.theme(run, "liked", "vente")
    made.theme(run, "liked", "groupe")

    def printed(name: str) -> int:
        content = report_bytes(made.exported(tmp_path / name), Scope(), form, DAY)
        return text_of(content, form, tmp_path).count(CANARY)

    assert printed("unasked") == 0
    made.agrees(person, "quote")
    assert printed("agreed") == 1
    made.agrees(person, "quote", given=False)
    assert printed("withdrawn") == 0


def test_control_without_the_agreement_looked_at_the_words_would_be_printed(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = made.person(made.cohort("Cuisine"))
    made.says(person, "hot", "exit", liked=CANARY)
    monkeypatch.setattr(Responses, "agreed", lambda *_: {person.code})
    assert [each.text for each in quotes(told(made, tmp_path / "export"))] == [CANARY]


def test_words_of_another_language_are_printed_in_translation_and_marked_so(made: Made, tmp_path: Path) -> None:
    cohort = made.cohort("Cuisine")
    person = made.person(cohort, "fa_AF")
    helper = made.person(cohort, role="interpreter")
    made.agrees(person, "quote")
    run = made.says(person, "hot", "exit", to_change="چای بیشتر")
    assert quotes(told(made, tmp_path / "before")) == []
    media = MediaFolder(tmp_path / "media")
    take = takes.expect(made.db, made.codes, person, None, None, None, NOW)
    takes.store(made.db, take, media.put(b"voice", "audio/ogg"), 2.0, NOW)
    transcripts.sign(made.db, take, "چای بیشتر", helper, NOW)
    transcripts.translate(made.db, take, "Plus de thé", helper, NOW)
    made.answers(run, "to_change", {"text": "", "takes": [take]}, language="fa_AF", author=person.code)
    [quote] = quotes(told(made, tmp_path / "after"))
    assert (quote.text, quote.mark) == ("Plus de thé", "traduit, dit en dari")


def test_what_a_machine_alone_wrote_down_is_not_quoted(made: Made, tmp_path: Path) -> None:
    person = made.person(made.cohort("Cuisine"))
    made.agrees(person, "quote")
    take = takes.expect(made.db, made.codes, person, None, None, None, NOW)
    transcripts.write_down(made.db, take, "des mots incertains", 0.3)
    run = made.says(person, "hot", "exit")
    made.answers(run, "liked", {"text": "", "takes": [take]})
    assert quotes(told(made, tmp_path / "export")) == []


def test_two_themes_on_six_answers_are_counted(made: Made, tmp_path: Path) -> None:
    cohort = made.cohort("Cuisine")
    for number in range(6):
        run = made.says(made.person(cohort), "hot", "exit", liked=f"réponse {number}")
        made.theme(run, "liked", "groupe" if number < 4 else "vente")
    found = figures(told(made, tmp_path / "export"))
    assert found["Thèmes : Qu'avez-vous aimé ?", "groupe"][:2] == ("4", "6")
    assert found["Thèmes : Qu'avez-vous aimé ?", "vente"][:2] == ("2", "6")


def test_a_theme_put_on_words_that_were_corrected_since_says_nothing(made: Made, tmp_path: Path) -> None:
    run = made.says(made.person(made.cohort("Cuisine")), "hot", "exit", liked="la vente")
    made.theme(run, "liked", "vente")
    made.answers(run, "liked", "rien")
    assert not [name for name in figures(told(made, tmp_path / "export")) if name[0].startswith("Thèmes")]


def test_every_quote_is_signed_as_in_the_published_report() -> None:
    assert words.SIGNED == "Participante de la Flashcoop"

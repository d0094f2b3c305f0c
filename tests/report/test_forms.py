"""The bilan as a page, a PDF and a workbook: the same figures, the same bytes, names of three scripts intact."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.report import WRITERS, plot_bytes, report_bytes
from bot.report.responses import Scope
from storage.refusals import Refused
from tests.report.made import DAY, Made

# Without a lam-alef: pdftotext gives back the letters of that one sign in the wrong order.
NAMES = ["دستمال ارنه", "مطبخ بيت حدود", "Cuisine sans frontière"]


@pytest.fixture
def one_plot(made: Made, tmp_path: Path) -> Path:
    """An export of just enough people for one plot."""
    cohort = made.cohort("Cuisine")
    for number in range(20):
        made.says(made.person(cohort), "registration", "once", gender="woman" if number % 2 else "man")
    return made.exported(tmp_path / "export")


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_export_gives_the_same_bytes(form: str, one_plot: Path) -> None:
    assert report_bytes(one_plot, Scope(), form, DAY) == report_bytes(one_plot, Scope(), form, DAY)


def test_plots_are_the_same_bytes_in_two_forms(one_plot: Path) -> None:
    drawn = plot_bytes(one_plot, Scope(), DAY)
    assert list(drawn) == ["gender.svg", "gender.png"]
    assert drawn["gender.png"].startswith(b"\x89PNG")
    assert drawn == plot_bytes(one_plot, Scope(), DAY)


class Outline(HTMLParser):
    """What a screen reader needs of a page, counted."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_the_page_needs_nothing_else_and_can_be_listened_to(published_export: Path) -> None:
    text = report_bytes(published_export, Scope(), "html", DAY).decode()
    page = Outline(text)
    assert not re.search(r"(src|href)=\"(?!data:|#)", text)
    assert not page.of("script")
    assert page.of("html")[0]["lang"] == "fr"
    assert len(page.of("table")) == len(page.of("caption")) > 10
    assert all(each["scope"] in ("row", "col") for each in page.of("th"))
    assert all((each["alt"] and "sur 36" in (each["alt"] or "")) or each["alt"] for each in page.of("img"))
    assert "34 sur 36" in "".join(each["alt"] or "" for each in page.of("img"))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")
def test_names_in_dari_and_arabic_are_whole_in_the_pdf(made: Made, tmp_path: Path) -> None:
    for name in NAMES:
        made.cohort(name)
    path = tmp_path / "bilan.pdf"
    path.write_bytes(report_bytes(made.exported(tmp_path / "export"), Scope(), "pdf", DAY))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout
    plain = re.sub("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", text)
    for name in NAMES:
        assert all(word in plain for word in name.split()), name


def test_names_and_figures_are_whole_in_the_workbook(made: Made, tmp_path: Path, published_export: Path) -> None:
    for name in NAMES:
        made.cohort(name)
    named = load_workbook(BytesIO(report_bytes(made.exported(tmp_path / "export"), Scope(), "xlsx", DAY)))
    assert set(NAMES) <= {row[0] for row in named.worksheets[1].iter_rows(values_only=True)}
    book = load_workbook(BytesIO(report_bytes(published_export, Scope(), "xlsx", DAY)))
    rows = [row[:4] for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    assert ("Projet en tête à l'entrée", 29, 42, 0.69) in rows


def test_a_name_that_looks_like_a_formula_or_a_tag_stays_a_name(made: Made, tmp_path: Path) -> None:
    made.cohort("=HYPERLINK(1)<script>")
    folder = made.exported(tmp_path / "export")
    assert "<script>" not in report_bytes(folder, Scope(), "html", DAY).decode()
    book = load_workbook(BytesIO(report_bytes(folder, Scope(), "xlsx", DAY)))
    [cell] = [row[0] for row in book.worksheets[1].iter_rows() if "HYPERLINK" in str(row[0].value)]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)<script>", "s")


def test_an_unknown_form_a_folder_without_an_export_and_an_empty_scope_are_refused(
    tmp_path: Path, published_export: Path
) -> None:
    for folder, scope, form in (
        (published_export, Scope(), "docx"),
        (tmp_path, Scope(), "html"),
        (published_export, Scope("cohort", "F-0"), "html"),
    ):
        with pytest.raises(Refused):
            report_bytes(folder, scope, form, DAY)

"""Whatever people type, no spreadsheet calculates it and nothing of it is lost."""

import csv
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.export import cells, text_files
from storage.export.cells import clean, guard, unguard
from storage.export.tables import Table, table
from storage.export.text_files import CsvFiles
from storage.export.workbook import LONGEST, Workbook

HOW_MANY = 10_000
INVISIBLE = " \t\n\r\u00a0\u00ad\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\x00\x0b\x1f\x85\u3000"
STARTS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1;=2"]
MIDDLES = [
    "",
    "سلام",
    "نام من",
    "été",
    "a",
    "'",
    '"',
    ",",
    ";",
    "\n",
    "\r\n",
    "\t",
    "|",
    "0",
    "<r>",
    "</r>",
    "<f>1</f>",
    "&",
]
LINE = str.maketrans({"\n": "", "\r": ""})


def hostile(count: int, seed: int = 2026) -> list[str]:
    chance = random.Random(seed)
    texts = [f"{space}{start}{more}" for space in ("", *INVISIBLE) for start in STARTS for more in ("", "1", ";=1")]
    while len(texts) < count:
        parts = chance.choices([*STARTS, *MIDDLES, *INVISIBLE, "'", '"', ";"], k=chance.randrange(1, 9))
        texts.append("".join(parts))
    return texts


TEXTS = hostile(HOW_MANY)


def texts_table(texts: list[str]) -> Table:
    return table("answers", ("number", "value", "again"), ((n, text, text) for n, text in enumerate(texts)))


def calculated(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula."""
    return cell.lstrip(INVISIBLE + '\ufffd"')[:1] in tuple("=+-@＝＋－＠")


def formulas(path: Path) -> list[str]:
    """Cells that a spreadsheet would calculate, whichever separator it takes the file to have."""
    text = path.read_text("utf-8")
    right = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    wrong = [cell for line in text.split("\n") for part in line.split(";") for cell in part.split("\t")]
    return [cell for cell in (*right, *wrong) if calculated(cell)]


def test_ten_thousand_hostile_texts_are_no_formula_in_csv_and_come_back_as_they_were(tmp_path: Path) -> None:
    assert len(TEXTS) == HOW_MANY
    assert CsvFiles(tmp_path).write(texts_table(TEXTS)) == HOW_MANY
    assert formulas(tmp_path / "answers.csv") == []
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [unguard(row[1]) for row in rows] == [clean(text) for text in TEXTS]


def test_control_unguarded_texts_would_be_formulas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "guard", clean)
    CsvFiles(tmp_path).write(texts_table(TEXTS))
    assert len(formulas(tmp_path / "answers.csv")) > HOW_MANY / 4


def test_ten_thousand_hostile_texts_are_texts_in_xlsx(tmp_path: Path) -> None:
    book = Workbook(tmp_path)
    book.write(texts_table(TEXTS))
    book.close()
    with zipfile.ZipFile(tmp_path / "flashcoop.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    sheet = openpyxl.load_workbook(tmp_path / "flashcoop.xlsx", read_only=True)["answers"]
    read = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in read} <= {"s", "n", "inlineStr"}
    assert [str(cell.value or "").rstrip() for cell in read] == [clean(text).rstrip() for text in TEXTS]


def test_a_text_that_looks_like_the_workbooks_own_markup_stays_a_text(tmp_path: Path) -> None:
    text = '<r><t>x</t></r></is></c><c r="B9"><f>1+1</f></c><c t="inlineStr"><is><r></r>'
    book = Workbook(tmp_path)
    book.write(texts_table([text, "x" * (LONGEST + 9), "😀" * LONGEST]))
    book.close()
    sheet = openpyxl.load_workbook(tmp_path / "flashcoop.xlsx")["answers"]
    assert str(sheet["B2"].value).strip() == text
    assert {sheet[cell].data_type for cell in ("B2", "B3", "B4")} == {"s"}
    assert str(sheet["B3"].value).endswith("x […]")
    assert len(str(sheet["B4"].value).encode("utf-16-le")) <= 2 * LONGEST


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(INVISIBLE + "=+-@＝;'\"")), max_size=30))
def test_guarding_any_text_can_be_undone_and_leaves_no_formula(text: str) -> None:
    guarded = guard(text)
    assert unguard(guarded) == clean(text)
    assert not any(calculated(part) for line in guarded.split("\n") for part in line.split(";"))
    [row] = csv.reader(io.StringIO(text_files.line((text, 1, None)) + "\n", newline=""))
    assert row == [guarded, "1", ""]


@pytest.mark.parametrize("seen", [cells.clean, cells.guard])
def test_what_cannot_be_seen_is_replaced_and_what_scripts_need_stays(seen: Callable[[str], str]) -> None:
    assert seen("a\x00b\u202ec\x85d\ud800e") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    for text in ("می\u200cخواهم", "‏سلام‎", "ligne\nsuite", "👩🏽\u200d🍳"):
        assert seen(text) == text


def test_columns_are_looked_at_as_a_whole_and_rows_stay_in_order() -> None:
    rows = [(number, f"a{number % 3}", None, "\x00" if number == 7 else "b") for number in range(20)]
    assert cells.changed(rows, clean) == [(*row[:3], clean(str(row[3]))) for row in rows]

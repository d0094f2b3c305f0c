"""One export in four forms: the same rows, the same bytes each time, whole or not at all."""

import errno
import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
import xlsxwriter
from datasette.app import Datasette

from bot.exporting import Asked, Scope, export_bytes, export_folder, export_name
from storage.database import Database
from storage.export import writing
from storage.export.database_file import DatabaseFile
from storage.export.described import COLUMNS, TABLES
from storage.export.selection import Filters
from storage.export.tables import Table
from storage.refusals import Refused
from tests.export.files import csv_rows, jsonl_rows, sheets
from tests.house.checkout import read

FORMS = ("csv", "jsonl", "xlsx", "sqlite")
NOBODY, ALL = Scope(), Filters()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def texts(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_data_are_the_same_bytes_from_command_and_page(
    group: Database, asked: Asked, tmp_path: Path, form: str
) -> None:
    for name in ("one", "two"):
        export_folder(group, tmp_path / name, form, NOBODY, ALL, asked)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    whole = b"".join(export_bytes(group, form, NOBODY, ALL, asked, tmp_path))
    if form == "xlsx":
        assert whole == (tmp_path / "one" / export_name(form)).read_bytes()
    else:
        with zipfile.ZipFile(BytesIO(whole)) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == files(tmp_path / "one")
    assert not list(tmp_path.glob("flashcoop-export-*"))


def test_all_forms_hold_the_same_cells(group: Database, asked: Asked, tmp_path: Path) -> None:
    for form in FORMS:
        export_folder(group, tmp_path / form, form, NOBODY, ALL, asked)
    manifest = json.loads((tmp_path / "csv" / "export.json").read_text("utf-8"))
    book = sheets(tmp_path / "xlsx")
    database = sqlite_utils.Database(tmp_path / "sqlite" / "flashcoop.db")
    for name, count in manifest["tables"].items():
        lines = jsonl_rows(tmp_path / "jsonl", name)
        assert len(lines) == count
        assert texts(book[name]) == texts(lines)
        assert texts(list(database[name].rows)) == texts(lines)
        if name != "answers" and name != "revisions" and name != "wide":  # one begins with an apostrophe there
            assert csv_rows(tmp_path / "csv", name) == texts(lines)
    assert any("گپ بزنم" in str(row["value"]) for row in jsonl_rows(tmp_path / "jsonl", "answers"))
    assert any("تعلّمت" in str(row["value"]) for row in book["answers"])


async def test_the_database_opens_in_datasette_with_search_keys_and_descriptions(
    group: Database, asked: Asked, tmp_path: Path
) -> None:
    export_folder(group, tmp_path, "sqlite", NOBODY, ALL, asked)
    metadata = json.loads((tmp_path / "metadata.json").read_text("utf-8"))
    datasette = Datasette([str(tmp_path / "flashcoop.db")], metadata=metadata)
    found = (await datasette.client.get("/flashcoop/answers.json?_search=گپ&_shape=objects&_size=3&_labels=on")).json()
    assert "گپ بزنم" in str(found["rows"][0]["value"]) + str(found["rows"][0]["transcript"])
    assert set(found["rows"][0]["participant"]) == {"value", "label"}  # the key of another table
    page = (await datasette.client.get("/flashcoop/answers")).text
    assert COLUMNS["transcript_uncertain"] in page
    assert TABLES["answers"] in page.replace("&#39;", "'")
    database = sqlite_utils.Database(tmp_path / "flashcoop.db")
    assert {key.other_table for key in database.table("answers").foreign_keys} == {"people", "cohorts"}
    assert list(database.query("PRAGMA foreign_key_check")) == []


def test_every_table_and_column_is_described(group: Database, asked: Asked, tmp_path: Path) -> None:
    written = export_folder(group, tmp_path, "jsonl", NOBODY, ALL, asked)
    assert set(written) == set(TABLES)


def test_the_page_of_the_docs_names_every_column_in_its_order(group: Database, asked: Asked, tmp_path: Path) -> None:
    export_folder(group, tmp_path, "csv", NOBODY, ALL, asked)
    page = read("docs/export.md").split("\n### ")
    sections = {section.split("\n", 1)[0]: section.split("\n") for section in page[1:]}
    assert set(sections) == set(TABLES)
    for name in sorted(set(TABLES) - {"suivi", "wide", "codebook"}):
        header = (tmp_path / f"{name}.csv").read_text("utf-8").split("\n", 1)[0].split(",")
        named = [line for line in sections[name] if line.startswith("`")]
        assert re.findall(r"`(\w+)`", " ".join(named)) == header, name


def test_the_codebook_has_every_question_with_wordings_references_and_marks(
    group: Database, asked: Asked, tmp_path: Path
) -> None:
    export_folder(group, tmp_path, "jsonl", NOBODY, ALL, asked)
    book = {(row["questionnaire"], row["question"]): row for row in jsonl_rows(tmp_path, "codebook")}
    mine = [each for each in asked.questionnaires if each.audience == "participant" and not each.subject]
    assert set(book) == {(each.id, question.key) for each in mine for question in each.questions}
    item = book["checkin", "a1"]
    assert (item["item"], item["axis"], item["clea"], item["kind"], item["version"]) == (
        "A1",
        "apprendre",
        "6.1",
        "scale",
        2,
    )
    assert item["choices"].endswith("4 = Oui, beaucoup")
    statement = book["hot", "job_offers"]
    assert statement["printed_fr"] == "Je me sens davantage prêt.e à répondre à des offres d'emploi"
    assert "prête" in statement["spoken_f_fr"]
    assert json.loads(statement["references"])["cut"] == "3"
    assert all(row[f"printed_{language}"] for row in book.values() for language in ("fr", "ar", "fa_AF"))
    assert (book["registration", "first_name"]["personal"], book["checkin", "practice"]["kept"]) == (1, 0)


class Failing:
    """A disk that is full after some rows."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "half.csv"

    def write(self, table: Table) -> int:
        self.path.write_text("half a file")
        raise OSError(errno.ENOSPC, "No space left on device")

    def close(self) -> None:
        raise AssertionError


def _full_disk_for_xlsx(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(book: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", full)


def _full_disk_for_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = DatabaseFile.__init__

    def small(file: DatabaseFile, folder: Path) -> None:
        begin(file, folder)
        file._db.conn.execute("PRAGMA max_page_count = 40")

    monkeypatch.setattr(DatabaseFile, "__init__", small)


def _full_disk_for_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(writing.WRITERS, "csv", Failing)


@pytest.mark.parametrize(
    ("form", "fills"), [("csv", _full_disk_for_csv), ("xlsx", _full_disk_for_xlsx), ("sqlite", _full_disk_for_sqlite)]
)
def test_a_full_disk_is_told_in_one_sentence_and_leaves_what_was_there(
    group: Database,
    asked: Asked,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    fills: Callable[[pytest.MonkeyPatch], None],
) -> None:
    folder = tmp_path / "out"
    export_folder(group, folder, form, NOBODY, ALL, asked)
    before = files(folder)
    fills(monkeypatch)
    with pytest.raises(Refused, match="le disque est plein") as refused:
        export_folder(group, folder, form, NOBODY, ALL, asked)
    assert refused.value.sentence.count(".") <= 2
    assert files(folder) == before


def test_an_export_beside_one_that_runs_is_refused(group: Database, asked: Asked, tmp_path: Path) -> None:
    (tmp_path / writing.PART).mkdir()
    with pytest.raises(Refused, match="Un autre export"):
        export_folder(group, tmp_path, "csv", NOBODY, ALL, asked)

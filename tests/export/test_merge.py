"""Several installations' exports put together: nobody twice, no code for two, sums equal."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.exporting import Asked, Scope, export_folder
from storage import people
from storage.database import Database
from storage.export.merging import merge
from storage.export.selection import Filters
from storage.refusals import Refused
from tests.export.conftest import Opened
from tests.export.files import csv_rows, jsonl_rows, sheets

Written = Callable[..., Path]


@pytest.fixture
def written(opened: Opened, asked: Asked, tmp_path: Path) -> Written:
    """Exports a database of its own, changed first, into a folder."""

    def write(name: str, seed: int, form: str = "jsonl", change: Callable[[Database], object] = lambda _: None) -> Path:
        database = opened(seed)
        change(database)
        export_folder(database, tmp_path / name, form, Scope(), Filters(), asked)
        return tmp_path / name

    return write


def takes_the_code_of(folder: Path) -> Callable[[Database], str]:
    """Gives one person the code of somebody of another installation."""

    def change(db: Database) -> str:
        code = str(jsonl_rows(folder, "people")[0]["participant"])
        mine = people.people_of_cohort(db, 1)[3].code
        db.conn.execute("UPDATE people SET code = ? WHERE code = ?", (code, mine))
        db.conn.execute("DROP TRIGGER answers_are_append_only")
        db.conn.execute("UPDATE answers SET author = ? WHERE author = ?", (code, mine))
        return code

    return change


def test_two_installations_together_have_the_sums_of_both(written: Written, tmp_path: Path) -> None:
    one, two = written("one", 6), written("two", 7)
    together = merge([two, one], tmp_path / "out", "jsonl")
    for name, count in together.items():
        rows = jsonl_rows(one, name) + jsonl_rows(two, name)
        assert count == len(rows) / (2 if name == "codebook" else 1), name
        if name != "codebook":
            key = json.dumps
            assert sorted(jsonl_rows(tmp_path / "out", name), key=key) == sorted(rows, key=key)
    again = merge([one, two], tmp_path / "again", "jsonl")
    assert again == together
    for path in (tmp_path / "out").iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_code_two_installations_use_is_two_people_in_the_end(written: Written, tmp_path: Path, form: str) -> None:
    one = written("one", 6)
    two = written("two", 7, change=takes_the_code_of(one))
    code = jsonl_rows(one, "people")[0]["participant"]
    assert code in {row["participant"] for row in jsonl_rows(two, "people")}
    merge([one, two], tmp_path / "out", form)
    rows = {"jsonl": jsonl_rows, "csv": csv_rows}[form]
    found = [row["participant"] for row in rows(tmp_path / "out", "people")]
    assert len(set(found)) == 14
    assert sorted(each for each in found if str(code) in each) == sorted(
        f"{jsonl_rows(folder, 'people')[0]['installation']}.{code}" for folder in (one, two)
    )
    for name in ("answers", "attendance", "statuses", "wide"):
        assert {row["participant"] for row in rows(tmp_path / "out", name)} == set(found)
    assert {row["code"] for row in rows(tmp_path / "out", "suivi")} == set(found)
    authors = {row["author"] for row in rows(tmp_path / "out", "answers") if row["author"]}
    assert authors == set(found)


def test_csv_exports_become_any_form_and_a_merged_one_can_be_merged_again(written: Written, tmp_path: Path) -> None:
    parts = [written(name, seed, "csv") for name, seed in (("one", 6), ("two", 7), ("three", 8))]
    merge(parts[:2], tmp_path / "both", "csv")
    counts = merge([tmp_path / "both", parts[2]], tmp_path / "all", "xlsx")
    assert counts["people"] == 21
    assert {row["installation"] for row in sheets(tmp_path / "all")["people"]} == {
        csv_rows(part, "people")[0]["installation"] for part in parts
    }
    merge([tmp_path / "both", parts[2]], tmp_path / "all", "sqlite")
    assert (tmp_path / "all" / "flashcoop.db").exists()


def test_what_cannot_be_put_together_is_refused_in_a_sentence(written: Written, tmp_path: Path) -> None:
    one, two, book = written("one", 6), written("two", 7), written("book", 8, "xlsx")
    shutil.copytree(one, tmp_path / "copy")
    shutil.copytree(two, tmp_path / "cut")
    (tmp_path / "cut" / "answers.jsonl").write_text('{"participant": "FC-1"}\n{"partici')
    shutil.copytree(two, tmp_path / "short")
    (tmp_path / "short" / "people.jsonl").unlink()
    (tmp_path / "empty").mkdir()
    for folders, why in (
        ([one], "au moins deux"),
        ([one, tmp_path / "copy"], "même installation"),
        ([one, book], "export xlsx"),
        ([one, tmp_path / "empty"], "ne contient pas d'export"),
        ([one, tmp_path / "cut"], "answers.jsonl, ligne 2"),
        ([one, tmp_path / "short"], "Il manque"),
    ):
        with pytest.raises(Refused, match=why):
            merge(folders, tmp_path / "out", "csv")
        assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True
    with pytest.raises(Refused, match="écrivez ailleurs"):
        merge([one, two], one, "csv")

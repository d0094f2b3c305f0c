"""`flashcoop export`, as an operator calls it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.exporting import Asked, Scope, export_bytes
from storage.database import open_database
from storage.export.selection import Filters
from tests.export.conftest import NOW


@pytest.fixture
def path(made: Callable[[int], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = tmp_path / "flashcoop.sqlite"
    shutil.copy(made(6), copied)
    for name, value in (("DATABASE", copied), ("DATA", tmp_path), ("NOW", NOW.isoformat())):
        monkeypatch.setenv(f"FLASHCOOP_{name}", str(value))
    return copied


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["export", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_what_the_command_writes_is_what_a_page_hands_on(path: Path, asked: Asked, tmp_path: Path) -> None:
    code, told = run("--out", str(tmp_path / "out"), "--format", "xlsx", "--moment", "session:1", "--json")
    assert code == 0
    assert json.loads(told)["people"] == 7
    with open_database(path, NOW, write=False) as db:
        page = b"".join(export_bytes(db, "xlsx", Scope(), Filters(moment="session:1"), asked))
    assert (tmp_path / "out" / "flashcoop.xlsx").read_bytes() == page


def test_what_cannot_be_exported_is_said_in_one_sentence(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    out = ("--out", str(tmp_path / "out"))
    for arguments, why in (
        ((), "--out"),
        ((*out, "--names"), "pour une CAE"),
        ((*out, "--cae", "Nulle part"), "Il n'y a pas de CAE"),
        ((*out, "--from", "hier"), "n'est pas une date"),
        (("--out", str(tmp_path / "file")), "n'est pas un dossier"),
        (("merge", str(tmp_path), str(tmp_path / "file"), *out), "ne contient pas d'export"),
    ):
        code, told = run(*arguments)
        assert code == 1, told
        assert why in " ".join(told.split())
        assert len(told.splitlines()) <= 3

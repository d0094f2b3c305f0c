"""A command that cannot write where it is to: one sentence, and no trace."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands import opening


def test_a_folder_that_is_none_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(tmp_path / "file" / "flashcoop.sqlite"))
    monkeypatch.setenv("FLASHCOOP_DATA", str(tmp_path / "file"))
    done = CliRunner().invoke(app, ["cae", "add", "--name", "Essai"])
    assert done.exit_code == opening.REFUSED
    assert "vérifiez les droits" in done.output
    assert "Traceback" not in done.output


def test_control_what_is_no_fault_of_the_disk_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise OSError("something else")

    monkeypatch.setattr(opening, "_change_here", broken)
    assert isinstance(CliRunner().invoke(app, ["cae", "add", "--name", "Essai"]).exception, OSError)

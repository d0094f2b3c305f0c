import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands import hearing
from bot.commands.hearing import app
from bot.voice.listener import Listener


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_a_manifest_prints_one_json_line_a_row_and_bad_rows_say_why(
    model_cache: Path, speech: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.ogg").write_bytes(b"OggS")
    (tmp_path / "manifest.csv").write_text(
        f'path,lang,options\n{speech}/ar/asc_yes_00000002_03.ogg,ar,"yes,no"\nbroken.ogg,fr,digits\n',
        encoding="utf-8",
    )
    manifest = str(tmp_path / "manifest.csv")
    code, output = run("hear", "--manifest", manifest, "--cache", str(model_cache), "--json")
    first, second = map(json.loads, output.splitlines())
    assert code == 0
    assert (first["option"], first["status"] in ("sure", "unsure")) == ("yes", True)
    assert first.keys() >= {"option", "margin", "status", "seconds"}
    assert second["error"] == "unreadable"


def test_a_recording_of_nothing_is_nothing_and_has_no_text(
    listener: Listener, tone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "_listener", lambda cache, model: listener)  # loading it is seen above
    code, output = run("hear", str(tone), "--lang", "fr", "--json")
    assert code == 0
    assert json.loads(output)["status"] in ("nothing", "other")
    code, output = run("transcribe", str(tone), "--lang", "fr", "--json")
    assert json.loads(output).keys() >= {"text", "confidence", "seconds"}


def test_wrong_arguments_are_refused_with_a_sentence(tmp_path: Path) -> None:
    for arguments in (
        ("hear",),
        ("hear", "--manifest", str(tmp_path / "none.csv")),
        ("transcribe", "x", "--lang", "de"),
    ):
        code, output = run(*arguments)
        assert code == 2
        assert "Traceback" not in output


def test_a_missing_model_is_said_so(tmp_path: Path, tone: Path) -> None:
    code, output = run("hear", str(tone), "--model", str(tmp_path))
    assert code == 1
    assert "no model.bin" in output

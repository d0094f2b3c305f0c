"""`flashcoop doctor` as an operator and her machines call it."""

import json
import os
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.doctor.examining import CHECKS, EVERYTHING
from bot.doctor.finding import Finding
from bot.settings import Settings
from tests.seeing.conftest import SECRET


@pytest.fixture
def as_operator(installed: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("FLASHCOOP_")]:
        monkeypatch.delenv(name)
    values = {"database": installed.database, "data": installed.data, "secret": SECRET}
    for name, value in values.items():
        monkeypatch.setenv(f"FLASHCOOP_{name.upper()}", str(value))


def doctor(*options: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["doctor", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def first_of(finding: Finding, _ground: object) -> Finding:
    return finding


def answers(monkeypatch: pytest.MonkeyPatch, **states: str) -> None:
    for name in CHECKS:
        finding = Finding(name, states.get(name, "ok"), "…")  # type: ignore[arg-type]
        monkeypatch.setitem(CHECKS, name, partial(first_of, finding))


@pytest.mark.parametrize(
    ("states", "status"),
    [
        ({}, 0),
        ({"clock": "unknown"}, 0),
        ({"clock": "unknown", "disk": "warn"}, 1),
        ({"disk": "warn", "secret": "bad"}, 2),
    ],
)
@pytest.mark.usefixtures("as_operator")
def test_the_exit_status_tells_machines_how_it_is(
    monkeypatch: pytest.MonkeyPatch, states: dict[str, str], status: int
) -> None:
    answers(monkeypatch, **states)
    code, output = doctor("--json")
    told = json.loads(output)
    assert code == status
    assert [each["name"] for each in told["checks"]] == list(EVERYTHING)
    code, output = doctor()
    assert (code, output.count("\n")) == (status, len(EVERYTHING))


@pytest.mark.usefixtures("as_operator")
def test_a_setting_that_cannot_be_read_is_a_finding_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHCOOP_PORT", "many")
    code, output = doctor()
    assert (code, "FLASHCOOP_PORT" in output) == (2, True)


@pytest.mark.usefixtures("as_operator")
def test_a_typo_is_told_when_the_server_starts_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("FLASHCOOP_TELEGRAM_TOKN=12:secret-secret\n")
    monkeypatch.setattr("bot.starting.start", lambda *_: None)
    result = CliRunner().invoke(app, ["run"])
    told = " ".join(result.output.split())
    assert "FLASHCOOP_TELEGRAM_TOKN : vouliez-vous dire FLASHCOOP_TELEGRAM_TOKEN ?" in told
    assert "secret-secret" not in told

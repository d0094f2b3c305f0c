"""What docs/going-live.md tells to type can be typed: read here, executed by `make test-live`."""

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from bot.cli import app
from tests.going_live.document import DOCUMENT, PLAIN, REAL, Block, blocks
from tests.house.checkout import ROOT, read

DEPLOY = ROOT / "deploy"


def typed() -> list[tuple[int, str]]:
    """Every line to be typed, with where it stands."""
    return [(block.line, command) for block in blocks(read(DOCUMENT)) for command in block.commands]


def unknown(command: str) -> str:
    """What of a `flashcoop …` line the program does not know; empty when it knows all of it."""
    found: Any = typer.main.get_command(app)
    words = shlex.split(command)[1:]
    while words and words[0] in getattr(found, "commands", {}):
        found = found.commands[words.pop(0)]
    if getattr(found, "commands", None) and words not in ([], ["--help"]):
        return words[0]
    options = {each for parameter in found.params for each in (*parameter.opts, *parameter.secondary_opts)}
    return next((word for word in words if word.startswith("--") and word not in {*options, "--help"}), "")


CALLED = re.compile(r"^(?:\w+=\$\()?(flashcoop\b[^)]*)")


def test_every_command_of_ours_in_the_document_exists() -> None:
    ours = [found[1] for _, command in typed() if (found := CALLED.match(command))]
    named = re.findall(r"`(flashcoop [^`]+)`", read(DOCUMENT))
    assert len(ours) > 8 < len(named)
    ours += named
    assert {command: unknown(command) for command in ours if unknown(command)} == {}


def test_a_command_that_does_not_exist_is_found() -> None:
    assert unknown("flashcoop baptise --all") == "baptise"
    assert unknown('flashcoop cae add --nom "Ma CAE"') == "--nom"


def test_what_is_only_for_a_real_server_says_why() -> None:
    real = [block for block in blocks(read(DOCUMENT)) if block.mark == REAL]
    assert real
    assert all(block.why for block in real)
    with pytest.raises(ValueError, match="no mark"):
        list(blocks("<!-- vrai serveur -->\n```sh\nreboot\n```\n"))
    with pytest.raises(ValueError, match="no mark"):
        list(blocks("<!-- peut-être : qui sait -->\n```sh\nreboot\n```\n"))


def test_blocks_are_read_with_their_lines_and_values() -> None:
    first, second = blocks("Texte\n\n<!-- à remplir -->\n```sh\nNOM=a.b\n```\n\nTexte\n```sh\nls\n\ncd /\n```\n")
    assert first.filled({"NOM": "c.d"}) == ["NOM=c.d"]
    assert second == Block(9, PLAIN, "", ("ls", "cd /"))
    with pytest.raises(ValueError, match="no value for NOM"):
        first.filled({})


def test_the_files_the_document_copies_are_there() -> None:
    named = {path for _, command in typed() for path in re.findall(r"/opt/flashcoop/(deploy/[\w.]+)", command)}
    assert named >= {"deploy/Caddyfile", "deploy/flashcoop", "deploy/flashcoop.service"}
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_container_is_made_from_the_lock_file_by_the_same_uv_for_an_ordinary_user() -> None:
    steps = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    version = re.search(r"^UV_VERSION := (\S+)$", read("Makefile"), re.MULTILINE)
    assert version is not None
    assert f"uv=={version[1]}" in steps
    assert "uv sync --frozen --no-dev" in steps
    assert re.search(r"^USER (\d+):\1$", steps, re.MULTILINE)
    copied = set(re.findall(r"^COPY (\w+) \./\1$", steps, re.MULTILINE))
    assert copied >= {"bot", "dialogs", "locales", "storage"}
    assert set(re.findall(r"^!(\w+)$", read(".dockerignore"), re.MULTILINE)) == {*copied, "LICENSE"}
    python = tomllib.loads(read("pyproject.toml"))["project"]["requires-python"]
    assert python == ">=3.11"
    assert steps.count("python:3.11-slim-bookworm") == 2


def test_the_compose_file_is_read_only_with_one_volume_of_data() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assistant = services["assistant"]
    assert assistant["read_only"]
    assert assistant["cap_drop"] == ["ALL"]
    assert assistant["volumes"] == ["flashcoop:/var/lib/flashcoop"]
    assert "ports" not in assistant, "only the proxy is reached from outside"
    assert services["caddy"]["read_only"]


EXPOSURE = 2.5  # of 10, as systemd-analyze counts


def test_the_unit_is_sound_and_shut_in(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here")
    unit = tmp_path / "flashcoop.service"
    text = (DEPLOY / "flashcoop.service").read_text(encoding="utf-8")
    unit.write_text(re.sub(r"^(ExecStart=)\S+", r"\g<1>/bin/true", text, flags=re.MULTILINE))
    verified = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert "flashcoop.service" not in verified.stderr
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(unit)], capture_output=True, text=True, check=False
    )
    found = re.search(r"exposure level for flashcoop.service: ([\d.]+)", told.stdout)
    assert found is not None, told.stdout
    assert float(found[1]) <= EXPOSURE

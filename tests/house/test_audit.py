"""An audit that could look at nothing is not one that found nothing."""

import json
from pathlib import Path

import pytest

from tests.house.audit import FOUND, NOT_KNOWN, main, told

SOUND = {"name": "aiohttp", "version": "3.14", "vulns": []}
BROKEN = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"]}]}
UNSEEN = {"name": "typst", "skip_reason": "Dependency not found on PyPI and could not be audited: typst (0.15.2)"}


def test_what_is_found_is_told_with_what_mends_it() -> None:
    assert told([SOUND, BROKEN]) == (["jinja2 2.0: PYSEC-2019-217, mended in 2.10.1"], FOUND)
    assert told([BROKEN, UNSEEN])[1] == FOUND


def test_nothing_found_is_said_when_everything_was_looked_at() -> None:
    assert told([SOUND]) == (["1 packages, no known vulnerability."], 0)


def test_what_could_not_be_looked_at_is_not_called_sound() -> None:
    lines, status = told([SOUND, UNSEEN])
    assert status == NOT_KNOWN
    assert "1 of 2 packages could not be looked up (typst…)" in lines[0]
    assert told([]) == ([], NOT_KNOWN)


def test_the_program_is_asked_about_everything_locked_and_silence_is_no_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uv, auditor = tmp_path / "uv", tmp_path / "pip-audit"
    uv.write_text('#!/bin/sh\necho "$@" > "$(dirname "$0")/asked"\n')
    auditor.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps({'dependencies': [SOUND, BROKEN]})}\nEND\nexit 1\n")
    for program in (uv, auditor):
        program.chmod(0o755)
    assert main(str(uv), str(auditor), str(tmp_path / "all.txt")) == FOUND
    assert "--all-groups" in (tmp_path / "asked").read_text()
    auditor.write_text("#!/bin/sh\necho 'no route to pypi.org' >&2\nexit 1\n")
    assert main(str(uv), str(auditor), str(tmp_path / "all.txt")) == NOT_KNOWN
    assert "no route to pypi.org" in capsys.readouterr().out

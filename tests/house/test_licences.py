"""Everything we lock is listed with its licence, and each goes together with ours."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import ROOT, read
from tests.house.licences import DOCUMENT, UNKNOWN, compatible, entries, licence, locked, rewritten, served

HINT = "python -m tests.house.licences, and look at the difference"


def test_every_locked_package_is_listed_and_nothing_else() -> None:
    assert set(entries(read(DOCUMENT))) == set(locked()), HINT


def test_every_licence_goes_together_with_ours() -> None:
    wrong = {name: told for name, told in entries(read(DOCUMENT)).items() if not compatible(told)}
    assert wrong == {}


def test_what_is_listed_is_what_the_installed_packages_say() -> None:
    listed = entries(read(DOCUMENT))
    told = {name: licence(name) for name in listed}
    differing = {name: (listed[name], found) for name, found in told.items() if found not in (UNKNOWN, listed[name])}
    assert differing == {}, HINT


@pytest.mark.parametrize(
    "expression", ["MIT", "Apache-2.0 OR BSD-2-Clause", "BSD-3-Clause AND MIT", "Proprietary OR MIT"]
)
def test_licences_that_allow_it(expression: str) -> None:
    assert compatible(expression)


@pytest.mark.parametrize("expression", ["SSPL-1.0", "MIT AND GPL-2.0-only", "MIT OR BSD-4-Clause AND MIT", "", UNKNOWN])
def test_licences_that_do_not_or_that_nobody_can_tell(expression: str) -> None:
    assert not compatible(expression)


def test_a_package_that_is_forgotten_or_gone_is_seen() -> None:
    text = read(DOCUMENT)
    forgotten = "\n".join(line for line in text.split("\n") if not line.startswith("| `aiohttp` |"))
    assert set(entries(forgotten)) != set(locked())
    assert rewritten(forgotten) == text
    assert {"aiohttp", "typst"} <= served()
    assert served().isdisjoint({"pytest", "datasette"})


def test_the_bill_of_materials_names_what_a_server_installs(tmp_path: Path) -> None:
    uv = Path(sys.executable).with_name("uv")
    if not uv.exists():
        pytest.skip("no uv beside this Python: make setup")
    out = tmp_path / "sbom.json"
    subprocess.run([sys.executable, "-m", "tests.house.sbom", str(uv), str(out)], cwd=ROOT, check=True)
    bill = json.loads(out.read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert {each["name"] for each in bill["components"]} == served()
    assert all(each["licenses"] and each["purl"].startswith("pkg:pypi/") for each in bill["components"])

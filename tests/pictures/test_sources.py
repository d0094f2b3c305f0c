import hashlib
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUMS = ROOT / "bot/pictures/SHA256SUMS"
VENDORED = ("bot/pictures/openmoji", "bot/pictures/fonts", "bot/web/static/fonts", "bot/web/static/vendor")
AGPL = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"  # gnu.org/licenses/agpl-3.0.txt


def differing(root: Path) -> list[str]:
    """Names of the vendored files under `root` that are changed, missing or not listed."""
    lines = [line.split("  ", 1) for line in SUMS.read_text("utf-8").splitlines()]
    listed = {name: digest for digest, name in lines}
    there = {str(path.relative_to(root)) for folder in VENDORED for path in (root / folder).iterdir()}
    return sorted(
        name
        for name in there | set(listed)
        if name not in there or hashlib.sha256((root / name).read_bytes()).hexdigest() != listed.get(name)
    )


def test_every_vendored_file_is_the_one_that_was_taken() -> None:
    assert differing(ROOT) == []


def test_a_changed_a_missing_and_an_unlisted_file_are_noticed(tmp_path: Path) -> None:
    for folder in VENDORED:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "bot/web/static/vendor/htmx.min.js").write_text("alert(1)")
    (tmp_path / "bot/pictures/openmoji/yes.svg").unlink()
    (tmp_path / "bot/web/static/fonts/other.woff2").write_bytes(b"")
    assert differing(tmp_path) == [
        "bot/pictures/openmoji/yes.svg",
        "bot/web/static/fonts/other.woff2",
        "bot/web/static/vendor/htmx.min.js",
    ]


@pytest.mark.parametrize("folder", VENDORED)
def test_each_vendored_folder_carries_a_licence(folder: str) -> None:
    assert list((ROOT / folder).glob("LICENSE*.txt"))


def test_every_archive_has_its_version_and_its_hash_in_the_sources() -> None:
    text = (ROOT / "bot/pictures/SOURCES.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (\d+\.\d+\.\d+) \| `([0-9a-f]{64})` \|", text, re.MULTILINE)
    names = {name for name, _, _ in rows}
    assert {"openmoji", "htmx.org", "idb"} <= names
    assert {"@fontsource/vazirmatn", "@fontsource/noto-naskh-arabic", "@fontsource/noto-sans"} <= names


def test_every_face_a_page_may_ask_for_is_vendored() -> None:
    folder = ROOT / "bot/web/static/fonts"
    asked = set(re.findall(r'url\("([^"]+)"\)', (folder / "fonts.css").read_text("utf-8")))
    assert asked == {path.name for path in folder.glob("*.woff2")}


def test_the_licence_of_the_whole_is_the_text_gnu_publishes() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == AGPL

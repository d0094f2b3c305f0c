"""What is installed is what the lock file says, and not what pip alone would fall back to."""

import tomllib
from collections import defaultdict
from importlib.metadata import version

import pytest

from tests.house.checkout import read

PACKAGES = tomllib.loads(read("uv.lock"))["package"]
LOCKED: dict[str, set[str]] = defaultdict(set)  # several where Pythons differ
for _package in PACKAGES:
    LOCKED[_package["name"]].add(_package.get("version", ""))


def test_gtts_is_not_the_old_one_that_its_wish_for_an_old_click_leads_to() -> None:
    assert version("gTTS") == "2.5.4"
    assert LOCKED["gtts"] == {"2.5.4"}
    assert int(version("sqlite-utils").split(".")[0]) >= 4


@pytest.mark.parametrize("name", ["python-telegram-bot", "transitions", "faster-whisper", "av", "starlette", "click"])
def test_installed_is_what_is_locked(name: str) -> None:
    assert version(name) in LOCKED[name]


def test_every_locked_file_has_its_hash() -> None:
    for package in PACKAGES:
        for file in [package.get("sdist"), *package.get("wheels", [])]:
            assert file is None or file["hash"].startswith("sha256:")

from pathlib import Path

import pytest

from tests.house.checkout import ROOT, modules, read
from tests.house.rules import LONGEST, WRITERS, offences, writes_files


@pytest.mark.parametrize("path", list(modules()), ids=str)
def test_every_module_keeps_the_house_rules(path: Path) -> None:
    found = offences(path.as_posix(), read(path))
    assert not found, "\n".join(f"{path}:{offence.line}: {offence.sentence}" for offence in found)


BROKEN = [
    ("dialogs/a.py", "import os", "import os"),
    ("dialogs/a.py", "from pathlib import Path", "import pathlib"),
    ("dialogs/a.py", "from random import choice", "import random"),
    ("dialogs/a.py", "def f():\n    import time", "import time"),
    ("dialogs/a.py", "from storage.people import Person", "import storage"),
    ("dialogs/a.py", "text = open('a').read()", "open()"),
    ("dialogs/a.py", "now = datetime.now(UTC)", "datetime.now"),
    ("bot/a.py", "now = datetime.datetime.now()", "datetime.now"),
    ("bot/a.py", "day = date.today()", "date.today"),
    ("storage/a.py", "seconds = time.time()", "time.time"),
    ("bot/a.py", "open('a', 'w')", "writes a file"),
    ("bot/a.py", "path.open(mode='ab')", "writes a file"),
    ("bot/a.py", "path.open('r+')", "writes a file"),
    ("bot/a.py", "path.write_text('a')", "writes a file"),
    ("storage/a.py", "path.unlink()", "writes a file"),
    ("bot/web/a.py", "from telegram import Bot", "imports telegram"),
    ("bot/voice/a.py", "import telegram.error", "imports telegram"),
    ("bot/a.py", "eval('1')", "runs text"),
    ("bot/a.py", "\n" * LONGEST + "a = 1", "at most"),
    ("storage/a.py", "# TODO later", "open an issue"),
    ("bot/a.py", "import b  # noqa: F401", "says why"),
    ("bot/a.py", "import b  # noqa", "says why"),
    ("bot/utils.py", "", "does not say"),
    ("storage/helpers/a.py", "", "does not say"),
]


@pytest.mark.parametrize(("path", "source", "sentence"), BROKEN)
def test_a_broken_rule_is_found(path: str, source: str, sentence: str) -> None:
    assert [offence for offence in offences(path, source) if sentence in offence.sentence]


SOUND = [
    ("dialogs/a.py", "import re\nfrom dialogs.kinds import Go"),
    ("bot/clocks.py", "now = datetime.now(UTC)"),
    ("bot/a.py", "with path.open('rb') as file:\n    pass"),
    ("bot/a.py", "av.open('file.ogg', 'r')"),
    ("bot/a.py", "Writer.open('w.sqlite', now)"),
    ("storage/media.py", "path.unlink()"),
    ("bot/telegram/a.py", "from telegram import Bot"),
    ("bot/a.py", "from bot.telegram import serving"),
    ("bot/a.py", "import b  # noqa: F401 -- b registers itself"),
]


@pytest.mark.parametrize(("path", "source"), SOUND)
def test_what_is_allowed_passes(path: str, source: str) -> None:
    assert offences(path, source) == []


@pytest.mark.parametrize("path", WRITERS)
def test_who_may_write_files_still_does(path: str) -> None:
    assert (ROOT / path).exists()
    assert list(writes_files("elsewhere.py", read(path))), f"{path} writes nothing any more: take it off the list"

"""From nothing to answers: docs/going-live.md executed line by line on a bare Debian 12 (`make test-live`)."""

import asyncio
import re
import shutil
import socket
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.processes import TOKEN, Emulated
from tests.going_live.document import ANSWERS, DOCUMENT, REAL, Block, blocks
from tests.going_live.machine import REPOSITORY, Machine, booted, debian, missing
from tests.going_live.people import answers_at_the_page, answers_on_telegram
from tests.house.checkout import ROOT, read

pytestmark = pytest.mark.live

NAME = "flashcoop.localhost"  # Caddy signs such names itself
PORTS = (80, 443, 2019, 8000)
MOST_MINUTES = 15.0
MAY_WARN = "flashcoop doctor"  # nobody has reviewed the wording: that is so, and ends it with another status
PARTICIPANTS = "--role participant"
# What each command that asks is told, in the order it asks: names of values, or nothing.
REPLIES = {
    "flashcoop init": ("DATA", "URL", "JETON", "", "", "FERME"),
    "flashcoop backup rehearse": ("OUVRE",),
}
# What is copied from the screen: the two keys of the backups.
COPIED = {"FERME": re.compile(r"\bage1[0-9a-z]{20,}"), "OUVRE": re.compile(r"\bAGE-SECRET-KEY-1[0-9A-Z]+")}
AUTHORITY = "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt"
CERTIFIED = "systemctl restart caddy"
# The authority stands for the public one, which every machine trusts from the beginning.
TRUSTED = f"cp {AUTHORITY} /usr/local/share/ca-certificates/caddy.crt && update-ca-certificates"
SECONDS_TO_SIGN = 30
UNTIL = "gender"  # the first question after the agreements that is asked of herself
DATES = "2027-01-11,2027-01-12,2027-01-14,2027-01-18"
ENVIRONMENT = "/etc/skel/.env"  # what every new home begins with
VALUES = {"NOM": NAME, "DEPOT": REPOSITORY, "DATES": DATES, "DATA": "data", "URL": f"https://{NAME}", "JETON": TOKEN}


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Machine]:
    """The machine, bare."""
    why = missing() or _taken() or ("" if (ROOT / ".git").exists() else "needs the repository itself")
    if why:
        pytest.skip(why)
    folder = tmp_path / "debian"
    debian(folder, ROOT / ".cache" / "debian.tar")
    with booted(folder, NAME) as machine:
        yield machine
    shutil.rmtree(folder)


def _taken() -> str:
    """Which of the ports it serves on is not free: it has the network of this machine."""
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return f"port {port} is taken"
    return ""


def typed(machine: Machine, block: Block, values: dict[str, str]) -> str:
    """Type what a block says; what was printed. Every line has to end well."""
    printed = []
    for command in () if block.mark == REAL else block.filled(values):
        begun = time.monotonic()
        replies = "".join(values.get(name, "") + "\n" for name in REPLIES.get(command, ()))
        status, said = machine.run(command, replies)
        assert bool(replies) == (block.mark == ANSWERS), f"line {block.line}: is anything asked?"
        print(f"{time.monotonic() - begun:7.1f} s  {command}", flush=True)
        assert status == 0 or command == MAY_WARN, f"line {block.line}: {command}\n{said}"
        printed.append(said)
    return "\n".join(printed)


async def _two_answer(url: str, authority: Path, tokens: list[str]) -> None:
    page, chat = tokens[:2]
    address = await answers_at_the_page(NAME, authority, page, UNTIL)
    assert address.startswith("/p/")
    assert await answers_on_telegram(url, chat, UNTIL) > 0


def _trust(machine: Machine) -> None:
    for _ in range(SECONDS_TO_SIGN):
        if machine.run(TRUSTED)[0] == 0:
            return
        machine.run("sleep 1")
    raise AssertionError(machine.run("journalctl -u caddy")[1])


def _stored(machine: Machine) -> set[tuple[str, int]]:
    """By which doors answers came that are on the disk, and from how many people."""
    with sqlite3.connect(machine.root / "var/lib/flashcoop/data/flashcoop.sqlite") as db:
        return {(str(door), int(count)) for door, count in db.execute(ANSWERED)}


ANSWERED = (
    "SELECT a.door, count(DISTINCT i.person_id) FROM answers a JOIN instances i ON i.id = a.instance_id GROUP BY a.door"
)


async def test_a_bare_debian_answers_through_https_and_telegram_within_a_quarter_of_an_hour(
    bare: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    emulated = Emulated()
    await emulated.start()
    # Telegram, as far as this machine knows; and its name leads to itself, not round by the internet.
    bare.write(ENVIRONMENT, f"FLASHCOOP_TELEGRAM_API={emulated.url}\nFLASHCOOP_ALLOWED_HOSTS={NAME}\n")
    begun, answered = time.monotonic(), 0.0
    values = dict(VALUES)
    try:
        with capsys.disabled():
            for block in blocks(read(DOCUMENT)):
                said = await asyncio.to_thread(typed, bare, block, values)
                if CERTIFIED in block.commands:
                    await asyncio.to_thread(_trust, bare)
                values |= {name: found[0] for name, shown in COPIED.items() if (found := shown.search(said))}
                if any(PARTICIPANTS in command for command in block.commands):
                    tokens = re.findall(rf"https://{re.escape(NAME)}/j/(\S+)", said)
                    await _two_answer(emulated.url, bare.root / AUTHORITY.removeprefix("/"), tokens)
                    answered = (time.monotonic() - begun) / 60
                    print(f"Two people have answered {answered:.1f} minutes after the first command.")
            print(f"The whole document took {(time.monotonic() - begun) / 60:.1f} minutes.")
    finally:
        await emulated.stop()
        (ROOT / ".cache" / "going-live.log").write_text("\n".join(bare.said), encoding="utf-8")
    assert _stored(bare) == {("web", 1), ("telegram", 1)}
    assert 0 < answered < MOST_MINUTES

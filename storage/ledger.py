"""The ledger: who was erased and what was withdrawn, dates and codes only, in a file beside database and backups.

It is written and on disk before anything is deleted, and replayed at every start and whenever a backup is restored,
so that nobody comes back with an older copy.
"""

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from storage.refusals import Refused
from storage.times import stamp

Kind = Literal["erased", "withdrew", "left", "voice"]
KINDS: tuple[Kind, ...] = ("erased", "withdrew", "left", "voice")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a person's code was erased, took a consent back (`purpose`), or left; or a voice was taken back, by the
    code of its speaker.
    """

    at: str
    kind: Kind
    code: str
    purpose: str = ""


class Ledger:
    """The file of an installation; lines are only ever added."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, entries: Iterable[Entry]) -> None:
        """Have lines on disk before this returns; OSError when that cannot be."""
        lines = "".join(json.dumps(asdict(entry)) + "\n" for entry in entries).encode()
        if not lines:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)  # two threads of the server write here, and commands beside it
            os.lseek(handle, self._end_of_whole_lines(handle), os.SEEK_SET)
            os.write(handle, lines)
            os.fsync(handle)
        finally:
            os.close(handle)
        _sync(self.path.parent)

    def erased(self, code: str, now: datetime) -> None:
        """Keep that a person is being erased, before she is; once is enough, but on disk it has to be."""
        self._once([Entry(stamp(now), "erased", code)])

    def voices(self, codes: Iterable[str], now: datetime) -> None:
        """Keep that voices are being taken back, before they are."""
        self._once([Entry(stamp(now), "voice", code) for code in codes])

    def _once(self, said: Iterable[Entry]) -> None:
        known = {(entry.kind, entry.code) for entry in self.entries()}
        fresh = [entry for entry in said if (entry.kind, entry.code) not in known]
        if known and not fresh:
            _sync(self.path)  # the line may be from a try that failed at just this
        self.add(fresh)

    def entries(self) -> list[Entry]:
        """All lines. A last line that was cut off by a crash counts for nothing: what it announced was not done.

        Raises Refused for any other line that cannot be read: forgetting it could bring somebody back.
        """
        if not self.path.exists():
            return []
        whole = self.path.read_bytes().split(b"\n")[:-1]
        return [_entry(line, number) for number, line in enumerate(whole, 1)]

    def _end_of_whole_lines(self, handle: int) -> int:
        """Where to go on writing: after the last whole line; what a crash left behind it is cut off."""
        content = self.path.read_bytes()
        end = content.rfind(b"\n") + 1
        os.ftruncate(handle, end)
        return end


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _entry(line: bytes, number: int) -> Entry:
    try:
        entry = Entry(**json.loads(line))
        if entry.kind in KINDS and all(isinstance(part, str) for part in (entry.at, entry.code, entry.purpose)):
            return entry
    except (ValueError, TypeError):
        pass
    raise Refused("damaged_ledger", f"Le registre des effacements est abîmé à la ligne {number} : il faut le réparer.")

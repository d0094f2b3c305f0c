"""Power cuts, simulated: what SQLite writes and syncs is recorded, then replayed up to an instant and cut off there.

The statements of the writing connection are taken down as they run and run again on an apsw connection whose VFS
keeps a log. At a cut every write and truncation since the last sync of its file is lost, kept or torn, each on its
own. Not modelled: the shared-memory index of the WAL (the replay holds the database exclusively; the file formats
are the same), lost directory entries, disks that say « synced » and lie, and damage to bytes beside those written.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import apsw

SECTOR = 512  # bytes that a disk writes all or nothing
# Checkpoints come every so many pages (SQLite's own 1000 would give these short stories hardly one).
CHECKPOINT_PAGES = 60
NAME = "recording"


@dataclass(frozen=True)
class Mark:
    """What somebody outside has been told by then: updates Telegram may forget, answers whose reply was heard."""

    confirmed: frozenset[str]
    answers: frozenset[tuple[str, str, int]]


Story = list[str | Mark]  # statements in their order, and marks between them


@dataclass(frozen=True)
class Step:
    """One thing done to a file, or a mark."""

    kind: Literal["write", "truncate", "sync", "delete", "mark"]
    file: str = ""
    at: int = 0
    content: bytes = b""
    mark: Mark | None = None


class _File(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int], steps: list[Step]) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name, self._steps = Path(path or "temporary").name, steps

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 -- SQLite's name
        self._steps.append(Step("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 -- SQLite's name
        self._steps.append(Step("truncate", self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802 -- SQLite's name
        self._steps.append(Step("sync", self._name))
        super().xSync(flags)


class _Recording(apsw.VFS):
    def __init__(self, steps: list[Step]) -> None:
        self._steps = steps
        super().__init__(NAME, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 -- SQLite's name
        return _File(name, flags, self._steps)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 -- SQLite's name
        self._steps.append(Step("delete", Path(filename).name))
        super().xDelete(filename, syncdir)


def taken_down(story: Story, connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
    """`storage.database.connect`, with what its writing connections do taken down."""

    def listening(path: Path, *, write: bool) -> sqlite3.Connection:
        connection = connect(path, write=write)
        if write:
            connection.set_trace_callback(lambda sql: story.append(sql) if _changes(sql) else None)
        return connection

    return listening


def _changes(sql: str) -> bool:
    """Whether a statement may change the file; what is temporary is the connection's own and leaves nothing there."""
    return not sql.lstrip().startswith(("--", "SELECT", "select", "EXPLAIN", "CREATE TEMP"))


def replayed(story: Story, database: Path, change: Callable[[str], str] = lambda sql: sql) -> list[Step]:
    """What the statements of a story do to the files of a new database; `change` may alter one, for a control."""
    steps: list[Step] = []
    recording = _Recording(steps)  # known to SQLite for as long as it is referred to
    connection = apsw.Connection(str(database), vfs=NAME)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    for part in story:
        if isinstance(part, Mark):
            steps.append(Step("mark", mark=part))
        else:
            for _ in connection.execute(change(part)):
                pass
    connection.close()
    del recording
    return steps


@dataclass
class Disk:
    """Files as they certainly are, and what is under way to them."""

    files: dict[str, bytearray] = field(default_factory=dict)
    pending: list[Step] = field(default_factory=list)
    mark: Mark | None = None

    def take(self, step: Step) -> None:
        """Go on by one step."""
        if step.kind == "mark":
            self.mark = step.mark
        elif step.kind == "delete":
            self.files.pop(step.file, None)
            self.pending = [waiting for waiting in self.pending if waiting.file != step.file]
        elif step.kind == "sync":
            for waiting in self.pending:
                if waiting.file == step.file:
                    _apply(self.files, waiting, waiting.content)
            self.pending = [waiting for waiting in self.pending if waiting.file != step.file]
        else:
            self.pending.append(step)

    def cut(self, chance: random.Random) -> dict[str, bytearray]:
        """The files as they may be found when the power goes now."""
        found = {name: bytearray(content) for name, content in self.files.items()}
        for step in self.pending:
            fate = chance.choice(("lost", "kept", "torn"))
            if fate == "kept" or (fate == "torn" and step.kind != "write"):
                _apply(found, step, step.content)
            elif fate == "torn":
                for start, sector in _sectors(step):
                    if chance.random() < 0.5:
                        _apply(found, Step("write", step.file, start), sector)
        return found


def _sectors(step: Step) -> Iterator[tuple[int, bytes]]:
    """The parts of a write that reach the disk all or nothing, each with its place."""
    end = step.at + len(step.content)
    start = step.at
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield start, step.content[start - step.at : stop - step.at]
        start = stop


def _apply(files: dict[str, bytearray], step: Step, content: bytes) -> None:
    file = files.setdefault(step.file, bytearray())
    if step.kind == "truncate":
        del file[step.at :]
        return
    if len(file) < step.at:
        file.extend(bytes(step.at - len(file)))
    file[step.at : step.at + len(content)] = content


def cuts(
    steps: Sequence[Step], first: int, count: int, seed: int
) -> Iterator[tuple[Mark | None, dict[str, bytearray]]]:
    """What is found after `count` cuts at random instants from a step on: what was told by then, and the files."""
    chance = random.Random(seed)
    instants = sorted(chance.randrange(first, len(steps) + 1) for _ in range(count))
    disk, done = Disk(), 0
    for instant in instants:
        while done < instant:
            disk.take(steps[done])
            done += 1
        yield disk.mark, disk.cut(chance)


def put_down(files: dict[str, bytearray], folder: Path) -> None:
    """Write files where SQLite can find them, in place of those that lie there."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)

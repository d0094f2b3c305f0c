import hashlib
import os
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from storage.database import every, one
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that are on disk, under the name of their content."""

    sha256: str
    bytes: int
    mime: str


class MediaFolder:
    """Files named by their content; a clip of two people is there once.

    Bytes that were put are held, and cannot be dropped, until their row is committed and they are let go.
    """

    def __init__(self, folder: Path | str) -> None:
        self._folder = Path(folder)
        self._held: Counter[str] = Counter()
        self._lock = threading.Lock()

    def put(self, content: bytes, mime: str) -> Stored:
        """Have the bytes on disk, whole, before this returns; OSError when that cannot be."""
        sha256 = hashlib.sha256(content).hexdigest()
        with self._lock:
            self._held[sha256] += 1
            path = self.path(sha256)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                _write_whole(path, content)
        return Stored(sha256, len(content), mime)

    def adopt(self, files: Mapping[str, Path], mime: str) -> dict[str, Stored]:
        """Take in files under the SHA-256 each is given by, whole on disk already; they stay where they are as well.

        Nobody holds them: to be run where rows are written, in the transaction that writes theirs.
        """
        for sha256, file in files.items():
            path = self.path(sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            _link(file, path)
        for folder in {self.path(sha256).parent for sha256 in files}:
            _sync_folder(folder)
        if files:
            _sync_folder(self._folder)
        return {sha256: Stored(sha256, self.path(sha256).stat().st_size, mime) for sha256 in files}

    def let_go(self, sha256: str) -> None:
        """The row of these bytes is committed, or never will be."""
        with self._lock:
            self._held[sha256] -= 1

    def path(self, sha256: str) -> Path:
        """Where the bytes of that name are, or would be."""
        return self._folder / sha256[:2] / sha256

    def drop(self, sha256: str) -> None:
        """Delete the bytes of that name, unless they are held."""
        with self._lock:
            if self._held[sha256] <= 0:
                self.path(sha256).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Everything that is in the folder, half-written files included."""
        return (path.name for path in sorted(self._folder.glob("??/*")))


def drop_unreferenced(db: Database, folder: MediaFolder, names: Iterable[str]) -> None:
    """Delete those files that have no row; to be run where rows are written, so that none appears."""
    for name in names:
        if one(db, "SELECT 1 FROM media WHERE sha256 = ?", (name,)) is None:
            folder.drop(name)


def orphans(db: Database, folder: MediaFolder) -> list[str]:
    """The files that have no row and that nothing waiting in the inbox speaks of."""
    return [name for name in folder.names() if one(db, _SPOKEN_OF, (name, name)) is None]


_SPOKEN_OF = (
    "SELECT 1 FROM media WHERE sha256 = ? UNION ALL"
    " SELECT 1 FROM inbox WHERE state = 'waiting' AND instr(body, ?) LIMIT 1"
)


def keep(db: Database, stored: Stored, now: datetime) -> None:
    """Keep the row of bytes that are on disk."""
    db.conn.execute(
        "INSERT OR IGNORE INTO media (sha256, bytes, mime, stored_at) VALUES (?, ?, ?, ?)",
        (stored.sha256, stored.bytes, stored.mime, stamp(now)),
    )


def forget_unreferenced(db: Database) -> list[str]:
    """Delete the rows nothing refers to; the names of their files, to be dropped after the commit."""
    found = every(db, f"DELETE FROM media WHERE {_UNREFERENCED} RETURNING sha256")  # noqa: S608 -- our own words
    return sorted(row["sha256"] for row in found)


REFERRING = ("takes", "voice_releases", "voice_takes", "wording_reviews")  # tables whose `sha256` names bytes
_UNREFERENCED = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {each} r WHERE r.sha256 = media.sha256)" for each in REFERRING)  # noqa: S608 -- our own words


def _link(file: Path, path: Path) -> None:
    """The same file under another name; copied where a disk knows no such thing."""
    if path.exists():
        return
    try:
        path.hardlink_to(file)
    except OSError:
        _write_whole(path, file.read_bytes())


def _write_whole(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).rename(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    _sync_folder(path.parent.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""A backup: database and recordings in one file, made while the server runs, and read again with every byte checked.

The file is a tar: `flashcoop.json` (what this is), the database, each recording under its SHA-256, and at the end
`contents.json`, which lists them and counts the rows: without it the file was cut off. The ledger and the secret are
never in it.
"""

import errno
import hashlib
import io
import json
import re
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlite_utils import Database

from storage.copying import copy_database, counts
from storage.database import every
from storage.media import MediaFolder
from storage.refusals import Refused
from storage.times import moment, stamp

FORMAT = 1
MARK, DATABASE, CONTENTS = "flashcoop.json", "flashcoop.sqlite", "contents.json"
MEDIA_NAME = re.compile(r"[0-9a-f]{64}")
MEDIA = re.compile(rf"media/({MEDIA_NAME.pattern})")
SMALL = 64 * 1024 * 1024  # bytes of a list of contents: a million recordings; more is no list of ours
CHUNK = 1024 * 1024
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds: bytes of the database, and how many recordings."""

    database: int
    recordings: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup whose every byte was checked: its database, when it was made, and how many rows each table had then;
    an older one does not say.
    """

    database: Path
    made_at: datetime | None = None
    tables: Mapping[str, int] | None = None


def write_backup(db: Database, media: MediaFolder, out: IO[bytes], scratch: Path, now: datetime) -> Made:
    """Write a backup of the database as it is at one moment, with its recordings; `scratch` is a file for a while.

    A recording whose time runs out meanwhile is left out.
    """
    copy_database(db, scratch)
    with closing(sqlite3.connect(scratch)) as copy:
        names = [row[0] for row in copy.execute("SELECT sha256 FROM media ORDER BY sha256")]
        tables = counts(copy)
    with tarfile.open(fileobj=out, mode="w|") as archive:
        _add(archive, MARK, json.dumps({"format": FORMAT, "made_at": stamp(now)}).encode())
        with scratch.open("rb") as file:
            archive.addfile(_member(DATABASE, scratch.stat().st_size), file)
        kept = [name for name in names if _add_recording(archive, media, name)]
        contents = {"database": sha256_of(scratch), "media": kept, "tables": tables}
        _add(archive, CONTENTS, json.dumps(contents).encode())
    return Made(scratch.stat().st_size, len(kept))


def _add_recording(archive: tarfile.TarFile, media: MediaFolder, name: str) -> bool:
    try:
        content = media.path(name).read_bytes()
    except FileNotFoundError:
        return False
    _add(archive, f"media/{name}", content)
    return True


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    archive.addfile(_member(name, len(content)), io.BytesIO(content))


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(file: IO[bytes], folder: Path) -> Unpacked:
    """Unpack a backup into an empty folder, checked byte by byte.

    Raises Refused: `foreign_backup` for a file that is none, `newer_backup`, `damaged_backup`, `no_room`.
    """
    try:
        with tarfile.open(fileobj=file, mode="r|") as archive:
            members = iter(archive)
            made_at = _check_mark(archive, next(members, None))
            contents = _unpack_members(archive, members, folder)
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise Refused("no_room", "Il n'y a pas assez de place pour ouvrir cette sauvegarde.") from error
        raise _damaged() from error
    _check(contents, folder)
    return Unpacked(folder / DATABASE, made_at, _tables(contents.get("tables")))


def adopt(file: Path, folder: Path, media: MediaFolder) -> Unpacked:
    """A database alone, as an upgrade leaves one beside, with the recordings that are still there."""
    copy = folder / DATABASE
    with file.open("rb") as source:
        _write(source, copy)
    if not _sound(copy):
        raise _damaged()
    with closing(sqlite3.connect(copy)) as database:
        names = [row[0] for row in database.execute(_LISTED)] if database.execute(_HAS_MEDIA).fetchone() else []
    for name in filter(MEDIA_NAME.fullmatch, names):
        if media.path(name).exists():
            with media.path(name).open("rb") as source:
                _write(source, folder / name)
    return Unpacked(copy)


_HAS_MEDIA = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'media'"
_LISTED = "SELECT sha256 FROM media"


def _tables(found: Any) -> Mapping[str, int] | None:  # noqa: ANN401 -- JSON
    return {str(name): int(count) for name, count in found.items()} if isinstance(found, dict) else None


def _check_mark(archive: tarfile.TarFile, first: tarfile.TarInfo | None) -> datetime | None:
    mark = _json(archive, first) if first is not None and first.name == MARK else None
    if not isinstance(mark, dict) or not isinstance(mark.get("format"), int):
        raise _foreign()
    if mark["format"] > FORMAT:
        raise Refused("newer_backup", "Cette sauvegarde vient d'une version plus récente de l'assistant.")
    return moment(mark["made_at"]) if isinstance(mark.get("made_at"), str) else None


def _unpack_members(archive: tarfile.TarFile, members: Iterator[tarfile.TarInfo], folder: Path) -> Any:  # noqa: ANN401 -- JSON
    contents = None
    for member in members:
        if member.name == CONTENTS:
            contents = _json(archive, member)
        elif member.isfile() and (member.name == DATABASE or MEDIA.fullmatch(member.name)):
            _copy(archive, member, folder / member.name.rpartition("/")[2])
        else:
            raise _damaged()
    return contents


def _copy(archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    source = archive.extractfile(member)
    assert source is not None
    _write(source, path)


def _write(source: IO[bytes], path: Path) -> None:
    path.touch(mode=0o600)
    with path.open("wb") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)


def _json(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Any:  # noqa: ANN401 -- JSON
    source = archive.extractfile(member)
    if source is None or member.size > SMALL:
        return None
    try:
        return json.loads(source.read())
    except ValueError:
        return None


def _check(contents: Any, folder: Path) -> None:  # noqa: ANN401 -- JSON
    """Everything listed is there, nothing else is, and each is what its name or the list says."""
    if not isinstance(contents, dict) or not isinstance(contents.get("media"), list):
        raise _damaged()
    found = {path.name for path in folder.iterdir()}
    if found != {DATABASE, *map(str, contents["media"])} or sha256_of(folder / DATABASE) != contents.get("database"):
        raise _damaged()
    if any(sha256_of(folder / name) != name for name in found - {DATABASE}):
        raise _damaged()
    if not _sound(folder / DATABASE):
        raise _damaged()


def _sound(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as copy:
        try:
            return bool(copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
        except sqlite3.DatabaseError:
            return False


def lost(db: Database, folder: Path) -> None:
    """Recordings that are not in the backup any more are gone; who looks for them finds that said."""
    for row in every(db, "SELECT sha256 FROM media"):
        if not (folder / row["sha256"]).exists():
            db.conn.execute("UPDATE takes SET state = 'gone', sha256 = NULL WHERE sha256 = ?", (row["sha256"],))
            db.conn.execute("DELETE FROM media WHERE sha256 = ?", (row["sha256"],))


def _damaged() -> Refused:
    return Refused("damaged_backup", "Cette sauvegarde est abîmée ou incomplète : rien n'a été changé.")


def _foreign() -> Refused:
    return Refused("foreign_backup", "Ce fichier n'est pas une sauvegarde de l'assistant : rien n'a été changé.")

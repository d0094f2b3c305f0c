"""The database as it was before an upgrade, beside it: so that there is a way back to the version before.

Sealed where the operator has a key, else plain like the database itself; the plain one goes when somebody is erased.
"""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from storage.copying import copy_database
from storage.refusals import Refused
from storage.sealing import sealed

KEPT = timedelta(days=30)  # who has lived with a version for a month does not go back
CHUNK = 1024 * 1024
STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"\.before-(?P<name>m\d+)[^.]*\.(?P<at>\d{8}T\d{6}Z)\.sqlite(?P<sealed>\.age)?")


def keep_before(db: Database, name: str, now: datetime, recipient: str) -> Path:
    """Copy the database beside itself before the migration `name`; a second try takes the place of the first.

    Raises Refused where there is no room.
    """
    path = path_of(db)
    end = ".sqlite.age" if recipient else ".sqlite"
    kept = path.with_name(f"{path.name}.before-{name}.{now.astimezone(UTC).strftime(STAMP)}{end}")
    part = kept.with_name(f".part-{kept.name}")
    try:
        _copy(db, part, recipient)
        older = [each for each in _copies(path) if _match(path, each)["name"] == name.partition("_")[0]]
        part.replace(kept)
        _sync(path.parent)
    except OSError as error:
        raise Refused(
            "not_copied",
            f"La base ne peut pas être copiée avant sa mise à jour ({error.strerror}) : rien n'a été changé.",
        ) from None
    finally:
        part.unlink(missing_ok=True)
    for each in older:
        if each != kept:
            each.unlink()
    return kept


def _copy(db: Database, part: Path, recipient: str) -> None:
    part.unlink(missing_ok=True)
    if not recipient:
        copy_database(db, part)
        _sync(part)
        return
    plain = part.with_name(f"{part.name}.plain")
    plain.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        copy_database(db, plain)
        with part.open("wb") as out, plain.open("rb") as source:
            with sealed(out, recipient) as stream:
                while chunk := source.read(CHUNK):
                    stream.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    finally:
        plain.unlink(missing_ok=True)


def let_go(db: Database, now: datetime) -> None:
    """Delete the copies whose month is over."""
    path = path_of(db)
    for each in _copies(path):
        at = datetime.strptime(_match(path, each)["at"], STAMP).replace(tzinfo=UTC)
        if now - at > KEPT:
            each.unlink(missing_ok=True)


def drop_plain(db: Database) -> None:
    """Delete the copies that can be read: somebody who is erased is in them."""
    path = path_of(db)
    for each in _copies(path):
        if not _match(path, each)["sealed"]:
            each.unlink(missing_ok=True)


def path_of(db: Database) -> Path:
    """The file of a database."""
    return Path(db.conn.execute("PRAGMA database_list").fetchone()[2])


def _copies(path: Path) -> list[Path]:
    return [each for each in path.parent.glob(f"{path.name}.before-*") if NAME.fullmatch(each.name[len(path.name) :])]


def _match(path: Path, copy: Path) -> re.Match[str]:
    found = NAME.fullmatch(copy.name[len(path.name) :])
    assert found is not None
    return found


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

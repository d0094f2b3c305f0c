"""Bringing a backup back: checked and made fit in a folder beside, and only then put in the place of what is there."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.building import vault_of
from bot.erasing import purged
from bot.settings import Settings
from storage import backup, restoring
from storage.backup import Made
from storage.database import Database, connect, every, open_database, take_lock, transaction
from storage.ledger import Ledger
from storage.media import MediaFolder
from storage.personal import own_data
from storage.refusals import Refused
from storage.restoring import Restored
from storage.secrets import Vault

PACKED = "packed"
FOLDER = ".restoring-"  # what a restore that was killed leaves behind, and the next one clears away


def restore(settings: Settings, vault: Vault, file: Path, now: datetime) -> Restored:
    """Put a backup in the place of database and recordings.

    Raises AlreadyRunning while the server runs, and Refused for a file that is damaged or none of ours, for one of
    another secret where somebody has to be erased from it, and for a damaged ledger; then nothing was changed.
    """
    ledger = Ledger(settings.ledger_path)
    with _alone(settings.database), _beside(settings.database) as folder:
        entries = ledger.entries()
        with file.open("rb") as packed:
            copy = backup.unpack(packed, folder)
        with open_database(copy, now) as db:
            with transaction(db):
                backup.lost(db, folder)
                done = restoring.settle(db, vault, entries, now)
            names = {row["sha256"] for row in every(db, "SELECT sha256 FROM media")}
            purged(db)
        _put(folder, copy, names, settings)
    return done


def save(db: Database, settings: Settings, file: Path, now: datetime) -> Made:
    """Write a backup, whole or not at all, readable by its owner only. Raises Refused where it cannot be written."""
    media = MediaFolder(settings.data / "media")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.resolve().parent) as folder:
            made = _written(db, media, Path(folder), now)
            (Path(folder) / PACKED).replace(file)
    except OSError as error:
        raise Refused("not_written", f"La sauvegarde ne peut pas s'écrire ({error.strerror}).") from None
    return made


def _written(db: Database, media: MediaFolder, folder: Path, now: datetime) -> Made:
    packed = folder / PACKED
    packed.touch(mode=0o600)
    with packed.open("wb") as out:
        made = backup.write_backup(db, media, out, folder / backup.DATABASE, now)
        out.flush()
        os.fsync(out.fileno())
    return made


def hand_over(db: Database, settings: Settings, code: str, file: Path, now: datetime) -> int:
    """Write a person's own data where the operator can give it to her; the number of bytes."""
    content = own_data(db, code, MediaFolder(settings.data / "media"), now, vault_of(settings))
    try:
        file.touch(mode=0o600)
        return file.write_bytes(content)
    except OSError as error:
        raise Refused("not_written", f"Le fichier ne peut pas s'écrire ({error.strerror}).") from None


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    lock = take_lock(database)
    try:
        yield
    finally:
        os.close(lock)


@contextmanager
def _beside(database: Path) -> Iterator[Path]:
    """A folder on the database's own disk, so that the copy can take its place in one move."""
    for left in database.parent.glob(f"{FOLDER}*"):
        shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(prefix=FOLDER, dir=database.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _put(folder: Path, copy: Path, names: set[str], settings: Settings) -> None:
    """Recordings first, which only adds; then the database in one move; then what it does not know goes."""
    media = MediaFolder(settings.data / "media")
    for name in sorted(names):
        media.let_go(media.put((folder / name).read_bytes(), "").sha256)
    _empty_log(settings.database)
    copy.replace(settings.database)
    handle = os.open(settings.database.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    for name in set(media.names()) - names:
        media.drop(name)


def _empty_log(database: Path) -> None:
    """The log of the old file must not be taken for the new one's. What it holds goes into the old file first, which
    may be too damaged for that: somebody restores for a reason.
    """
    if database.exists():
        with suppress(Exception):
            old = connect(database, write=True)
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            old.close()
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)

"""Bringing a backup back: checked and made fit in a folder beside, and only then put in the place of what is there."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from bot.building import vault_of
from bot.erasing import purged
from bot.settings import Settings
from storage import backup, installation, restoring
from storage.backup import Made, Unpacked
from storage.database import Database, connect, every, one, open_database, take_lock, transaction
from storage.ledger import Ledger
from storage.media import MediaFolder
from storage.personal import own_data
from storage.refusals import Refused
from storage.restoring import Restored
from storage.sealing import MAGIC, sealed, unseal
from storage.secrets import Vault

PACKED, OPENED, CONTENT = "packed", "opened", "content"
FOLDER = ".restoring-"  # what a restore that was killed leaves behind, and the next one clears away
DATABASE_MAGIC = b"SQLite format 3\0"
LONGEST_MAGIC = max(len(MAGIC), len(DATABASE_MAGIC))


@dataclass(frozen=True, slots=True)
class Held:
    """What a checked backup holds, and whether it would take the place of a database: what its keeper is asked with."""

    made_at: datetime | None
    people: int
    recordings: int
    replaces: bool


Identity = Callable[[], str]
Sure = Callable[[Held], bool]


def no_identity() -> str:
    """The key of who gave none."""
    raise Refused("no_key", "Cette sauvegarde est chiffrée : donnez la clé qui l'ouvre (--key FICHIER).")


def restore(
    settings: Settings,
    vault: Vault,
    file: Path,
    now: datetime,
    identity: Identity = no_identity,
    sure: Sure = lambda _: True,
) -> Restored:
    """Put a backup in the place of database and recordings, if its keeper is `sure` when she hears what it holds.

    `identity` is asked for where the backup is sealed. Raises AlreadyRunning while the server runs, and Refused for a
    file that is damaged, none of ours, newer, of another installation, sealed for another key, for one of another
    secret where somebody has to be erased from it, for a damaged ledger, and `not_wanted`; then nothing was changed.
    """
    ledger = Ledger(settings.ledger_path)
    with _alone(settings.database), _beside(settings.database) as folder:
        entries = ledger.entries()
        found = unpacked(file, folder, settings, identity)
        own = installation.code_at(settings.database)
        with open_database(found.database, now) as db:
            with transaction(db):
                installation.keep(db.conn, own)
                backup.lost(db, found.database.parent)
                done = restoring.settle(db, vault, entries, now)
            names = {row["sha256"] for row in every(db, "SELECT sha256 FROM media")}
            purged(db)
            held = Held(found.made_at, _people(db), len(names), settings.database.exists())
        if not sure(held):
            raise Refused("not_wanted", "Rien n'a été changé.")
        _put(found.database.parent, found.database, names, settings)
    return done


def _people(db: Database) -> int:
    row = one(db, "SELECT count(*) AS people FROM people")
    assert row is not None
    return int(row["people"])


def unpacked(file: Path, folder: Path, settings: Settings, identity: Identity) -> Unpacked:
    """What a file holds, opened and checked in a folder beside: a backup, sealed or not, or a database an upgrade laid
    aside. Raises Refused, also for one of another installation.
    """
    try:
        found = _open(file, folder, settings, identity)
    except FileNotFoundError:
        raise Refused("no_backup", f"Il n'y a pas de fichier {file}.") from None
    except OSError as error:
        raise Refused("no_room", f"La sauvegarde ne peut pas s'ouvrir ({error.strerror}).") from None
    if not installation.same(found.database, settings.database):
        raise Refused(
            "other_installation",
            "Cette sauvegarde est celle d'une autre installation : rien n'a été changé."
            f" Pour la remettre quand même, déplacez d'abord {settings.database}.",
        )
    return found


def _open(file: Path, folder: Path, settings: Settings, identity: Identity) -> Unpacked:
    content = folder / CONTENT
    with file.open("rb") as packed:
        begins = packed.read(LONGEST_MAGIC)
        packed.seek(0)
        if begins.startswith(MAGIC):
            opened = folder / OPENED
            opened.touch(mode=0o600)
            with opened.open("wb") as out:
                unseal(packed, out, identity())
            found = _open(opened, folder, settings, identity)
            opened.unlink()
            return found
        content.mkdir(mode=0o700)
        if begins.startswith(DATABASE_MAGIC):
            return backup.adopt(file, content, MediaFolder(settings.data / "media"))
        return backup.unpack(packed, content)


def save(db: Database, settings: Settings, file: Path, now: datetime) -> Made:
    """Write a backup, whole or not at all, readable by its owner only; sealed where the settings have a key for that.

    Raises Refused where it cannot be written.
    """
    media = MediaFolder(settings.data / "media")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.resolve().parent) as folder:
            made = _written(db, media, Path(folder), settings.backup_recipient, now)
            (Path(folder) / PACKED).replace(file)
    except OSError as error:
        raise Refused("not_written", f"La sauvegarde ne peut pas s'écrire ({error.strerror}).") from None
    except sqlite3.OperationalError:
        raise Refused("not_written", "La sauvegarde ne peut pas s'écrire : le disque est plein ou abîmé.") from None
    return made


def _written(db: Database, media: MediaFolder, folder: Path, recipient: str, now: datetime) -> Made:
    packed = folder / PACKED
    packed.touch(mode=0o600)
    with packed.open("wb") as out:
        stream: AbstractContextManager[IO[bytes]] = sealed(out, recipient) if recipient else nullcontext(out)
        with stream as inner:
            made = backup.write_backup(db, media, inner, folder / backup.DATABASE, now)
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

"""Room to work in beside the database, for one at a time, and what is fetched into it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.backing.bucket import Bucket
from bot.backing.places import Place, place_of
from bot.settings import Settings
from storage.database import AlreadyRunning, take_lock
from storage.refusals import Refused

FOLDER = ".backing-"  # what one that was killed leaves is cleared away by the next


@contextmanager
def scratch(database: Path) -> Iterator[Path]:
    """A folder on the database's own disk. Raises Refused while somebody else works in one."""
    try:
        lock = take_lock(database.with_name(f"{database.name}{FOLDER[:-1]}"))
    except AlreadyRunning:
        raise Refused("backing", "Une sauvegarde est déjà en cours.") from None
    try:
        for left in database.parent.glob(f"{FOLDER}*"):
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=FOLDER, dir=database.parent) as folder:
            yield Path(folder)
    finally:
        os.close(lock)


def fetched(settings: Settings, text: str, folder: Path) -> Path:
    """The file that is meant: a path, a name where backups go, or an address `s3://…` with its name; brought into a
    folder where it has to be.
    """
    if Path(text).is_file():
        return Path(text)
    place, name = _meant(settings, text)
    file = folder / "fetched"
    place.get(name, file)
    return file


def _meant(settings: Settings, text: str) -> tuple[Place, str]:
    if Bucket.is_named(text):
        before, _, name = text.rpartition("/")
        return place_of(before), name
    if "/" in text or not settings.backup_to:
        raise Refused("no_backup", f"Il n'y a pas de fichier {text}.")
    return place_of(settings.backup_to.get_secret_value()), text

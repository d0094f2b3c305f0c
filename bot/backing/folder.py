import os
import shutil
from pathlib import Path

from storage.refusals import Refused

PART = ".part-"


class Folder:
    """A folder, on another disk where possible. It has to be there: one that is made would hide a disk that is not."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def shown(self) -> str:
        """Its path."""
        return str(self._path)

    def names(self) -> list[str]:
        """The files that are whole."""
        self._look()
        return sorted(each.name for each in self._path.iterdir() if each.is_file() and not each.name.startswith("."))

    def put(self, file: Path, name: str) -> None:
        """Copy beside, have that on disk, then give it its name. Raises Refused."""
        self._look()
        part = self._path / f"{PART}{name}"
        for left in self._path.glob(f"{PART}{name.rpartition('-')[0]}-*"):
            left.unlink()
        try:
            part.touch(mode=0o600)
            shutil.copyfile(file, part)
            _sync(part)
            part.replace(self._path / name)
            _sync(self._path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise Refused("not_written", f"{self._path} : rien ne peut s'y écrire ({error.strerror}).") from None

    def get(self, name: str, file: Path) -> None:
        """Copy it out. Raises Refused."""
        self._look()
        try:
            shutil.copyfile(self._path / name, file)
        except FileNotFoundError:
            raise Refused("no_backup", f"Il n'y a pas de {name} dans {self._path}.") from None
        except OSError as error:
            raise Refused("no_room", f"{name} ne peut pas être lu ({error.strerror}).") from None

    def drop(self, name: str) -> None:
        """Delete it. Raises Refused."""
        try:
            (self._path / name).unlink(missing_ok=True)
        except OSError as error:
            raise Refused("not_written", f"{name} ne peut pas être supprimé ({error.strerror}).") from None

    def _look(self) -> None:
        if not self._path.is_dir():
            sentence = f"Le dossier des sauvegardes {self._path} n'est pas là : branchez le disque, ou créez-le."
            raise Refused("not_reached", sentence)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

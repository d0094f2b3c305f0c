"""Where backups go: a folder, or a bucket of an S3 server."""

from pathlib import Path
from typing import Protocol

from bot.backing.bucket import Bucket
from bot.backing.folder import Folder
from bot.settings import Settings
from storage.refusals import Refused


class Place(Protocol):
    """What every place can do. All of it raises Refused where the place cannot be reached."""

    @property
    def shown(self) -> str:
        """What it is called in rows and sentences; no key is in it."""

    def names(self) -> list[str]:
        """What lies there, whole."""

    def put(self, file: Path, name: str) -> None:
        """Have a file there, whole or not at all."""

    def get(self, name: str, file: Path) -> None:
        """Bring what lies there into a file."""

    def drop(self, name: str) -> None:
        """Delete what lies there."""


def place_of(text: str) -> Place:
    """The place that is written so. Raises Refused for one that cannot be read."""
    return Bucket.named(text) if Bucket.is_named(text) else Folder(Path(text))


def place_for(settings: Settings) -> Place | None:
    """Where an installation backs up to, None where it was not told. Raises Refused where it may not: what leaves the
    machine by itself is sealed.
    """
    if not settings.backup_to:
        return None
    if not settings.backup_recipient:
        raise Refused(
            "no_recipient",
            "FLASHCOOP_BACKUP_TO est réglé, mais aucune clé ne ferme les sauvegardes : lancez « flashcoop backup key »"
            " et réglez FLASHCOOP_BACKUP_RECIPIENT.",
        )
    return place_of(settings.backup_to.get_secret_value())

"""Keeping what became of a backup: the command that made it says it to whoever writes."""

from collections.abc import Sequence

from bot.operating import Operating
from storage import backups
from storage.times import moment


def note(operating: Operating, place: str, name: str, bytes: int, sha256: str, gone: Sequence[str]) -> None:  # noqa: A002 -- as the row has it
    """A backup is whole at its place, and those named there are no more."""
    backups.made(operating.db, place, name, bytes, sha256, operating.now)
    for each in gone:
        backups.gone(operating.db, place, each)


def note_failed(operating: Operating, place: str, trouble: str) -> None:
    """A backup could not be made."""
    backups.failed(operating.db, place, trouble, operating.now)


def note_rehearsal(operating: Operating, name: str, size: int, sha256: str, made_at: str) -> None:
    """A backup was restored into a scratch place and found whole."""
    backups.rehearsal(operating.db, name, size, sha256, moment(made_at), operating.now)

"""Making one backup where backups go, and letting those go whose time is over."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.backing.places import Place
from bot.backing.schedule import ZONE
from bot.restoring import save
from bot.settings import Settings
from storage import installation
from storage.backup import sha256_of
from storage.database import Database
from storage.refusals import Refused
from storage.rotation import staying

STAMP = "%Y%m%dT%H%M%SZ"
OWN = 8  # letters of the installation's code in a name: several may share a bucket


@dataclass(frozen=True, slots=True)
class Sent:
    """A backup that is whole at its place; `gone` are the names of those whose time was over."""

    name: str
    bytes: int
    sha256: str
    gone: list[str]


def make(db: Database, settings: Settings, place: Place, folder: Path, now: datetime) -> Sent:
    """Make a backup in a scratch folder and have it at a place. Raises Refused where that cannot be; then nothing is
    there.
    """
    name = f"{_own(db)}{now.astimezone(UTC).strftime(STAMP)}.age"
    file = folder / name
    save(db, settings, file, now)
    place.put(file, name)
    size, sha256 = file.stat().st_size, sha256_of(file)
    return Sent(name, size, sha256, rotate(db, place, now))


def rotate(db: Database, place: Place, now: datetime) -> list[str]:
    """Delete this installation's backups whose time is over; others' files are not touched. What cannot be deleted
    now is deleted after the next one.
    """
    made = own_backups(db, place)
    kept = staying(made.values(), now, ZONE)
    gone = []
    with suppress(Refused):
        for name, moment in made.items():
            if moment not in kept:
                place.drop(name)
                gone.append(name)
    return gone


def own_backups(db: Database, place: Place) -> dict[str, datetime]:
    """The backups of this installation at a place, by name, the oldest first."""
    named = re.compile(re.escape(_own(db)) + r"(\d{8}T\d{6}Z)\.age")
    found = {name: match[1] for name in place.names() if (match := named.fullmatch(name))}
    return {name: datetime.strptime(at, STAMP).replace(tzinfo=UTC) for name, at in found.items()}


def _own(db: Database) -> str:
    code = installation.code_of(db.conn)
    assert code is not None
    return f"flashcoop-{code[:OWN]}-"

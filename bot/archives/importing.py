"""Bringing an archive in: looked through, made ready beside the recordings, and entered in one transaction."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.archives.known import today
from bot.archives.reading import opened
from bot.archives.refusing import Turned
from bot.archives.staged import incoming
from bot.archives.staging import Decode, Progress, sifted, stage
from bot.loading import Programme
from bot.settings import Settings
from bot.voice.workshop import EngineUnavailable
from storage.codes import Codes
from storage.database import Database
from storage.refusals import Refused

Enter = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Brought:
    """What an archive brought: takes that are new, were here already, went; codes of voices that were taken back there
    and are gone here; of people of ours who are said to have, which is theirs to say here; what was turned away; and
    the files nothing refers to any more.
    """

    new: int
    known: int
    gone: int
    taken_back: tuple[str, ...]
    ours: tuple[str, ...]
    turned: tuple[Turned, ...]
    files: tuple[str, ...]


async def bring(
    db: Database,
    settings: Settings,
    programme: Programme,
    file: Path,
    now: datetime,
    decode_into: Decode,
    enter: Enter,
    progress: Progress = lambda done, total: None,
) -> Brought:
    """Bring an archive in. `decode_into` makes a recording of ours of any, in a confined process; `enter` does the
    operation `take_in_voices`, here or through the server. Raises Refused.
    """
    try:
        with opened(file) as archive, _beside(settings) as folder:
            found = sifted(db, archive, today(programme), now)
            await stage(archive, found, folder, decode_into, progress)
            done = enter(folder.name)
    except EngineUnavailable:
        raise Refused("no_decoder", "Les enregistrements ne peuvent pas être lus pour l'instant : réessayez.") from None
    except OSError as error:
        raise Refused("not_written", f"L'archive ne peut pas être dépliée ({error.strerror}).") from None
    turned = (*found.turned, *(Turned(name, reason) for name, reason in done["turned"]))
    backs, ours, files = (tuple(done[name]) for name in ("taken_back", "ours", "files"))
    return Brought(done["new"], found.known + done["known"], done["gone"], backs, ours, turned, files)


@contextmanager
def _beside(settings: Settings) -> Iterator[Path]:
    """A folder for one archive; what an import that was killed left behind goes."""
    shutil.rmtree(incoming(settings), ignore_errors=True)
    folder = incoming(settings) / Codes().take()
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(incoming(settings), ignore_errors=True)

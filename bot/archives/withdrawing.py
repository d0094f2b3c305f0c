"""Taking a voice back: at once, for good, and for every installation the next archive reaches."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.operating import Operating
from storage import media
from storage.database import Database
from storage.ledger import Ledger
from storage.refusals import Refused
from storage.voices import sharing, speakers

if TYPE_CHECKING:  # the running server takes seconds to load, and commands need none of it
    from bot.running import Assistant


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Whose voice it was, how many takes went with it, and the files to drop after the commit (`dropped`)."""

    speaker: str
    takes: int
    files: tuple[str, ...]


def withdraw(db: Database, ledger: Ledger, code: str, now: datetime) -> Withdrawn:
    """A speaker takes her voice back, inside the caller's transaction: from its commit on the next best one is heard.

    The ledger says so first, so that no older copy of the database brings it back. Raises Refused for an unknown code.
    """
    speaker = speakers.speaker(db, code)
    count = len(sharing.takes_of(db, speaker.id))
    try:
        ledger.voices([code], now)
    except OSError as error:
        raise Refused("no_ledger", f"Le registre ne peut pas s'écrire ({error.strerror}) : réessayez.") from None
    return Withdrawn(code, count, tuple(speakers.take_back(db, speaker, now)))


async def dropped(assistant: "Assistant", gone: Withdrawn) -> None:
    """After the commit, in the running server: the bytes of her takes go, and the clips that were made of them."""
    await assistant.writer.run(media.drop_unreferenced, assistant.media, gone.files)
    await asyncio.to_thread(assistant.clips.let_go)


def withdraw_voice(operating: Operating, speaker: str) -> dict[str, Any]:
    """The operation: whoever has the machine does it for a speaker who asks the team."""
    ledger = Ledger(operating.settings.ledger_path)
    gone = withdraw(operating.db, ledger, speaker, operating.now)
    return {"speaker": gone.speaker, "takes": gone.takes, "files": list(gone.files)}

"""An archive made ready: what one transaction enters, and where it lies until then."""

from pathlib import Path

from pydantic import AwareDatetime

from bot.archives.contents import Back, Part, Short, Taken, Voice
from bot.settings import Settings

LISTED, ENDING = "staged.json", ".ogg"


def incoming(settings: Settings) -> Path:
    """Where archives are made ready: on the disk of the recordings, so that they need not be copied again."""
    return settings.data / "voices" / "incoming"


class StagedVoice(Part):
    """A speaker of an archive, and the recording of her release as it lies here."""

    voice: Voice
    stored: str | None


class StagedTake(Part):
    """A take that was decoded: the name of its bytes as they are now, and its seconds."""

    take: Taken
    stored: str
    seconds: float


class Staged(Part):
    """What one transaction enters. `listed` are all takes the archive names, whatever became of them."""

    made_at: AwareDatetime
    installation: str
    languages: tuple[Short, ...] | None
    listed: frozenset[str]
    voices: tuple[StagedVoice, ...]
    takes: tuple[StagedTake, ...]
    backs: tuple[Back, ...]

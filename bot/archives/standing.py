"""Whether a voice of an archive may be heard here: what she says now, here or there, whichever she said last."""

from datetime import datetime

from bot.archives.contents import Released, Taken, Voice
from bot.archives.refusing import Reason
from storage.database import Database
from storage.voices import sharing, speakers
from storage.voices.speakers import Release, Speaker


def unheard(db: Database, voice: Voice, now: datetime) -> Reason | None:
    """Why nothing of a speaker comes in, None where it may."""
    if voice.code in speakers.taken_back(db):
        return "taken_back"
    speaker = speakers.find(db, voice.code)
    if speaker is not None and not speaker.origin:
        return "ours"
    if voice.release is None:
        return "no_release"
    says = newest(db, speaker, voice.release)
    if says.scope != "network":
        return "not_network"
    return None if now < says.until else "release_over"


def newest(db: Database, speaker: Speaker | None, told: Released) -> Release:
    """What a speaker said last: what an archive tells, or what is known here already."""
    known = speakers.released(db, speaker.id) if speaker else None
    return known if known is not None and known.at >= told.at else kept_here(told, None)


def kept_here(told: Released, stored: str | None) -> Release:
    """A release as it is kept here: what is allowed « here » is allowed where she spoke, and nowhere else."""
    scope = told.scope if told.scope == "network" else "none"
    return Release(scope, told.until, told.wording, told.language, stored, told.at)


def there(db: Database, take: Taken) -> bool | Reason:
    """Whether a take is here already, or one that its speaker made later in its place; or why it cannot be."""
    same = sharing.found(db, take.id)
    if same is not None:
        return True if same.speaker == take.speaker else "doubled"
    speaker = speakers.find(db, take.speaker)
    return speaker is not None and sharing.later(db, speaker.id, take.words, take.at)

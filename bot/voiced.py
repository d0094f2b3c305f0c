"""How an installation is voiced, language by language: which clips are there and whose, which takes are of no use any
more or in doubt, and what nobody who speaks the language has read.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.loading import Programme
from bot.spoken import lasting, phrases
from bot.voice.clips import ClipStore, Spoken
from bot.wording.counting import unreviewed
from storage.database import Database
from storage.voices import recorded, reviews, speakers


@dataclass(frozen=True)
class Heard:
    """Somebody who is heard: her code, what she allows and until when, in how many takes."""

    speaker: str
    scope: str
    until: str
    takes: int


@dataclass(frozen=True)
class Voiced:
    """A language: its phrases, those without a clip, and by whom the others are said (people, piper, gtts, espeak-ng).

    `stale` are takes of words that are said no more, since the wording changed; `suspicious` those a machine doubts and
    their speaker has not confirmed; `unreviewed` the texts nobody signed.
    """

    phrases: int
    missing: int
    voices: dict[str, int]
    stale: int
    suspicious: int
    unreviewed: int
    speakers: list[Heard]


def voiced(programme: Programme, store: ClipStore, db: Database | None, now: datetime) -> dict[str, Voiced]:
    """How each language is voiced; without a database nobody has recorded or signed anything."""
    unsigned = unreviewed(reviews.reviews(db) if db else ())
    ours, wanted = lasting(programme), set(phrases(programme))
    found = {}
    for code in programme.languages:
        mine = [phrase for phrase in wanted if phrase.language == code]
        made = Counter(store.made_by(phrase) for phrase in mine)
        missing = made.pop("", 0)
        used = recorded.phrases(db, code, now) if db else {}
        found[code] = Voiced(
            phrases=len(mine),
            missing=missing,
            voices=dict(sorted(made.items())),
            stale=sum(not ours(Spoken(text, code)) for text in used),
            suspicious=recorded.doubted(db, code) if db else 0,
            unreviewed=unsigned.get(code, 0),
            speakers=_heard(db, Counter(take.speaker_id for take in used.values())) if db else [],
        )
    return found


def _heard(db: Database, takes: Counter[int]) -> list[Heard]:
    found = []
    for each in speakers.speakers(db):
        release = speakers.released(db, each.id)
        if takes[each.id] and release:
            found.append(Heard(each.code, release.scope, release.until.date().isoformat(), takes[each.id]))
    return found

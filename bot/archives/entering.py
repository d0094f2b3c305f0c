"""Entering an archive that was made ready: rows only, in one transaction."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.archives.refusing import Reason
from bot.archives.staged import ENDING, LISTED, Staged, StagedTake, StagedVoice, incoming
from bot.archives.standing import kept_here, there, unheard
from bot.operating import Operating
from bot.settings import Settings
from storage import media
from storage.database import Database
from storage.ledger import Ledger
from storage.media import MediaFolder, Stored
from storage.refusals import Refused
from storage.voices import sharing, speakers
from storage.voices.sharing import Travelling
from storage.voices.speakers import Speaker

MIME = "audio/ogg"
NAME = re.compile(r"[a-z0-9]{24}")  # of a staged archive: what `Codes.take` makes


def take_in(operating: Operating, staged: str) -> dict[str, Any]:
    """Enter what was made ready under that name: each voice and take is looked at once more, since meanwhile somebody
    may have taken her voice back.
    """
    folder = incoming(operating.settings) / staged
    if not NAME.fullmatch(staged) or not (folder / LISTED).is_file():
        raise Refused("not_staged", "Cette archive n'a pas été préparée : importez-la de nouveau.")
    ready = Staged.model_validate_json((folder / LISTED).read_bytes())
    stored = _adopted(operating.settings, folder, ready)
    return _Entering(operating.db, ready, stored, operating.now).enter(Ledger(operating.settings.ledger_path))


def _adopted(settings: Settings, folder: Path, ready: Staged) -> dict[str, Stored]:
    names = {each.stored for each in ready.takes} | {each.stored for each in ready.voices if each.stored}
    files = {name: folder / f"{name}{ENDING}" for name in names}
    return MediaFolder(settings.data / "media").adopt(files, MIME)


class _Entering:
    """One archive inside its transaction."""

    def __init__(self, db: Database, ready: Staged, stored: Mapping[str, Stored], now: datetime) -> None:
        self._db, self._ready, self._stored, self._now = db, ready, stored, now
        self._voices = {each.voice.code: each for each in ready.voices}
        self._turned: list[tuple[str, Reason]] = []
        self._files: set[str] = set()
        self._new = self._known = self._gone = 0

    def enter(self, ledger: Ledger) -> dict[str, Any]:
        taken_back, ours = self._take_back(ledger)
        for take in self._ready.takes:
            self._enter(take)
        for voice in self._ready.voices:
            self._follow(voice)
        self._files.update(media.forget_unreferenced(self._db))
        counts = {"new": self._new, "known": self._known, "gone": self._gone}
        codes = {"taken_back": taken_back, "ours": ours, "files": sorted(self._files)}
        return {**counts, **codes, "turned": self._turned}

    def _take_back(self, ledger: Ledger) -> tuple[list[str], list[str]]:
        """Voices that were taken back elsewhere; nobody but she herself takes back the voice of somebody of ours."""
        here = {back.code: speakers.find(self._db, back.code) for back in self._ready.backs}
        ours = sorted(code for code, each in here.items() if each is not None and not each.origin)
        fresh = sorted(set(here) - set(ours) - set(speakers.taken_back(self._db)))
        ledger.voices(fresh, self._now)
        gone = []
        for code in fresh:
            speaker = here[code]
            speakers.bar(self._db, code, self._now)
            if speaker is not None:
                self._gone += len(sharing.takes_of(self._db, speaker.id))
                self._files.update(speakers.take_back(self._db, speaker, self._now))
                gone.append(code)
        return gone, ours

    def _enter(self, ready: StagedTake) -> None:
        take, voice = ready.take, self._voices[ready.take.speaker]
        here = there(self._db, take)
        if here is True:
            self._known += 1
        elif reason := unheard(self._db, voice.voice, self._now) or here:
            self._turned.append((take.id, reason))
        else:
            told = voice.voice
            speaker = sharing.welcome(self._db, told.code, told.origin, told.dialect, self._now)
            self._listen(speaker, voice)
            travelling = take.travelling(ready.seconds, min(self._now, self._ready.made_at))
            sharing.arrive(self._db, speaker, travelling, self._stored[ready.stored], self._now)
            self._new += 1

    def _listen(self, speaker: Speaker, ready: StagedVoice) -> None:
        """What a speaker says there, if she said it later than what is known here."""
        told, known = ready.voice.release, speakers.released(self._db, speaker.id)
        if told is None or (known is not None and known.at >= told.at):
            return
        if ready.stored:
            media.keep(self._db, self._stored[ready.stored], self._now)
        speakers.release(self._db, speaker.id, kept_here(told, ready.stored))

    def _follow(self, ready: StagedVoice) -> None:
        """What a speaker of theirs said there since, or did away with, counts here too."""
        speaker = speakers.find(self._db, ready.voice.code)
        if speaker is None or not speaker.origin:
            return
        self._listen(speaker, ready)
        said = speakers.released(self._db, speaker.id)
        none = said is None or said.scope == "none"
        gone = [each.id for each in sharing.takes_of(self._db, speaker.id) if none or self._went(speaker, each)]
        sharing.let_go(self._db, gone)
        self._gone += len(gone)

    def _went(self, speaker: Speaker, take: Travelling) -> bool:
        """Whether the archive of the house where a take was recorded does not have it any more, though it could."""
        theirs = speaker.origin == self._ready.installation
        could = self._ready.languages is None or take.words.language in self._ready.languages
        return theirs and could and take.at < self._ready.made_at and take.id not in self._ready.listed

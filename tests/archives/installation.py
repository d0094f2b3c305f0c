"""An installation with its own database, recordings and ledger, where people record and archives come and go."""

import asyncio
import json
import random
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.archives.exporting import Exported, export
from bot.archives.importing import Brought, bring
from bot.archives.withdrawing import Withdrawn, withdraw
from bot.operations import Operating, operate
from bot.settings import Settings
from bot.voice.audio import encode
from bot.voice.heard import Decoded
from bot.voice.sound import CLIP_RATE, Sound
from storage import cohorts, media
from storage.codes import Codes
from storage.database import Database, open_database, transaction
from storage.ledger import Ledger
from storage.media import MediaFolder
from storage.voices import recorded, speakers
from storage.voices.recorded import Words
from storage.voices.speakers import Release, Scope, Speaker
from tests.empty import empty_database
from tests.lent import Lent, digest
from tests.loaded import loaded

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
YEARS = timedelta(days=730)
YES = Words("example", "fa_AF", "بلی", "common", "yes")


def phrase(language: str = "fa_AF", number: int = 0) -> Words:
    """A text people hear today."""
    texts = sorted({each.wordings[language][""].spoken for each in loaded().book.phrases.values()})
    return Words("phrase", language, [text for text in texts if "{" not in text][number])


def voice_like(seconds: float, pitch: float = 220.0, level: float = 0.3) -> Sound:
    """A sound that is no silence."""
    at = np.arange(round(seconds * CLIP_RATE)) / CLIP_RATE
    wave = level * np.sin(2 * np.pi * pitch * at) * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * at))
    return Sound(wave.astype(np.float32), CLIP_RATE)


@cache
def recording(seconds: float, pitch: float) -> bytes:
    """Such a sound as a file: the same for the same figures, made once."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sound.ogg"
        encode(voice_like(seconds, pitch), file)
        return file.read_bytes()


class Decoder:
    """The confined child that decodes; what it made of the same bytes once, it makes again."""

    def __init__(self, lent: Lent) -> None:
        self._lent = lent
        self._made: dict[str, tuple[Decoded, bytes]] = {}

    async def decode(self, path: Path, out: Path) -> Decoded:
        """Make a recording of ours of any at `out`."""
        name = digest(path)
        if name not in self._made:
            decoded = await self._lent.decode(path, out)
            self._made[name] = (decoded, out.read_bytes())
        decoded, content = self._made[name]
        out.write_bytes(content)
        return decoded


class Installation:
    """One house of the network."""

    def __init__(self, folder: Path, seed: int, decoder: Decoder) -> None:
        folder.mkdir()
        self.folder, self.now = folder, NOW
        self.codes = Codes(random.Random(seed).choice)
        self._decoder = decoder
        self.settings = Settings.model_construct(data=folder, database=folder / "house.sqlite", ledger=None)
        self.db = open_database(empty_database(self.settings.database), self.now)
        self.media = MediaFolder(folder / "media")
        self.ledger = Ledger(self.settings.ledger_path)
        with transaction(self.db):
            self.cae = cohorts.add_cae(self.db, self.codes, f"CAE {seed}")

    def closes(self) -> None:
        self.db.close()

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)

    # Recording

    def speaker(self, scope: Scope = "network", *, spoken: bool = True, lasts: timedelta = YEARS) -> Speaker:
        """Somebody of an afternoon of recordings, and what she allows."""
        with transaction(self.db):
            who = speakers.add_speaker(self.db, self.codes, None, self.now, dialect="Herat")
            self._allow(who, scope, spoken=spoken, lasts=lasts)
        return who

    def allows(self, who: Speaker, scope: Scope) -> None:
        """She says something else now."""
        with transaction(self.db):
            self._allow(who, scope, spoken=False, lasts=YEARS)

    def _allow(self, who: Speaker, scope: Scope, *, spoken: bool, lasts: timedelta) -> None:
        stored = self._stored(1.5, 180.0 + who.id) if spoken else None
        said = Release(scope, self.now + lasts, "Ma voix ?", "fa_AF", stored.sha256 if stored else None, self.now)
        if stored:
            media.keep(self.db, stored, self.now)
        speakers.release(self.db, who.id, said)

    def records(self, who: Speaker, words: Words, seconds: float = 1.0, pitch: float = 300.0) -> str:
        """She says something; the name of the take."""
        self.passes(seconds=1)
        stored = self._stored(seconds, pitch + who.id)
        with transaction(self.db):
            return recorded.record(self.db, self.codes, who.id, words, stored, seconds, self.now).id

    def records_file(self, who: Speaker, words: Words, file: Path) -> str:
        """She says something that is in a file."""
        self.passes(seconds=1)
        stored = self.media.put(file.read_bytes(), "audio/ogg")
        self.media.let_go(stored.sha256)
        with transaction(self.db):
            return recorded.record(self.db, self.codes, who.id, words, stored, 1.0, self.now).id

    def _stored(self, seconds: float, pitch: float) -> media.Stored:
        stored = self.media.put(recording(seconds, pitch), "audio/ogg")
        self.media.let_go(stored.sha256)
        return stored

    # Archives

    def exports(self, name: str = "voices.zip", language: str | None = None) -> Path:
        self.exported: Exported = export(self.db, self.media, self.folder / name, self.now, language)
        return self.folder / name

    def brings(self, file: Path) -> Brought:
        """Bring an archive in, as the command does while no server runs."""
        work = bring(self.db, self.settings, loaded(), file, self.now, self._decoder.decode, self._enter)
        brought = asyncio.run(work)
        media.drop_unreferenced(self.db, self.media, brought.files)
        return brought

    def _enter(self, staged: str) -> Mapping[str, Any]:
        with transaction(self.db):
            return dict(
                operate(Operating(self.db, self.settings, self.codes, self.now), "take_in_voices", {"staged": staged})
            )

    def withdraws(self, who: Speaker) -> Withdrawn:
        with transaction(self.db):
            gone = withdraw(self.db, self.ledger, who.code, self.now)
        media.drop_unreferenced(self.db, self.media, gone.files)
        return gone

    # What is there

    def hears(self, words: Words) -> str | None:
        """The take a phrase is heard in."""
        found = recorded.phrase(self.db, words.language, words.text, self.now)
        return found.id if found else None

    def takes(self) -> set[str]:
        return {row["id"] for row in self.db.query("SELECT id FROM voice_takes WHERE state = 'used'")}

    def files(self) -> set[str]:
        return set(self.media.names())


def changed(
    file: Path,
    change: Callable[[dict[str, Any]], object],
    to: Path,
    members: Mapping[str, bytes] | None = None,
    packing: int = zipfile.ZIP_STORED,
) -> Path:
    """An archive with another list; `members` replace its own, or stand beside them."""
    more = members or {}
    with zipfile.ZipFile(file) as old:
        listing = json.loads(old.read("voices.json"))
        change(listing)
        with zipfile.ZipFile(to, "w") as new:
            new.writestr("voices.json", json.dumps(listing))
            for name in old.namelist():
                if name not in ("voices.json", *more):
                    new.writestr(name, old.read(name))
            for name, content in more.items():
                new.writestr(name, content, packing)
    return to


def other(words: Words, text: str) -> Words:
    return replace(words, text=text)


def rows(db: Database, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

"""What people recorded to be heard and to be understood by, at hand: asked for every phrase that is shown.

The tables are read whole, a language at a time, and again only when they changed. The writing connection tells: a
temporary trigger on each of the three tables calls us (a function of that connection, nothing of it is in the file).
Between that and the commit nothing that is read is kept. A release that ends changes no row, so the tables are also
read again from the moment when the next one ends.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.clocks import Clock
from bot.loading import LOCALES
from bot.voice.engines.people import Taken
from bot.voice.enrolled import FEWEST_TAKES, REQUESTS, Takes
from bot.voice.requests import CONTROL
from storage.database import Database, open_database
from storage.media import MediaFolder
from storage.refusals import Refused
from storage.threads import Writer
from storage.voices import recorded, speakers

TABLES = ("speakers", "voice_releases", "voice_takes")
NEVER = datetime.max.replace(tzinfo=UTC)

Examples = Mapping[tuple[str, str], Sequence[Path]]  # the takes of an option, by set and name


class Known(NamedTuple):
    """What a language has, as of an edition of the tables and until a release ends."""

    edition: int
    until: datetime
    phrases: Mapping[str, Taken]
    examples: Examples


class Recorded:
    """The recordings of an installation, for the voices people hear (`take`) and for the ear (`takes`)."""

    languages = frozenset(folder.parent.name for folder in LOCALES.glob("*/language.yaml"))

    def __init__(self, database: Path, media: MediaFolder, clock: Clock) -> None:
        """Without a database nobody has recorded anything."""
        self._database, self._media, self._clock = database, media, clock
        self._edition, self._changing, self._until = 0, False, NEVER
        self._known: dict[str, Known] = {}

    def writer(self, recipient: str = "") -> Writer:
        """The writer on the database, followed. Takes and raises what `open_database` does."""
        database = open_database(self._database, self._clock(), recipient=recipient)
        self._follow(database)
        writer = Writer(database)
        writer.committed.append(self._committed)
        return writer

    def _follow(self, writing: Database) -> None:
        writing.conn.create_function("voices_changed", 0, self._change)
        for table in TABLES:
            for change in ("INSERT", "UPDATE", "DELETE"):
                writing.conn.execute(
                    f"CREATE TEMP TRIGGER {table}_{change.lower()} AFTER {change} ON {table}"
                    " BEGIN SELECT voices_changed(); END"
                )

    def _change(self) -> None:
        self._changing = True

    def _committed(self) -> None:
        if self._changing:
            self._edition, self._changing = self._edition + 1, False

    @property
    def edition(self) -> int:
        """Another number once anything may be heard in another voice than before: what is remembered of that is old."""
        if self._changing or self._clock() >= self._until:
            self._edition, self._until = self._edition + 1, NEVER
        return self._edition

    def take(self, language: str, text: str) -> Taken | None:
        """The take a text is to be heard in, None where nobody recorded it, or nobody allows it any more."""
        return self._of(language).phrases.get(text)

    def takes(self, language: str, sets: Sequence[str], options: Iterable[str], requests: Iterable[str]) -> Takes:
        """The takes that speak for options and requests (`bot.voice.enrolled.Enrolled`)."""
        kept = self._of(language).examples
        found = {option: _first(kept, sets, option) for option in options}
        if not found or any(len(files) < FEWEST_TAKES for files in found.values()):
            return {}
        asked = {CONTROL + name: kept.get((REQUESTS, name), ()) for name in requests}
        return found | {name: files for name, files in asked.items() if len(files) >= FEWEST_TAKES}

    def speakers(self) -> frozenset[str]:
        """The codes of those whose voices may be heard now."""
        now = self._clock()
        with self._reading() as db:
            if db is None:
                return frozenset()
            said = {each.code: speakers.released(db, each.id) for each in speakers.speakers(db)}
            return frozenset(code for code, release in said.items() if release and release.holds(now))

    def _of(self, language: str) -> Known:
        edition, changing = self._edition, self._changing
        known = self._known.get(language)
        if known is None or changing or known.edition != edition or self._clock() >= known.until:
            known = self._known[language] = self._read(language, -1 if changing else edition)
            self._until = min(self._until, known.until)
        return known

    def _read(self, language: str, edition: int) -> Known:
        with self._reading() as db:
            if db is None:
                return Known(edition, NEVER, {}, {})
            now = self._clock()
            codes = {each.id: each.code for each in speakers.speakers(db)}
            phrases = {
                text: Taken(self._media.path(take.sha256), take.sha256, codes[take.speaker_id])
                for text, take in recorded.phrases(db, language, now).items()
            }
            examples: dict[tuple[str, str], list[Path]] = {}
            for take in recorded.examples(db, language, now):
                examples.setdefault((take.words.set_name, take.words.option), []).append(self._media.path(take.sha256))
            return Known(edition, speakers.next_end(db, now) or NEVER, phrases, examples)

    @contextmanager
    def _reading(self) -> Iterator[Database | None]:
        """A connection of its own, closed after use: tables are read seldom."""
        try:
            db = open_database(self._database, self._clock(), write=False)
        except Refused:
            yield None
            return
        try:
            yield db
        finally:
            db.close()


def _first(kept: Examples, sets: Sequence[str], option: str) -> Sequence[Path]:
    return next((files for each in sets if (files := kept.get((each, option)))), ())

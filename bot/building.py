"""Puts an installation's parts together from its settings."""

import secrets
import time
from collections.abc import Mapping
from datetime import datetime

from bot.clocks import Clock, clock_from
from bot.echoing import CHANNEL as PEERS
from bot.echoing import read_ready
from bot.helping import CHANNEL as HELP
from bot.helping import read_helped
from bot.listening import CHANNEL as VOICE
from bot.listening import read_understood
from bot.loading import Programme, load_programme
from bot.post.carriers import carriers_of
from bot.recorded import Recorded
from bot.reminding.loop import CHANNEL as CLOCK
from bot.reminding.loop import read_prompted
from bot.running import Assistant
from bot.settings import Settings
from bot.spoken import lasting
from bot.turns.house import House, Reading
from bot.voice.clips import ClipStore, Spoken
from bot.voice.engines import Engine, Espeak, Gtts, People, Piper, piper_voices
from bot.wording.merging import merged
from bot.wording.serving import worded
from storage.codes import Codes
from storage.database import open_database
from storage.media import MediaFolder
from storage.refusals import Refused
from storage.secrets import Vault
from storage.threads import Reader
from storage.voices import reviews

KEY_FILE = "secret"  # beside the data, not in the database; settings win over it
SECRET_BYTES = 32


def vault_of(settings: Settings) -> Vault:
    """The keys of an installation: from FLASHCOOP_SECRET, or from a file made at the first start."""
    if settings.secret:
        return Vault(settings.secret.get_secret_value())
    path = settings.data / KEY_FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(SECRET_BYTES))
    return Vault(path.read_text().strip())


def clips_of(settings: Settings, programme: Programme, recorded: Recorded) -> ClipStore:
    """The voices of an installation and the clips they have made; kept are those of the programme's own phrases."""
    lasts = lasting(programme)
    online = [Gtts(time.monotonic, lambda text, language: lasts(Spoken(text, language)))] if settings.gtts else []
    engines: list[Engine] = [People(recorded), Piper(piper_voices(settings.piper_path)), *online, Espeak()]
    return ClipStore(settings.data / "clips", engines, lasts, recorded.speakers)


def recorded_of(settings: Settings, clock: Clock) -> Recorded:
    """What people recorded for an installation."""
    return Recorded(settings.database, MediaFolder(settings.data / "media"), clock)


def programme_of(settings: Settings, now: datetime) -> Programme:
    """What is asked and said here: the catalogues, with what was reviewed in this installation."""
    programme = load_programme()
    try:
        database = open_database(settings.database, now, write=False)
    except Refused:  # none yet, or one the next start brings up to date
        return programme
    try:
        return worded(programme, merged(programme.texts, reviews.reviews(database)))
    finally:
        database.close()


def build_assistant(settings: Settings, readers: Mapping[str, Reading], clock: Clock | None = None) -> Assistant:
    """An assistant on the settings' database and folders. Raises Refused when another one runs on them."""
    clock = clock or clock_from(settings.now)
    settings.data.mkdir(parents=True, exist_ok=True)
    media = MediaFolder(settings.data / "media")
    recorded = Recorded(settings.database, media, clock)
    writer, reader = recorded.writer(settings.backup_recipient), Reader(settings.database, clock())
    programme = programme_of(settings, clock())
    letters = frozenset(carriers_of(settings))
    readings = {**OWN_READERS, **readers}
    house = House(programme, vault_of(settings), Codes(), readings, settings.base_url, letters)
    return Assistant(settings, house, writer, reader, clips_of(settings, programme, recorded), media, clock, recorded)


OWN_READERS: Mapping[str, Reading] = {
    VOICE: read_understood,
    CLOCK: read_prompted,
    PEERS: read_ready,
    HELP: read_helped,
}


def demonstration(settings: Settings) -> Settings:
    """The same settings on a database of its own, so that trying things out touches nothing real."""
    folder = settings.data / "demo"
    own = {"database": folder / "flashcoop.sqlite", "data": folder, "ledger": None, "backup_to": None}
    return settings.model_copy(update=own)

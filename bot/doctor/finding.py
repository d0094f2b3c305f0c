"""What one look at an installation finds: how a thing stands, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot.loading import Programme
from bot.settings import Settings
from bot.voice.clips import ClipStore
from storage.database import Database
from storage.secrets import Vault

N_ = str  # marks what the console translates

State = Literal["ok", "warn", "bad", "unknown"]
# unknown is worse than nothing at all, and better than what is known to be wrong
ORDER: tuple[State, ...] = ("ok", "unknown", "warn", "bad")
TITLES: Mapping[str, str] = {
    "settings": N_("Réglages"),
    "secret": N_("Clé secrète"),
    "permissions": N_("Droits des fichiers"),
    "clock": N_("Horloge"),
    "disk": N_("Place sur le disque"),
    "database": N_("Base de données"),
    "assistant": N_("L'assistant lui-même"),
    "public_url": N_("Adresse publique"),
    "telegram": N_("Bot Telegram"),
    "webhook": N_("Ce que Telegram garde pour nous"),
    "mail": N_("E-mail"),
    "model": N_("Écoute de la voix"),
    "clips": N_("Voix enregistrées d'avance"),
    "wording": N_("Textes relus"),
    "programme": N_("Questionnaires et accords"),
    "records": N_("Fiches des CAE"),
    "backups": N_("Sauvegardes"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: the check's name (of `TITLES`), its state, and a sentence in French that says what to do."""

    name: str
    state: State
    sentence: str


@dataclass(frozen=True)
class Ground:
    """What is looked at. `db` is open for reading, None where there is none that can be read; `why_not` says why.

    `deep` also does what takes seconds: every page of the database, every byte of the model, every questionnaire.
    """

    settings: Settings
    now: datetime
    vault: Vault | None = None
    db: Database | None = None
    why_not: str = ""
    programme: Programme | None = None
    clips: ClipStore | None = None
    env_file: Path = Path(".env")
    environ: Mapping[str, str] = field(default_factory=dict)
    deep: bool = True


def worst(states: list[State]) -> State:
    """The state of a whole."""
    return max(states, key=ORDER.index, default="ok")

"""What this channel needs of the running application; `bot.running.Assistant` is it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from dialogs.cards import Book, Sound
from dialogs.questionnaire import Questionnaire
from storage.database import Database
from storage.secrets import Vault
from storage.threads import Writer

CHANNEL = "telegram"

Incoming = tuple[str, str, str, Mapping[str, Any]]  # channel, key, outside id, body


class Inbox(Protocol):
    """Where what came in is committed before Telegram is told."""

    async def receive_many(self, rows: Sequence[Incoming]) -> list[int]:
        """Commit rows together; a row whose channel and key are known adds nothing."""

    async def quarantine(self, channel: str, key: str, reason: str, body: Mapping[str, Any]) -> None:
        """Commit a row that nobody can read, with its reason."""


class Voices(Protocol):
    """Where clips come from."""

    async def joined(self, sounds: Sequence[Sound], pause: float) -> Path:
        """One OGG/Opus file of several sounds, `pause` seconds apart; any exception means there is none."""


class Texts(Protocol):
    """What cards are written with."""

    @property
    def book(self) -> Book:
        """The common phrases and the languages."""

    def questionnaire(self, db: Database, hashed: str) -> Questionnaire:
        """The version of a questionnaire an intent names."""


class Desk(Protocol):
    """Where rows are kept, by what key outside ids are sealed, and what time it is."""

    @property
    def writer(self) -> Writer:
        """The one that writes."""

    @property
    def vault(self) -> Vault:
        """The keys."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """Now, aware."""

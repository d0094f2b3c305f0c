"""What every operation of an operator works with."""

from dataclasses import dataclass
from datetime import datetime

from bot.settings import Settings
from storage.codes import Codes
from storage.database import Database


@dataclass(frozen=True)
class Operating:
    """The database, inside a transaction that is open already; the settings, fresh codes, and the present."""

    db: Database
    settings: Settings
    codes: Codes
    now: datetime

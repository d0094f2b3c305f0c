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

    def links(self, token: str) -> dict[str, str]:
        """The links that hand out an invitation; none to Telegram where the bot has no name."""
        name = self.settings.telegram_name
        telegram = f"https://t.me/{name}?start={token}" if name else ""
        return {"telegram": telegram, "page": f"{self.settings.base_url}/j/{token}"}

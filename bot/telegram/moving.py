"""A group that becomes a supergroup gets another id: its address, and what waits there, follow."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.telegram.reading import CHANNEL
from storage import addresses
from storage.database import Database
from storage.secrets import Vault

Move = Callable[[Database, Vault], None]


def moved(update: Mapping[str, Any]) -> Move | None:
    """What is to be written for an update in which a chat says that it has another id; None for any other."""
    message = update.get("message")
    if not isinstance(message, Mapping) or not isinstance(message.get("chat"), Mapping):
        return None
    here = message["chat"].get("id")
    for name, way in (("migrate_to_chat_id", 1), ("migrate_from_chat_id", -1)):
        there = message.get(name)
        if _is_id(here) and _is_id(there):
            old, new = (here, there)[::way]
            return lambda db, vault: addresses.move_known(db, vault, CHANNEL, str(old), str(new))
    return None


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)

"""Rows of the state machine's contexts: one state and one mapping of data under a key."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage import json_text
from storage.database import one

DEFAULT_DESTINY = "default"


@dataclass(frozen=True)
class StorageKey:
    """What names a context: who, in which chat, of which bot, to which end. aiogram's own is taken as well."""

    bot_id: int
    chat_id: int
    user_id: int
    thread_id: int | None = None
    business_connection_id: str | None = None
    destiny: str = DEFAULT_DESTINY


@dataclass(frozen=True, slots=True)
class Context:
    """A state (None: no state) and data."""

    state: str | None
    data: Mapping[str, Any]


NOTHING = Context(None, {})


def read_context(db: Database, key: StorageKey) -> Context:
    """The context under a key; nothing is a context without state and data."""
    row = one(db, _READ, _columns(key))
    return Context(row["state"], json_text.load(row["data"])) if row else NOTHING


def write_context(db: Database, key: StorageKey, context: Context) -> None:
    """Keep a context; one without state and data leaves no row. TypeError for data that is not JSON."""
    if context == NOTHING:
        db.conn.execute(_DELETE, _columns(key))
    else:
        db.conn.execute(
            "INSERT OR REPLACE INTO contexts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*_columns(key), context.state, json_text.dump(context.data)),
        )


_UNDER = (
    " WHERE bot_id = ? AND chat_id = ? AND user_id = ? AND thread_id = ? AND business_connection_id = ? AND destiny = ?"
)
_READ = "SELECT state, data FROM contexts" + _UNDER  # noqa: S608 -- two constants
_DELETE = "DELETE FROM contexts" + _UNDER  # noqa: S608 -- two constants


def _columns(key: StorageKey) -> tuple[int | str, ...]:
    thread = "" if key.thread_id is None else str(key.thread_id)
    return (key.bot_id, key.chat_id, key.user_id, thread, key.business_connection_id or "", key.destiny)

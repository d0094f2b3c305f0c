"""Letterboxes: addresses at which a person can only be written to, by mail or SMS."""

from collections.abc import Collection

from sqlite_utils import Database

from storage.addresses import Address, address
from storage.database import one
from storage.secrets import Vault

MAIL, SMS = "mail", "sms"
LETTERS = (MAIL, SMS)
NEVER = ""  # when somebody was last seen at a letterbox: what we send tells nothing of her


def letterbox(db: Database, vault: Vault, channel: str, outside_id: str, person_id: int) -> Address:
    """The letterbox of a person, made when it is new; another one of the channel is no longer hers."""
    lookup = vault.lookup(channel, outside_id)
    db.conn.execute(
        "INSERT INTO addresses (channel, lookup, sealed, last_seen_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (lookup) DO NOTHING",
        (channel, lookup, vault.seal(outside_id), NEVER),
    )
    found = find(db, vault, channel, outside_id)
    assert found is not None
    db.conn.execute("INSERT OR IGNORE INTO address_people VALUES (?, ?)", (found.id, person_id))
    db.conn.execute(
        "DELETE FROM address_people WHERE person_id = ? AND address_id <> ?"
        " AND address_id IN (SELECT id FROM addresses WHERE channel = ?)",
        (person_id, found.id, channel),
    )
    return found


def close_others(db: Database, channels: Collection[str]) -> None:
    """Letterboxes of channels that are not set up (any more) are nobody's: their people are called instead."""
    for channel in set(LETTERS) - set(channels):
        db.conn.execute(
            "DELETE FROM address_people WHERE address_id IN (SELECT id FROM addresses WHERE channel = ?)", (channel,)
        )


def find(db: Database, vault: Vault, channel: str, outside_id: str) -> Address | None:
    """The letterbox of an outside id, None where there is none."""
    row = one(db, "SELECT id FROM addresses WHERE lookup = ?", (vault.lookup(channel, outside_id),))
    return address(db, row["id"]) if row else None

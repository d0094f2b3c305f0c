"""E-mail addresses of staff and partners: sealed, and found again by a keyed hash."""

from datetime import datetime

from sqlite_utils import Database

from storage.database import every, one
from storage.secrets import Vault
from storage.times import stamp

CHANNEL = "mail"


def keep(db: Database, vault: Vault, person_id: int, mail: str, now: datetime) -> None:
    """A person's address, in the place of an earlier one."""
    db.conn.execute(
        "INSERT INTO contact_mails (person_id, lookup, sealed, entered_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET lookup = excluded.lookup, sealed = excluded.sealed,"
        " entered_at = excluded.entered_at",
        (person_id, vault.lookup(CHANNEL, _same(mail)), vault.seal(mail.strip()), stamp(now)),
    )


def mail_of(db: Database, vault: Vault, person_id: int) -> str | None:
    """A person's address, None where none is known."""
    row = one(db, "SELECT sealed FROM contact_mails WHERE person_id = ?", (person_id,))
    return vault.unseal(row["sealed"]) if row else None


def people_at(db: Database, vault: Vault, mail: str) -> list[int]:
    """Who has an address, in the order of row ids."""
    found = every(
        db,
        "SELECT person_id FROM contact_mails WHERE lookup = ? ORDER BY person_id",
        (vault.lookup(CHANNEL, _same(mail)),),
    )
    return [row["person_id"] for row in found]


def _same(mail: str) -> str:
    return mail.strip().casefold()

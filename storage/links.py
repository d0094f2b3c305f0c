from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.database import one
from storage.people import Person
from storage.secrets import Vault, token_hash
from storage.times import stamp

# How long a link lasts after it was last handed out, for roles whose links stand in letters others may read later.
LASTS = {"partner": timedelta(days=60)}


def link_of(db: Database, vault: Vault, person: Person, now: datetime) -> str:
    """The token of a person's page to hand out: the present one, or a new one where there is none, or it is over. A
    withdrawn person's opens nothing.
    """
    row = one(
        db,
        "SELECT generation, expires_at FROM links WHERE person_id = ? ORDER BY generation DESC LIMIT 1",
        (person.id,),
    )
    if row is None or (row["expires_at"] is not None and row["expires_at"] <= stamp(now)):
        return renew_link(db, vault, person, now)
    db.conn.execute(
        "UPDATE links SET expires_at = ? WHERE person_id = ? AND generation = ?",
        (_ends(person, now), person.id, row["generation"]),
    )
    return vault.link(person.code, row["generation"])


def renew_link(db: Database, vault: Vault, person: Person, now: datetime) -> str:
    """A new token of a person's page; the earlier ones open nothing any more."""
    row = one(db, "SELECT max(generation) AS last FROM links WHERE person_id = ?", (person.id,))
    generation = (row["last"] or 0) + 1 if row else 1
    db.conn.execute(
        "UPDATE links SET revoked_at = ? WHERE person_id = ? AND revoked_at IS NULL",
        (stamp(now), person.id),
    )
    token = vault.link(person.code, generation)
    db.conn.execute(
        "INSERT INTO links (hash, person_id, generation, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        (token_hash(token), person.id, generation, stamp(now), _ends(person, now)),
    )
    return token


def person_at(db: Database, token: str, now: datetime) -> int | None:
    """Whose page a token opens, None when it opens nothing (any more)."""
    row = one(
        db,
        "SELECT person_id FROM links WHERE hash = ? AND revoked_at IS NULL AND coalesce(expires_at > ?, 1)",
        (token_hash(token), stamp(now)),
    )
    return row["person_id"] if row else None


def over_for(db: Database, token: str, now: datetime) -> int | None:
    """Whose link has ended by itself and was not renewed since; None for any other."""
    row = one(
        db,
        "SELECT person_id FROM links WHERE hash = ? AND revoked_at IS NULL AND expires_at <= ?",
        (token_hash(token), stamp(now)),
    )
    return row["person_id"] if row else None


def _ends(person: Person, now: datetime) -> str | None:
    lasts = LASTS.get(person.role)
    return stamp(now + lasts) if lasts else None

from datetime import datetime

from sqlite_utils import Database

from storage.database import one
from storage.people import Person
from storage.secrets import Vault, token_hash
from storage.times import stamp


def link_of(db: Database, vault: Vault, person: Person, now: datetime) -> str:
    """The token of a person's page: the present one, or a first one. A withdrawn person's opens nothing."""
    row = one(
        db,
        "SELECT generation FROM links WHERE person_id = ? ORDER BY generation DESC LIMIT 1",
        (person.id,),
    )
    generation = row["generation"] if row else 1
    token = vault.link(person.code, generation)
    if row is None:
        _keep(db, token, person.id, generation, now)
    return token


def renew_link(db: Database, vault: Vault, person: Person, now: datetime) -> str:
    """A new token of a person's page; the earlier ones open nothing any more."""
    row = one(db, "SELECT max(generation) AS last FROM links WHERE person_id = ?", (person.id,))
    generation = (row["last"] or 0) + 1 if row else 1
    db.conn.execute(
        "UPDATE links SET revoked_at = ? WHERE person_id = ? AND revoked_at IS NULL",
        (stamp(now), person.id),
    )
    token = vault.link(person.code, generation)
    _keep(db, token, person.id, generation, now)
    return token


def person_at(db: Database, token: str) -> int | None:
    """Whose page a token opens, None when it opens nothing."""
    row = one(db, "SELECT person_id FROM links WHERE hash = ? AND revoked_at IS NULL", (token_hash(token),))
    return row["person_id"] if row else None


def _keep(db: Database, token: str, person_id: int, generation: int, now: datetime) -> None:
    db.conn.execute(
        "INSERT INTO links (hash, person_id, generation, created_at) VALUES (?, ?, ?, ?)",
        (token_hash(token), person_id, generation, stamp(now)),
    )

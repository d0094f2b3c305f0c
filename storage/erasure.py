"""Erasing a person: every row that is hers or names her, wherever it stands.

Most goes with her row in `people`. What has no owner is found by where it was to go (`recipient`) and by what it
mentions: her code, the codes of her runs and of those about her, the names of her recordings.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage import addresses, media
from storage.database import every, one
from storage.people import Person
from storage.secrets import Vault
from storage.times import moment, stamp
from storage.voices import reviews, speakers


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody to be forgotten, and how « it is done » is said to her; no `address_id` where she cannot be told."""

    id: int
    code: str
    state: str
    language: str | None
    variant: str
    slow: bool
    address_id: int | None
    asked_at: datetime


def ask(db: Database, person: Person, address_id: int | None, now: datetime) -> None:
    """Have a person erased; asked twice, it is one erasure. `address_id` is where she asked."""
    db.conn.execute(
        "INSERT OR IGNORE INTO erasures (code, language, variant, slow, address_id, asked_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (person.code, person.language, person.variant, person.slow, address_id, stamp(now)),
    )


def erasures(db: Database) -> list[Erasure]:
    """Those that are not over yet."""
    return [
        Erasure(
            row["id"],
            row["code"],
            row["state"],
            row["language"],
            row["variant"],
            bool(row["slow"]),
            row["address_id"],
            moment(row["asked_at"]),
        )
        for row in every(db, "SELECT * FROM erasures ORDER BY id")
    ]


def asked(db: Database, code: str) -> bool:
    """Whether a person's erasure has been asked for and is not over."""
    return one(db, "SELECT 1 FROM erasures WHERE code = ?", (code,)) is not None


def erase(db: Database, vault: Vault, code: str, now: datetime) -> list[str]:
    """Delete everything about a person; the files to drop after the commit. Nothing where nobody has the code.

    Where « done » is to be said, the address is left, bare, until it was (`forget`).
    """
    row = one(db, "SELECT id FROM people WHERE code = ?", (code,))
    if row is None:
        db.conn.execute("UPDATE erasures SET state = 'deleted' WHERE code = ? AND state = 'asked'", (code,))
        return []
    person_id = int(row["id"])
    own, shared = _addresses(db, person_id)
    words = _words(db, person_id, code)
    _keep_way_back(db, code, person_id, own, shared)
    _what_came_in(db, person_id, own, shared, words)
    _what_goes_out(db, own, words)
    _contexts(db, vault, own)
    speakers.bar_of(db, person_id, now)
    reviews.forget(db, person_id, code)
    db.conn.execute("DELETE FROM people WHERE id = ?", (person_id,))
    for address_id in own:
        _empty(db, address_id)
    for address_id in shared:
        db.conn.execute(
            "UPDATE addresses SET last_ask = NULL WHERE id = ? AND last_ask_instance IS NULL", (address_id,)
        )
        left = addresses.people_at(db, address_id)
        if len(left) == 1:  # nobody has to be asked who is there any more
            addresses.sit_down(db, address_id, left[0])
    db.conn.execute("UPDATE erasures SET state = 'deleted' WHERE code = ?", (code,))
    return media.forget_unreferenced(db)


def told(db: Database, erasure: Erasure) -> None:
    """« It is done » has been put where she can hear it."""
    db.conn.execute("UPDATE erasures SET state = 'told' WHERE id = ?", (erasure.id,))


def leave(db: Database, erasure: Erasure) -> None:
    """It was said: the address goes too, unless others use it or somebody has come in there since."""
    assert erasure.address_id is not None
    db.conn.execute("UPDATE erasures SET address_id = NULL WHERE id = ?", (erasure.id,))
    if not addresses.people_at(db, erasure.address_id):
        _empty(db, erasure.address_id)


def forget(db: Database, erasure: Erasure) -> None:
    """Nothing of the erasure is needed any more: her old page opens nothing from now on, like any other."""
    db.conn.execute("DELETE FROM erasures WHERE id = ?", (erasure.id,))


def said(db: Database, erasure: Erasure) -> bool:
    """Whether nothing waits to be said at the address any more, nor to be removed from the chat there."""
    waiting = (
        "SELECT 1 FROM outbox WHERE address_id = ?1 AND state IN ('waiting', 'expanded')"
        " UNION ALL SELECT 1 FROM removals WHERE address_id = ?1"
    )
    return erasure.address_id is None or one(db, waiting, (erasure.address_id,)) is None


def erased_at(db: Database, link_hash: str) -> str | None:
    """How far the erasure has come of whom a personal link was, None where it was nobody's who is being erased."""
    row = one(
        db,
        "SELECT e.state FROM erased_links l JOIN erasures e ON e.id = l.erasure_id WHERE l.hash = ?",
        (link_hash,),
    )
    return row["state"] if row else None


def _addresses(db: Database, person_id: int) -> tuple[list[int], list[int]]:
    """Her addresses: those she alone uses, and those others use too."""
    mine = [address.id for address in addresses.addresses_of(db, person_id)]
    held = every(db, "SELECT id FROM addresses WHERE held_by = ? OR person_id = ?", (person_id, person_id))
    mine += [row["id"] for row in held if row["id"] not in mine]
    own = [each for each in mine if set(addresses.people_at(db, each)) <= {person_id}]
    return own, [each for each in mine if each not in own]


def _words(db: Database, person_id: int, code: str) -> str:
    """What names her in rows that are not hers, as a JSON list for `json_each`."""
    runs = every(db, "SELECT code FROM instances WHERE person_id = ? OR subject_id = ?", (person_id, person_id))
    takes = every(db, "SELECT id FROM takes WHERE person_id = ?", (person_id,))
    return json.dumps([code, *(row["code"] for row in runs), *(row["id"] for row in takes)])


def _keep_way_back(db: Database, code: str, person_id: int, own: list[int], shared: list[int]) -> None:
    """Where she hears that it is done: where she asked, if that is a chat; and her page, by the hash of its link."""
    row = one(db, "SELECT id, address_id FROM erasures WHERE code = ?", (code,))
    if row is None:
        return
    chat = "SELECT 1 FROM addresses WHERE id = ? AND sealed IS NOT NULL AND channel <> 'browser' AND held_by IS NULL"
    if row["address_id"] not in (*own, *shared) or one(db, chat, (row["address_id"],)) is None:
        db.conn.execute("UPDATE erasures SET address_id = NULL WHERE id = ?", (row["id"],))
    db.conn.execute(
        "INSERT OR IGNORE INTO erased_links SELECT hash, ? FROM links WHERE person_id = ? AND revoked_at IS NULL",
        (row["id"], person_id),
    )


def _what_came_in(db: Database, person_id: int, own: list[int], shared: list[int], words: str) -> None:
    """Rows of the inbox and what went wrong with them.

    At an address others use too, hers are those that name her or answer one of her questions; what was set aside
    there is sealed, so that nobody can tell whose it is: it goes.
    """
    mine = json.dumps([f"address:{each}" for each in own])
    theirs = json.dumps([f"address:{each}" for each in shared])
    runs = [row["id"] for row in every(db, "SELECT id FROM instances WHERE person_id = ?", (person_id,))]
    gone = every(db, _CAME_IN, (mine, theirs, json.dumps(runs), words))
    db.conn.execute(
        "DELETE FROM troubles WHERE person_id IS NULL AND inbox_id IN (SELECT value FROM json_each(?))",
        (json.dumps([row["id"] for row in gone]),),
    )


_CAME_IN = """
DELETE FROM inbox WHERE recipient IN (SELECT value FROM json_each(?1))
    OR recipient IN (SELECT value FROM json_each(?2)) AND (state = 'quarantined'
        OR CASE WHEN state = 'waiting' THEN json_extract(body, '$.instance') END IN (SELECT value FROM json_each(?3)))
    OR EXISTS (SELECT 1 FROM json_each(?4) w
        WHERE instr(inbox.key, w.value) OR inbox.state = 'waiting' AND instr(inbox.body, w.value))
RETURNING id
"""


def _what_goes_out(db: Database, own: list[int], words: str) -> None:
    """What is said at her addresses, and to others about her (« who is there? », peers), with its calls."""
    db.conn.execute(
        "DELETE FROM outbox WHERE address_id IN (SELECT value FROM json_each(?))"
        " OR EXISTS (SELECT 1 FROM json_each(?) w WHERE instr(outbox.intent, w.value))",
        (json.dumps(own), words),
    )


def _contexts(db: Database, vault: Vault, own: list[int]) -> None:
    """States that a state machine keeps under the outside id itself."""
    for address_id in own:
        outside = addresses.outside_id(db, vault, address_id)
        if outside is not None and outside.lstrip("-").isdigit():
            db.conn.execute("DELETE FROM contexts WHERE chat_id = ? OR user_id = ?", (int(outside), int(outside)))


def _empty(db: Database, address_id: int) -> None:
    """An address she alone used: gone with all that was said there, unless something is still to be said."""
    if one(db, "SELECT 1 FROM erasures WHERE address_id = ?", (address_id,)):
        db.conn.execute("UPDATE addresses SET person_id = NULL, last_ask = NULL WHERE id = ?", (address_id,))
        return
    db.conn.execute("DELETE FROM inbox WHERE recipient = ?", (f"address:{address_id}",))
    db.conn.execute("DELETE FROM addresses WHERE id = ?", (address_id,))

"""Doing again what the ledger says, on a database that may be an older copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage import consents, erasure, people
from storage.database import every, one
from storage.ledger import Entry
from storage.secrets import Vault
from storage.times import moment
from storage.voices import speakers

MODE = "ledger"  # how a consent that is taken back again was given


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many people were erased again, how many consents and voices taken back again, and the files to drop after
    the commit.
    """

    erased: int
    withdrawn: int
    files: tuple[str, ...]


def replay(db: Database, vault: Vault, entries: Iterable[Entry], now: datetime) -> Replayed:
    """Erase who is in the ledger and here; take back what was taken back later than what is said here."""
    erased, withdrawn, files = 0, 0, set[str]()
    for entry in entries:
        if entry.kind == "erased":
            if _here(db, entry.code):
                files.update(erasure.erase(db, vault, entry.code, now))
                erased += 1
        elif entry.kind == "voice":
            speaker = speakers.find(db, entry.code)
            speakers.bar(db, entry.code, moment(entry.at))
            files.update(speakers.take_back(db, speaker, now) if speaker else ())
            withdrawn += speaker is not None
        elif _here(db, entry.code):
            withdrawn += _take_back(db, entry, now)
    return Replayed(erased, withdrawn, tuple(sorted(files)))


def taken_back(db: Database, after: int) -> tuple[list[Entry], int]:
    """The consents taken back in rows after one, people who have left, and voices; the last row looked at."""
    found = every(
        db,
        "SELECT c.id, c.at, c.purpose, p.code FROM consents c JOIN people p ON p.id = c.person_id"
        " WHERE c.id > ? AND c.given = 0 AND EXISTS (SELECT 1 FROM consents b WHERE b.person_id = c.person_id"
        " AND b.purpose = c.purpose AND b.id < c.id AND b.given = 1) ORDER BY c.id",
        (after,),
    )
    left = every(db, "SELECT code, withdrawn_at FROM people WHERE withdrawn_at IS NOT NULL ORDER BY id")
    entries = [Entry(row["at"], "withdrew", row["code"], row["purpose"]) for row in found]
    entries += [Entry(row["withdrawn_at"], "left", row["code"]) for row in left]
    entries += [Entry(at, "voice", code) for code, at in speakers.taken_back(db).items()]
    last = one(db, "SELECT coalesce(max(id), 0) AS last FROM consents")
    assert last is not None
    return entries, last["last"]


def _here(db: Database, code: str) -> bool:
    return one(db, "SELECT 1 FROM people WHERE code = ?", (code,)) is not None


def _take_back(db: Database, entry: Entry, now: datetime) -> int:
    person = people.person_by_code(db, entry.code)
    if entry.kind == "left":
        people.withdraw(db, person.id, moment(entry.at))
        return int(person.withdrawn_at is None)
    latest = consents.latest(db, person.id).get(entry.purpose)
    if latest is None or not latest.given or latest.at >= entry.at:
        return 0
    said = consents.Given(entry.purpose, False, latest.wording, latest.language, MODE, person.code)
    consents.withdraw(db, person, said, now)
    return 1

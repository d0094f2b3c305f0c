"""Making an older copy of the database fit for the present: nobody comes back, nothing old is said or answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.ledger import Entry
from storage.replaying import replay
from storage.secrets import Vault

# Asks are counted on from here: in a chat stand buttons of asks the copy knows nothing of, up to so many.
EPOCH = 1_000


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restored copy lost on the way: people erased again, agreements taken back again, messages not sent."""

    erased: int
    withdrawn: int
    dropped: int


def settle(db: Database, vault: Vault, entries: Iterable[Entry], now: datetime) -> Restored:
    """Do again what the ledger says, drop what waits to be said, and count asks on, inside the caller's transaction.

    What waits was sent since, or is no longer true. A button of before must not confirm what is asked after.
    """
    done = replay(db, vault, entries, now)
    dropped = db.conn.execute("UPDATE outbox SET state = 'dropped' WHERE state IN ('waiting', 'expanded')").rowcount
    db.conn.execute("UPDATE calls SET state = 'dropped', open = 0, payload = NULL WHERE open = 1")
    db.conn.execute("UPDATE attempts SET state = 'dropped' WHERE state = 'planned'")
    db.conn.execute(
        "UPDATE instances SET version = version + 1,"
        " data = json_set(data, '$.asked', json_extract(data, '$.asked') + ?)",
        (EPOCH,),
    )
    return Restored(done.erased, done.withdrawn, dropped)

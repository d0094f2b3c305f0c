"""Making the database file itself forget: deleted rows leave bytes in pages and in the log until this has run."""

import sqlite3

from sqlite_utils import Database

from storage.database import BUSY_MILLISECONDS
from storage.upgrading import drop_plain

PATIENCE = 500  # milliseconds for readers to let go of the log; who purges tries again


def purge(db: Database) -> bool:
    """Write the file anew without what was deleted and empty its log; False when a reader held the log.

    `secure_delete` blanks the cells it frees, but pages that were split or joined before keep copies in their gaps:
    VACUUM writes only what is there. The log (-wal) holds the old pages until it is cut off (TRUNCATE). Copies of
    before an upgrade that can be read go too. Must not run inside a transaction.
    """
    drop_plain(db)
    db.conn.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        db.conn.execute("VACUUM")
        busy = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    finally:
        db.conn.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    return bool(busy == 0)

from sqlite_utils import Database

from storage.database import one


def uploaded(db: Database, bot: str, sha256: str) -> str | None:
    """The name under which Telegram already has these bytes for this bot, None when it has not."""
    row = one(db, "SELECT file_id FROM telegram_files WHERE bot = ? AND sha256 = ?", (bot, sha256))
    return row["file_id"] if row else None


def remember_upload(db: Database, bot: str, sha256: str, file_id: str) -> None:
    """Keep the name Telegram gave to uploaded bytes; the latest counts."""
    db.conn.execute("INSERT OR REPLACE INTO telegram_files VALUES (?, ?, ?)", (bot, sha256, file_id))


def forget_upload(db: Database, bot: str, sha256: str) -> None:
    """Telegram no longer knows that name: the bytes are to be uploaded again."""
    db.conn.execute("DELETE FROM telegram_files WHERE bot = ? AND sha256 = ?", (bot, sha256))

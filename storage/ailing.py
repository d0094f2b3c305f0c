"""Telling a disk that fails from a row that fails: the one passes, the other is the row's own."""

import errno
import sqlite3

# The low byte of SQLite's codes says what failed (sqlite.org/rescode.html).
PRIMARY = 0xFF
BY_CODE = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_IOERR: "failing",
    sqlite3.SQLITE_CANTOPEN: "failing",
}
BY_ERRNO = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
    errno.EIO: "failing",
}


def ailment(error: BaseException) -> str:
    """What the disk suffers from, « full », « read_only » or « failing »; "" where the error is none of its."""
    if isinstance(error, BaseExceptionGroup):
        found = {ailment(each) for each in error.exceptions}
        return found.pop() if len(found) == 1 else "" if "" in found else "failing"
    if isinstance(error, sqlite3.Error):
        return BY_CODE.get(getattr(error, "sqlite_errorcode", 0) & PRIMARY, "")
    return BY_ERRNO.get(error.errno or 0, "") if isinstance(error, OSError) else ""

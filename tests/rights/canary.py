"""Looking for somebody's traces: bytes that must be nowhere once she is forgotten."""

import json
from collections.abc import Iterable
from pathlib import Path

from sqlite_utils import Database


def spellings(*canaries: str) -> list[bytes]:
    """A text as it may stand in a file: plain, and as JSON that escapes what is not ASCII."""
    found = [form for text in canaries for form in (text.encode(), json.dumps(text)[1:-1].encode())]
    return sorted(set(found))


def traces(paths: Iterable[Path], canaries: Iterable[bytes]) -> list[str]:
    """Where a canary is found: « file: bytes », over files and everything in folders."""
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    return [
        f"{file.name}: {canary!r}"
        for file in files
        if file.is_file()
        for canary in canaries
        if canary in file.read_bytes() or canary in file.name.encode()
    ]


def beside(database: Path) -> list[Path]:
    """A database's file, its log and the log's index."""
    return [path for end in ("", "-wal", "-shm") if (path := database.with_name(database.name + end)).exists()]


def named_in(db: Database, words: Iterable[str]) -> list[str]:
    """The columns in which a word still stands: « table.column »."""
    return [
        f"{table.name}.{column.name}"
        for table in db.tables
        for column in table.columns
        for word in words
        if db.execute(f"SELECT 1 FROM [{table.name}] WHERE instr([{column.name}], ?)", (word,)).fetchone()
    ]

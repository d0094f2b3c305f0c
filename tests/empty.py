"""A database as it is after its first start, copied: making all its tables anew is dear, and each test needs some."""

import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from storage.database import open_database


@cache
def _made_once() -> Path:
    path = Path(tempfile.mkdtemp(prefix="flashcoop-")) / "empty.sqlite"
    open_database(path, datetime(2026, 1, 1, tzinfo=UTC)).close()
    return path


def empty_database(path: Path) -> Path:
    """An empty database at `path`, where there is none yet; the path again."""
    if not path.exists():
        shutil.copyfile(_made_once(), path)
    return path

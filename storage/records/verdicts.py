"""What is to be done with a row, now that the target has been looked at. Pure."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from storage.records.rows import UNKNOWN, Row

Verdict = Literal["nothing", "put", "remove", "lost", "conflict", "adopt"]


def fingerprints(cells: Mapping[str, str]) -> dict[str, str]:
    """A hash a column of what a target shows, so that it can be said which one was changed: 8 hexadecimal digits."""
    return {name: hashlib.sha256(text.strip().encode()).hexdigest()[:8] for name, text in cells.items()}


def changed(row: Row, cells: Mapping[str, str]) -> list[str]:
    """The columns that show something else than when we looked last."""
    before, now = row.seen or {}, fingerprints(cells)
    return [name for name in now if name in before and before[name] != now[name]]


def verdict(
    row: Row, there: bool, cells: Mapping[str, str] | None, shows_after: timedelta, now: datetime
) -> tuple[Verdict, list[str]]:
    """What is to be done, and for a conflict the columns somebody has changed there.

    `cells` are what the target shows, None where it cannot tell. What it shows so soon after a change of ours that it
    may be older says nothing. A row whose sending was cut off is simply sent again.
    """
    if row.wanted is None:
        return ("remove" if row.state == "waiting" else "nothing"), []
    if row.state not in ("waiting", "sent"):
        return "nothing", []
    if not there and row.outside is not None:
        return "lost", []
    settled = row.went_at is None or row.went_at + shows_after <= now
    if there and cells is not None and settled and row.sent not in (None, UNKNOWN):
        if row.seen is None:
            return ("put" if row.state == "waiting" else "adopt"), []
        if columns := changed(row, cells):
            return "conflict", columns
    return ("put" if row.state == "waiting" else "nothing"), []

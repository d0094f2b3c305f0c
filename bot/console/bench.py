"""Whose file is being made now, and how far it has come."""

import asyncio
from dataclasses import dataclass, field

AT_ONCE = 1  # files made at a time: a machine has one core to spare for them


@dataclass
class Bench:
    """For each person who waits, the table that is written and how many of its rows are; `turn` lets one through."""

    turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    waiting: dict[int, tuple[str, int]] = field(default_factory=dict)

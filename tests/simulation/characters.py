"""What people are like: how they are reached, when they answer, what becomes of their telephones."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

ALL = 10_000  # answers: as many as there are questions


@dataclass(frozen=True)
class Character:
    """One way to take part.

    `waits` for so many messages before she answers, gives `sitting` answers at a time, is `absent` at sessions by
    their place. After session `blocks` she refuses the bot's messages, after session `changes` she has a new account,
    after session `away` she says nothing until a hundred days have passed. `silent` in the cold window. `calls` is
    what comes of each telephone call to her, the last one again and again; « fills » answers what is open.
    """

    name: str
    door: Literal["telegram", "page", "none"] = "telegram"
    waits: int = 1
    sitting: int = ALL
    consents: Mapping[str, str] = field(default_factory=dict)
    absent: tuple[int, ...] = ()
    blocks: int = 0
    changes: int = 0
    away: int = 0
    silent: bool = False
    hasty: bool = False  # answers at her page while the message to her is on its way
    shares: bool = False  # one telephone with the next one of this kind
    proposed: bool = False  # a partner sent her
    calls: tuple[str, ...] = ("fills",)


DILIGENT = Character("diligent")
HALF_WAY = Character("stops half-way", sitting=12)
SECOND = Character("answers the second message", waits=2)
THIRD = Character("answers the third message", waits=3)
BLOCKS = Character("blocks the bot", blocks=2, calls=("no_answer", "fills"))
CHANGES = Character("changes telephone", changes=3)
SHARES = Character("shares a telephone", shares=True)
ABSENT = Character("absent twice", absent=(2, 3))
RETURNS = Character("comes back after 100 days", away=2)
NO_BOT = Character("refuses the assistant", consents={"bot": "no"})
NO_CONTACT = Character("refuses to be contacted", consents={"contact": "no"})
SILENT = Character("never answers again", silent=True, calls=("no_answer",))
REFUSES = Character("refuses on the telephone", silent=True, calls=("no_answer", "refuses"))
MOVED = Character("has another number", silent=True, calls=("wrong_number", "back_at", "fills"))
PAGE = Character("page only", door="page")
NOTHING = Character("no Telegram, no page", door="none", calls=("back_at", "fills"))
HASTY = Character("answers at the last moment", hasty=True)
PROPOSED = Character("sent by a partner", proposed=True)

SPECIAL = (
    *(HALF_WAY, SECOND, THIRD, BLOCKS, CHANGES, SHARES, SHARES, ABSENT, RETURNS, NO_BOT, NO_CONTACT, SILENT),
    *(REFUSES, MOVED, PAGE, NOTHING, HASTY, PROPOSED),
)


def dealt(seats: Sequence[int], rng: random.Random) -> list[list[Character]]:
    """Characters for groups of so many people: each special one somewhere while there are seats, the others diligent.

    Two who share a telephone are in one group.
    """
    left = [each for each in SPECIAL if not each.shares]
    rng.shuffle(left)
    groups: list[list[Character]] = [[] for _ in seats]
    if sum(seats) >= len(SPECIAL):
        groups[rng.randrange(len(seats))] += [SHARES, SHARES]
    while left and any(len(group) < seat for group, seat in zip(groups, seats, strict=True)):
        free = [number for number, seat in enumerate(seats) if len(groups[number]) < seat]
        groups[min(free, key=lambda number: len(groups[number]) / seats[number])].append(left.pop())
    for group, seat in zip(groups, seats, strict=True):
        group += [DILIGENT] * (seat - len(group))
    return groups

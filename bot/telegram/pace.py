"""When the next message may go, by Telegram's limits and by what it answered. Pure: the time is an argument.

Limits: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. A call is reserved when it is taken
from the outbox and counts from the moment it leaves, however long its clip took to be made.
"""

from collections import deque
from dataclasses import dataclass

GROUP_WINDOW = 60.0  # seconds; a group is counted by the minute
WINDOW = 1.0  # seconds; everything else by the second
# A 429 does not say whether a chat or the whole bot is meant. When this many chats one after the other are refused
# and none is accepted between them, it is the bot.
EVERYBODY = 3
CATCH_UP = 0.1  # seconds of reminders that a late look may make up for


@dataclass(frozen=True, slots=True)
class Limits:
    """At most `overall` messages in any second, one a chat in `chat_seconds`, `group` a group in any minute."""

    overall: int = 30
    chat_seconds: float = 1.0
    group: int = 20


NONE = Limits(overall=1_000_000, chat_seconds=0.0, group=1_000_000)  # a server of one's own, in trials


class Pace:
    """Who may be written to now. Times are seconds of one clock; one that is set back begins anew.

    Addresses are named by their row ids. Reminders go evenly, so that whoever speaks meanwhile waits for no more
    than one of them.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._now = 0.0
        self._reserved = 0
        self._gone: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}
        self._held: dict[int, float] = {}
        self._floods: dict[int, float] = {}
        self._refused: set[int] = set()
        self._closed_until = 0.0
        self._next_reminder = 0.0

    def room(self, now: float) -> int:
        """How many messages may leave now."""
        self._look(now)
        if now < self._closed_until:
            return 0
        return max(0, self._limits.overall - len(self._gone) - self._reserved)

    def reminders(self, now: float) -> int:
        """How many of them may be reminders."""
        if self._next_reminder > now:
            return 0
        since = max(self._next_reminder, now - CATCH_UP)
        return min(self.room(now), 1 + int((now - since) * self._limits.overall / WINDOW))

    def held(self, now: float) -> frozenset[int]:
        """The addresses that may not be written to yet; those of a flood have that in their rows."""
        self._look(now)
        return frozenset(self._held)

    def free(self, address: int, now: float) -> bool:
        """Whether a call that is no message may go to an address: nobody has told us to wait."""
        self._look(now)
        return now >= self._closed_until and address not in self._floods

    def due(self, now: float) -> float | None:
        """Seconds until something that may not go now may; None when nothing is held back."""
        self._look(now)
        if now < self._closed_until:
            return self._closed_until - now
        moments = list(self._held.values())
        if self._gone and len(self._gone) + self._reserved >= self._limits.overall:
            moments.append(self._gone[0] + WINDOW)
        if self._next_reminder > now:
            moments.append(self._next_reminder)
        return max(0.0, min(moments) - now) if moments else None

    def reserve(self, address: int, now: float, *, group: bool = False, reminder: bool = False) -> "Slot":
        """A call was taken from the outbox and will leave."""
        self._reserved += 1
        if reminder:
            self._next_reminder = max(self._next_reminder, now - CATCH_UP) + WINDOW / self._limits.overall
        return Slot(self, address, group)

    def left(self, address: int, now: float, *, group: bool) -> None:
        """A reserved call leaves (see `Slot`)."""
        self._look(now)
        self._reserved -= 1
        self._gone.append(now)
        if self._limits.chat_seconds:
            self._held[address] = now + self._limits.chat_seconds
        if group:
            sent = self._groups.setdefault(address, deque(maxlen=self._limits.group))
            sent.append(now)
            if len(sent) == self._limits.group:
                self._held[address] = max(self._held.get(address, 0.0), sent[0] + GROUP_WINDOW)

    def released(self) -> None:
        """A reserved call did not leave after all (see `Slot`)."""
        self._reserved -= 1

    def accepted(self) -> None:
        """Telegram took a message: nobody but the flooded chats is meant by its refusals."""
        self._refused.clear()

    def flooded(self, address: int, seconds: float, now: float) -> None:
        """Telegram answered 429: this chat waits; and everybody does, where one after the other was refused."""
        self._look(now)
        self._floods[address] = max(self._floods.get(address, 0.0), now + seconds)
        self._refused.add(address)
        if len(self._refused) >= EVERYBODY:
            self._closed_until = max(self._closed_until, now + seconds)
            self._refused.clear()

    def _look(self, now: float) -> None:
        if now < self._now - WINDOW:
            self._begin_anew()
        elif now <= self._now:
            return
        self._now = now
        while self._gone and self._gone[0] + WINDOW <= now:
            self._gone.popleft()
        for waits in (self._held, self._floods):
            for address in [address for address, until in waits.items() if until <= now]:
                del waits[address]
        for address in [address for address, sent in self._groups.items() if sent[-1] + GROUP_WINDOW <= now]:
            del self._groups[address]

    def _begin_anew(self) -> None:
        self._gone.clear()
        self._held.clear()
        self._floods.clear()
        self._groups.clear()
        self._closed_until = self._next_reminder = 0.0


class Slot:
    """The leave of one call to go: used once, when its request leaves, or given back."""

    def __init__(self, pace: Pace, address: int, group: bool) -> None:
        self._pace, self._address, self._group = pace, address, group
        self._open = True

    def leaves(self, now: float) -> None:
        """The request leaves now; its further tries in other forms count with it."""
        if self._open:
            self._open = False
            self._pace.left(self._address, now, group=self._group)

    def close(self) -> None:
        """Nothing more comes of it."""
        if self._open:
            self._open = False
            self._pace.released()

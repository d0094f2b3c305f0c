"""Weather that lasts: a share of the calls going wrong, and the limits Telegram holds bots to."""

import random
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from .calls import Call
from .refusals import RefusedError, too_many
from .weather import BAD_GATEWAY, Trouble

# core.telegram.org/bots/faq: "no more than about 30 messages per second", "more than one message per second" in a
# chat is to be avoided, "no more than 20 messages per minute" in a group.
A_SECOND, IN_A_CHAT, IN_A_GROUP = 30, 1, 20
MINUTE = 60.0

BEFORE: Mapping[str, Trouble] = {
    "bad_gateway": Trouble(reply=BAD_GATEWAY),
    "error": Trouble(reply=RefusedError(500, "Internal Server Error")),
    "unavailable": Trouble(reply=RefusedError(503, "Service Unavailable")),
    "slow": Trouble(delay=2.0),
    "cut": Trouble(reset=True),
    "lost": Trouble(accepted=True, reset=True),
}


def puts_message(call: Call) -> bool:
    """Whether a call puts a message into a chat."""
    return call.method.startswith("send") and call.method != "sendchataction"


@dataclass
class Storm:
    """A share of the messages meets each kind of trouble: those of BEFORE, and "flood", a 429 of `window` seconds.

    `met` counts what was met, `breaches` the calls made for a chat inside its 429's time.
    """

    chance: random.Random
    shares: Mapping[str, float]
    window: int = 3
    met: Counter[str] = field(default_factory=Counter)
    breaches: int = 0
    _until: dict[int, float] = field(default_factory=dict)

    def __call__(self, call: Call, now: float) -> Trouble | None:
        """Return the trouble drawn for a call."""
        if not puts_message(call):
            return None
        chat = call.chat_id or 0
        self.breaches += now < self._until.get(chat, 0.0)
        drawn = self.chance.random()
        for kind, share in self.shares.items():
            if drawn < share:
                self.met[kind] += 1
                return self._flood(chat, now) if kind == "flood" else BEFORE[kind]
            drawn -= share
        return None

    def _flood(self, chat: int, now: float) -> Trouble:
        self._until[chat] = now + self.window
        return Trouble(reply=too_many(self.window))


@dataclass
class Limits:
    """Refuses what is beyond the published limits, and keeps which one each of those calls broke.

    `slack` is how many seconds too early a call may be: what was paced by another clock's ticks.
    """

    slack: float = 0.0
    breaches: list[tuple[str, float]] = field(default_factory=list)
    accepted: int = 0
    _all: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def __call__(self, call: Call, now: float) -> Trouble | None:
        """Return a 429 where a limit is broken."""
        if not puts_message(call):
            return None
        chat = call.chat_id or 0
        most, within = (IN_A_GROUP, MINUTE) if chat < 0 else (IN_A_CHAT, 1.0)
        for name, passed, allowed, seconds in (
            ("all", self._all, A_SECOND, 1.0),
            ("chat", self._chats[chat], most, within),
        ):
            while passed and passed[0] <= now - seconds + self.slack:
                passed.popleft()
            if len(passed) >= allowed:
                self.breaches.append((name, now))
                return Trouble(reply=too_many(max(1, round(passed[0] + seconds - now))))
        self._all.append(now)
        self._chats[chat].append(now)
        self.accepted += 1
        return None

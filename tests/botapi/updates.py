"""A bot's queue of updates: kept until an offset passes them, or a day."""

from collections.abc import Iterable
from itertools import islice, takewhile
from typing import Any

from .calls import Json
from .clock import Bell, Clock

# Bot API, "Getting updates": "will not be kept longer than 24 hours".
KEPT_SECONDS = 24 * 3600
# Bot API, getUpdates: "Values between 1-100 are accepted".
BATCH_LIMIT = 100
# Bot API, getUpdates, allowed_updates: these come only when asked for.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
# How far past the newest update an offset may point (tdlib, TQueue::get).
FUTURE_SLACK = 10
# Update ids are large and not from 1, so that nobody's test relies on small ones.
FIRST_UPDATE_ID = 700_000_001


class UpdateQueue:
    """What happened and was not confirmed yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next_id = FIRST_UPDATE_ID
        self._pending: dict[int, tuple[float, Any]] = {}
        self._echoes: list[Any] = []
        self.sent: dict[int, Any] = {}
        self.forgotten = 0
        self.allowed: frozenset[str] | None = None
        self.bell = Bell()

    def __len__(self) -> int:
        return len(self._pending) + len(self._echoes)

    def allow(self, kinds: Iterable[str]) -> None:
        """Choose which kinds of update are queued from now on; none means the default."""
        self.allowed = frozenset(kinds) or None

    def wants(self, kind: str) -> bool:
        """Say whether updates of this kind are queued."""
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def push(self, kind: str, value: Json) -> int | None:
        """Queue an update, returning its id; None when the bot does not want such."""
        if not self.wants(kind):
            return None
        return self.push_raw({kind: value})

    def push_raw(self, update: Any) -> int:
        """Queue anything; an object gets the next update_id unless it has its own."""
        identifier = self._next_id
        self._next_id += 1
        if isinstance(update, dict):
            update = {"update_id": identifier} | update
        self._pending[identifier] = (self._clock.now(), update)
        self.sent[identifier] = update
        self.bell.ring()
        return identifier

    def repeat(self, identifier: int, fresh: bool) -> int:
        """Deliver an update once more, confirmed or not: under its own id, or under a new one."""
        update = self.sent[identifier]
        if fresh:
            return self.push_raw({key: value for key, value in update.items() if key != "update_id"})
        self._echoes.append(update)
        self.bell.ring()
        return identifier

    def confirm(self, offset: int) -> None:
        """Forget what lies before the offset; a negative one keeps only that many from the end.

        An offset from the future confirms nothing (tdlib's TQueue::get refuses it, the server starts over).
        """
        if offset > self._next_id + FUTURE_SLACK:
            return
        if offset < 0:
            keep = list(self._pending)[offset:]
            self._pending = {identifier: self._pending[identifier] for identifier in keep}
        for identifier in list(takewhile(lambda known: known < offset, self._pending)):
            del self._pending[identifier]

    def batch(self, limit: int) -> list[Any]:
        """Return what is due, oldest first, dropping what is a day old."""
        self._drop_stale()
        echoes, self._echoes = self._echoes[:limit], self._echoes[limit:]
        return echoes + [update for _, update in islice(self._pending.values(), limit - len(echoes))]

    def waiting(self) -> list[tuple[int | None, Any]]:
        """Return what waits with its place in the queue, repetitions (which have none) first."""
        self._drop_stale()
        return [(None, update) for update in self._echoes] + [
            (identifier, update) for identifier, (_, update) in self._pending.items()
        ]

    def delivered(self, identifier: int | None, update: Any) -> None:
        """Forget one update a webhook has taken."""
        if identifier is not None:
            self._pending.pop(identifier, None)
        elif update in self._echoes:
            self._echoes.remove(update)

    def _drop_stale(self) -> None:
        oldest = self._clock.now() - KEPT_SECONDS
        stale = takewhile(lambda item: item[1][0] < oldest, self._pending.items())
        for identifier, _ in list(stale):
            del self._pending[identifier]
            self.forgotten += 1

    def clear(self) -> None:
        """Drop everything that waits."""
        self._pending.clear()
        self._echoes.clear()

"""How far Telegram may forget: the offset after a batch, whatever its updates claim to be."""

from collections.abc import Sequence
from typing import Any

MOST = 2**31 - 1  # an update_id is a 32-bit integer (core.telegram.org/bots/api#update)
BELIEVED = 1_000_000  # ids count up one by one; a longer step, after a quiet week, is believed when seen twice


def identifier(update: Any) -> int | None:  # noqa: ANN401 -- whatever came
    """The id of an update, None where it has none that can be one."""
    found = update.get("update_id") if isinstance(update, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 < found < MOST else None


class Offset:
    """Where to go on. `value` is None until the first batch.

    Never beyond an update that was not in the batch: behind an offset, n updates have n different ids, so that
    the offset plus n passes over none that is still to come, even when their own ids cannot be read. Nothing below
    the offset should come any more: Telegram has begun again further down, when the same comes twice.
    """

    def __init__(self) -> None:
        self.value: int | None = None
        self._far: int | None = None
        self._below: int | None = None

    def move(self, batch: Sequence[Any]) -> bool:
        """All of a batch is committed; False where it will come again, since the offset stays what it was."""
        before = self.value
        self._move(batch)
        return not batch or self.value != before

    def _move(self, batch: Sequence[Any]) -> None:
        ids = [found for update in batch if (found := identifier(update)) is not None]
        if self.value is None:
            self.value = max(ids) + 1 if ids else None
            return
        fresh = [found for found in ids if found >= self.value]
        below = max(ids) if ids and not fresh and len(ids) == len(batch) else None
        if below is not None and below == self._below:
            self.value, self._below = below + 1, None
            return
        self._below = below
        near = [found for found in fresh if found < self.value + BELIEVED]
        far = [found for found in fresh if found >= self.value + BELIEVED]
        nameless = len(batch) - len(ids) + len(far)
        reached = [max(near) + 1] if near else []
        if far and min(far) == self._far:
            reached.append(max(far) + 1)
        self._far = min(far) if far else None
        if nameless:
            reached.append(self.value + len(near) + nameless)
        self.value = max([self.value, *reached])

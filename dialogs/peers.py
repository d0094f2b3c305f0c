"""The peer evaluation: who rates whom, and what of it may be told. Pure: people are numbers, chance is the caller's.

What is told is one bit an item, and only when it is a good one: « at least two chose the best face », from four people
who gave a value. « Too few answered » and « not seen by two » look the same from outside. Why no mean and no count:
docs/decisions/2026-11-22-one-bit-for-each-item.md.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_RATED = 4  # each rates at most so many others: ten minutes for all items
FEWEST_PEOPLE = 3  # with two, each would know who said what
LEAST_APART = 2  # two counts that differ by less are as level as they can be

Pair = tuple[int, int]  # who rates, who is rated
Pairs = Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Rule:
    """From how many raters something is told.

    `valued` people gave a value to an item and `best` of them the best one; `words` people said what she is good at,
    in at least `different` ways once retold: were all the same, what each of them said would be known.
    """

    valued: int = 4
    best: int = 2
    words: int = 3
    different: int = 2


RULE = Rule()


def quota(people: int) -> int:
    """How many others each of so many people rates."""
    return min(people - 1, MOST_RATED) if people >= FEWEST_PEOPLE else 0


def draw(people: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Whom each rates, in her order: never herself, everyone as often as everyone else.

    `people` come shuffled; each rates those behind her in the circle.
    """
    count = len(people)
    steps = range(1, quota(count) + 1)
    return {rater: tuple(people[(place + step) % count] for step in steps) for place, rater in enumerate(people)}


def repair(pairs: Pairs, people: Sequence[int], begun: Collection[Pair]) -> dict[int, tuple[int, ...]]:
    """The pairs for those who are there after all; runs already begun stay, the others are made level again.

    The same people and runs give the same pairs back. With nothing begun, counts of being rated differ by one at most.
    """
    here, most = set(people), quota(len(people))
    levelled = _Levelling(people, begun)
    for rater, rated in pairs.items():
        for subject in rated:
            if (rater, subject) in begun or (rater in here and subject in here):
                levelled.add(rater, subject)
    for rater in people:
        levelled.fill(rater, most)
    levelled.level()
    return {rater: tuple(rated) for rater, rated in levelled.pairs.items() if rated}


class _Levelling:
    """Pairs in the making: who rates whom, and how often each is rated."""

    def __init__(self, people: Sequence[int], begun: Collection[Pair]) -> None:
        self.people, self._begun = people, begun
        self.pairs: dict[int, list[int]] = {rater: [] for rater in people}
        self.rated = dict.fromkeys(people, 0)

    def add(self, rater: int, subject: int) -> None:
        """One more pair."""
        self.pairs.setdefault(rater, []).append(subject)
        self.rated[subject] = self.rated.get(subject, 0) + 1

    def fill(self, rater: int, most: int) -> None:
        """Bring one rater to the number of others she has to rate: the least rated first, the most rated go."""
        mine = self.pairs[rater]
        while len(mine) > most and (free := [each for each in mine if (rater, each) not in self._begun]):
            gone = max(free, key=self.rated.__getitem__)
            mine.remove(gone)
            self.rated[gone] -= 1
        while len(mine) < most:
            self.add(rater, min(self._open_to(rater), key=self.rated.__getitem__))

    def _open_to(self, rater: int) -> Iterator[int]:
        return (each for each in self.people if each != rater and each not in self.pairs[rater])

    def level(self) -> None:
        """Move pairs from the often to the seldom rated, along chains, until no chain makes it more level."""
        while chain := self._chain():
            for rater, out, into in chain:
                place = self.pairs[rater].index(out)
                self.pairs[rater][place] = into
                self.rated[out] -= 1
                self.rated[into] += 1

    def _chain(self) -> list[tuple[int, int, int]]:
        for start in sorted(self.people, key=self.rated.__getitem__, reverse=True):
            if found := self._chain_from(start):
                return found
        return []

    def _chain_from(self, start: int) -> list[tuple[int, int, int]]:
        """Moves (rater, from, to) that take one pair from `start` to somebody rated at least two times less."""
        ways: dict[int, list[tuple[int, int, int]]] = {start: []}
        waiting = deque([start])
        while waiting:
            out = waiting.popleft()
            for rater, into in self._moves(out):
                if into not in ways:
                    ways[into] = [*ways[out], (rater, out, into)]
                    waiting.append(into)
                    if self.rated[start] - self.rated[into] >= LEAST_APART:
                        return ways[into]
        return []

    def _moves(self, out: int) -> Iterator[Pair]:
        for rater in self.people:
            if out in self.pairs[rater] and (rater, out) not in self._begun:
                yield from ((rater, into) for into in self._open_to(rater))


def strength(values: Sequence[object], best: object, rule: Rule = RULE) -> bool:
    """Whether an item is told as a strength; `values` are one a rater, None where she gave none."""
    valued = [value for value in values if value is not None]
    return len(valued) >= rule.valued and valued.count(best) >= rule.best


def words_told(retold: Sequence[str], rule: Rule = RULE) -> tuple[str, ...]:
    """What is told of the words as somebody retold them, each once; nothing when too few or all alike.

    `retold` has one text a rater, in an order that says nothing of theirs; texts that say the same count as one.
    """
    texts = list(dict.fromkeys(text.strip() for text in retold if text.strip()))
    enough = len([text for text in retold if text.strip()]) >= rule.words
    return tuple(texts) if enough and len(texts) >= rule.different else ()


def too_small_for_scores(people: int, absent: int = 0, rule: Rule = RULE) -> bool:
    """Whether a group is so small that no item can ever be told of anybody."""
    return quota(people - absent) < rule.valued

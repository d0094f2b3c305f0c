from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dialogs.reading.normalise import words


class Table(dict[tuple[str, ...], frozenset[str]]):
    """The names that known phrases, as words, stand for; it is never changed once it was looked at."""

    @cached_property
    def longest(self) -> int:
        """The most words a phrase has."""
        return max(map(len, self), default=0)

    @cached_property
    def joined(self) -> Mapping[str, frozenset[str]]:
        """The names by the phrase without its spaces."""
        found: dict[str, frozenset[str]] = {}
        for key, names in self.items():
            found["".join(key)] = found.get("".join(key), frozenset()) | names
        return found

    @cached_property
    def written(self) -> Mapping[str, list[tuple[str, frozenset[str]]]]:
        """The phrases as they are written, with their names, by their first letter."""
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for key, names in self.items():
            found.setdefault(key[0][0], []).append((" ".join(key), names))
        return found


# Forms are those of lexicons and questionnaires, the same for every answer: more tables than all steps have.
MOST_TABLES = 4096


@dataclass(frozen=True)
class Found:
    """A known phrase at a place of the answer: the names it stands for, and its words [start, stop)."""

    names: frozenset[str]
    start: int
    stop: int


def table_of(forms: Mapping[str, Iterable[str]], language: str) -> Table:
    """Return the names each normalised phrase stands for; one phrase may stand for several."""
    return _table(tuple((name, tuple(phrases)) for name, phrases in forms.items()), language)


@lru_cache(maxsize=MOST_TABLES)
def _table(forms: tuple[tuple[str, tuple[str, ...]], ...], language: str) -> Table:
    table: dict[tuple[str, ...], set[str]] = {}
    for name, phrases in forms:
        for phrase in phrases:
            key = words(phrase, language)
            if key:
                table.setdefault(key, set()).add(name)
    return Table({key: frozenset(names) for key, names in table.items()})


def phrases_in(said: Sequence[str], table: Table) -> Iterator[Found]:
    """Yield the known phrases of an answer from left to right, the longest first, whole words only."""
    longest = table.longest
    start = 0
    while start < len(said):
        for size in range(min(longest, len(said) - start), 0, -1):
            names = table.get(tuple(said[start : start + size]))
            if names:
                yield Found(names, start, start + size)
                start += size
                break
        else:
            start += 1


def whole(said: Sequence[str], table: Table) -> frozenset[str]:
    """Return the names of the whole answer, wherever its spaces were put; empty when it is unknown."""
    if not said:
        return frozenset()
    names = table.get(tuple(said))
    if names:
        return names
    return table.joined.get("".join(said), frozenset())


def without(said: Sequence[str], phrases: Table) -> tuple[str, ...]:
    """Return the answer without the phrases given (politeness, fillers)."""
    dropped = {place for found in phrases_in(said, phrases) for place in range(found.start, found.stop)}
    return tuple(word for place, word in enumerate(said) if place not in dropped)

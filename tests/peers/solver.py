"""An adversary who knows all but the answers: who rates whom, the rule, what was told, and what colluders answered.

It tries every assignment of what the raters can have said about one item, keeps those that agree with everything that
was shown (« nothing shown » is something shown), and tells what each rater may have said.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import product

from dialogs.peers import Rule, strength, words_told

BEST, MIDDLE, LOW, NONE = "often", "sometimes", "not_yet", None
FACES = (BEST, MIDDLE, LOW)
Answer = str | None
Possible = list[set[Answer]]


def possible(raters: int, known: Mapping[int, Answer], rule: Rule, told: bool, valued: frozenset[int]) -> Possible:
    """What each of so many raters may have answered, given whether the item was told.

    `known` are answers the adversary has; of those in `valued` she knows that they gave one of the three faces.
    """
    return list(map(set, _possible(raters, tuple(sorted(known.items())), rule, told, valued)))


@cache
def _possible(
    raters: int, known: tuple[tuple[int, Answer], ...], rule: Rule, told: bool, valued: frozenset[int]
) -> tuple[frozenset[Answer], ...]:
    own = dict(known)
    choices: list[list[Answer]] = [
        [own[rater]] if rater in own else [*FACES] if rater in valued else [*FACES, NONE] for rater in range(raters)
    ]
    return _collected(choices, lambda said: strength(said, BEST, rule) == told)


def possible_words(raters: int, known: Mapping[int, Answer], rule: Rule, shown: Sequence[str]) -> Possible:
    """What each may have said in words, given the retold words that were shown, each under a number.

    Where nothing was shown the words themselves are unknown: two stand for all there could be.
    """
    names = {text: str(number) for number, text in enumerate(shown)}
    own = {rater: None if text is None else names.get(text, "her own") for rater, text in known.items()}
    return list(map(set, _possible_words(raters, tuple(sorted(own.items())), rule, len(shown))))


@cache
def _possible_words(
    raters: int, known: tuple[tuple[int, Answer], ...], rule: Rule, shown: int
) -> tuple[frozenset[Answer], ...]:
    own = dict(known)
    texts = [str(number) for number in range(shown or 2)]
    may_say: list[Answer] = [*texts, *({text for text in own.values() if text is not None} - {*texts}), NONE]
    wanted = frozenset(texts[:shown])
    choices: list[list[Answer]] = [[own[r]] if r in own else may_say for r in range(raters)]
    return _collected(choices, lambda said: _shown(said, rule) == wanted)


def _shown(said: Iterable[Answer], rule: Rule) -> frozenset[str]:
    return frozenset(words_told([text for text in said if text is not None], rule))


def _collected(
    choices: list[list[Answer]], agrees: Callable[[Sequence[Answer]], bool]
) -> tuple[frozenset[Answer], ...]:
    agreeing = [said for said in product(*choices) if agrees(said)]
    assert agreeing, "what was shown contradicts itself"
    return tuple(frozenset(column) for column in zip(*agreeing, strict=True))


def determined(found: Possible, known: Mapping[int, Answer]) -> list[int]:
    """The raters whose answer the adversary has found out."""
    return [rater for rater, answers in enumerate(found) if rater not in known and len(answers) == 1]

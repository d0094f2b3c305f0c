from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from dialogs.reading.lexicon import Lexicon
from dialogs.reading.normalise import ARABIC, words
from dialogs.reading.phrases import Found, Table, phrases_in, table_of, whole, without

# Below four letters a misspelling is another word (« نه » and « نهم », « لا » and « لازم »).
SHORTEST_FUZZY = 4
# Percent of likeness (rapidfuzz ratio) a misspelling needs, and its lead over the next option.
FUZZY_LIKENESS = 82.0
FUZZY_LEAD = 12.0
OF_ACCOUNT = FUZZY_LIKENESS - FUZZY_LEAD  # what is less alike can neither be meant nor stand in the way
# Words that may stand around a known phrase before an answer is a story rather than a choice.
MOST_OTHER_WORDS = 6

Reason = Literal["empty", "unknown", "ambiguous", "contradictory", "negated"]


@dataclass(frozen=True)
class Match:
    """The option an answer names; `likeness` 0–100, 100 when its words are known as they are."""

    option: str
    likeness: float = 100.0


@dataclass(frozen=True)
class Miss:
    """Why an answer names no option."""

    reason: Reason


def match_option(
    text: str, forms: Mapping[str, Sequence[str]], language: str, lexicon: Lexicon | None = None
) -> Match | Miss:
    """Return the option whose spoken forms the answer holds: the whole answer, or its longest known phrases.

    Only whole words count. An answer naming two options, or turning one by a negation, is a `Miss`. The
    lexicon gives words that count only alone, negations and politeness; without it there are none.
    """
    return match_words(words(text, language), table_of(forms, language), language, lexicon)


def match_words(said: Sequence[str], table: Table, language: str, lexicon: Lexicon | None = None) -> Match | Miss:
    """Return the same for normalised words and a table of forms."""
    if not said:
        return Miss("empty")
    names = whole(said, table)
    if not names and lexicon is not None:
        said = without(said, lexicon.courtesies) or said
        names = whole(said, table)
    if names:
        return _single(names)
    found = _spoken_phrases(said, table, lexicon)
    if found:
        return _agreed(said, found, lexicon.turning if lexicon else frozenset())
    return _close(said, table, language)


def _single(names: frozenset[str], likeness: float = 100.0) -> Match | Miss:
    return Match(next(iter(names)), likeness) if len(names) == 1 else Miss("ambiguous")


def _spoken_phrases(said: Sequence[str], table: Table, lexicon: Lexicon | None) -> list[Found]:
    alone = lexicon.lonely if lexicon else frozenset()
    return [found for found in phrases_in(said, table) if tuple(said[found.start : found.stop]) not in alone]


def _agreed(said: Sequence[str], found: list[Found], negations: Collection[tuple[str, ...]]) -> Match | Miss:
    names = frozenset.intersection(*(each.names for each in found))
    if not names:
        return Miss("contradictory")
    known = {place for each in found for place in range(each.start, each.stop)}
    others = [word for place, word in enumerate(said) if place not in known]
    if any((word,) in negations for word in others):
        return Miss("negated")
    return _single(names) if len(others) <= MOST_OTHER_WORDS or 0 in known else Miss("unknown")


def _close(said: Sequence[str], table: Table, language: str) -> Match | Miss:
    """Take a misspelling of one known phrase, when no other option is nearly as like it."""
    answer = " ".join(said)
    best: dict[frozenset[str], float] = {}
    for phrase, names in table.written.get(answer[:1], ()):
        if min(len(phrase), len(answer)) >= SHORTEST_FUZZY and _same_ends(answer, phrase, language):
            best[names] = max(best.get(names, 0.0), fuzz.ratio(answer, phrase, score_cutoff=OF_ACCOUNT))
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < FUZZY_LIKENESS:
        return Miss("unknown")
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < FUZZY_LEAD:
        return Miss("ambiguous")
    return _single(*ranked[0])


def _same_ends(answer: str, phrase: str, language: str) -> bool:
    """Tell whether a slip may be a misspelling: a first letter (ن) or a last one (ش) can be the « not »."""
    return answer[0] == phrase[0] and (language != ARABIC or answer[-1] == phrase[-1])

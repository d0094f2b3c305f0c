from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.reading.lexicon import Lexicon
from dialogs.reading.normalise import strip_controls, words
from dialogs.reading.options import Match, match_words
from dialogs.reading.phrases import Table, phrases_in, whole, without

# A request is short; the same word inside a longer answer is part of what is told.
MOST_OTHER_WORDS = 2

LANGUAGE = "language"
REPEAT = "repeat"


@dataclass(frozen=True)
class Control:
    """What a person asks of the conversation; `language` is the code of the language she named, if any."""

    name: str
    language: str | None = None


def read_control(text: str, language: str, lexicon: Lexicon) -> Control | None:
    """Return what an answer asks of the conversation itself (repeat, correct, a person…), else None."""
    spoken = words(text, language)
    if not spoken:
        return None
    if _asked_back(text, spoken, lexicon):
        return Control(REPEAT)
    said = without(spoken, lexicon.courtesies) or spoken
    named = whole(said, lexicon.tongues) or _inside(said, lexicon.tongues, lexicon)
    if len(named) == 1:
        return Control(LANGUAGE, next(iter(named)))
    asked = whole(said, lexicon.requests) or _inside(said, lexicon.requests, lexicon)
    if len(asked) == 1:
        return Control(next(iter(asked)))
    return None if asked else _misspelt(spoken, language, lexicon)


def _asked_back(text: str, said: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell « نعم؟ » from « نعم »: a word that asks to hear the question again only as a question."""
    questioned = strip_controls(text).rstrip().endswith(("?", "؟"))
    return questioned and bool(whole(said, lexicon.again))


def _inside(said: Sequence[str], table: Table, lexicon: Lexicon) -> frozenset[str]:
    found = [each for each in phrases_in(said, table) if tuple(said[each.start : each.stop]) not in lexicon.lonely]
    if not found:
        return frozenset()
    known = {place for each in found for place in range(each.start, each.stop)}
    others = [word for place, word in enumerate(said) if place not in known]
    if len(others) > MOST_OTHER_WORDS or any((word,) in lexicon.turning for word in others):
        return frozenset()
    if _answers(others, lexicon):
        return frozenset()
    return frozenset.intersection(*(each.names for each in found))


def _answers(others: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether what stands beside a request is an answer, as « non » in « non, encore une fois »."""
    return any(True for _ in phrases_in(others, lexicon.choices))


def _misspelt(said: Sequence[str], language: str, lexicon: Lexicon) -> Control | None:
    match = match_words(said, lexicon.requests, language)
    return Control(match.option) if isinstance(match, Match) and match.likeness < 100 else None

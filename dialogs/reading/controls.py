from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.reading.lexicon import Lexicon
from dialogs.reading.normalise import strip_controls, words, words_of_form
from dialogs.reading.options import Match, match_option
from dialogs.reading.phrases import phrases_in, table_of, whole, without

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
    said = words(text, language)
    if not said:
        return None
    if _asked_back(text, said, lexicon):
        return Control(REPEAT)
    said = without(said, (words_of_form(form, language) for form in lexicon.polite)) or said
    named = whole(said, table_of(lexicon.languages, language)) or _inside(said, lexicon, names_language=True)
    if len(named) == 1:
        return Control(LANGUAGE, next(iter(named)))
    asked = whole(said, table_of(lexicon.controls, language)) or _inside(said, lexicon, names_language=False)
    if len(asked) == 1:
        return Control(next(iter(asked)))
    return None if asked else _misspelt(text, language, lexicon)


def _asked_back(text: str, said: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell « نعم؟ » from « نعم »: a word that asks to hear the question again only as a question."""
    questioned = strip_controls(text).rstrip().endswith(("?", "؟"))
    return questioned and bool(whole(said, table_of({REPEAT: lexicon.asked_back}, lexicon.language)))


def _inside(said: Sequence[str], lexicon: Lexicon, *, names_language: bool) -> frozenset[str]:
    forms = lexicon.languages if names_language else lexicon.controls
    alone = {words_of_form(form, lexicon.language) for form in lexicon.alone}
    found = [
        each
        for each in phrases_in(said, table_of(forms, lexicon.language))
        if tuple(said[each.start : each.stop]) not in alone
    ]
    known = {place for each in found for place in range(each.start, each.stop)}
    others = [word for place, word in enumerate(said) if place not in known]
    negations = {words_of_form(form, lexicon.language) for form in lexicon.negations}
    if not found or len(others) > MOST_OTHER_WORDS or any((word,) in negations for word in others):
        return frozenset()
    if _answers(others, lexicon):
        return frozenset()
    return frozenset.intersection(*(each.names for each in found))


def _answers(others: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether what stands beside a request is an answer, as « non » in « non, encore une fois »."""
    table = table_of(lexicon.options, lexicon.language)
    return any(True for _ in phrases_in(others, table))


def _misspelt(text: str, language: str, lexicon: Lexicon) -> Control | None:
    match = match_option(text, lexicon.controls, language)
    return Control(match.option) if isinstance(match, Match) and match.likeness < 100 else None

"""Every phrase that can be said, for the voices to be built before anyone needs them."""

from collections.abc import Callable, Iterator

from bot.loading import Programme
from bot.pictures.tiles import MOST_TILES
from bot.voice.clips import Spoken
from dialogs.pieces import fixed, parts
from dialogs.questionnaire import Phrase


def phrases(programme: Programme) -> Iterator[Spoken]:
    """Each wording of each phrase, in each language and variant; those with a gap are made when it is filled."""
    for phrase in _all(programme):
        for language, variants in phrase.wordings.items():
            for wording in variants.values():
                if "{" not in wording.spoken:
                    yield Spoken(wording.spoken, language)


def pieces(programme: Programme) -> Iterator[Spoken]:
    """What phrases with gaps are joined from, where people recorded it: what stands around the gaps, and numbers."""
    for phrase in _all(programme):
        for language, variants in phrase.wordings.items():
            for wording in variants.values():
                if "{" in wording.spoken:
                    yield from (Spoken(text, language) for text in fixed(wording.spoken))
    for language in programme.languages:
        yield from (Spoken(text, language) for text in parts(language))


def lasting(programme: Programme) -> Callable[[Spoken], bool]:
    """Tells the phrases that are ours, their pieces and the numbers of choices from what is said to one person only."""
    ours = {(phrase.text, phrase.language) for each in (phrases, pieces) for phrase in each(programme)}
    numbers = {str(number) for number in range(1, MOST_TILES + 1)}
    return lambda phrase: phrase.text in numbers or (phrase.text, phrase.language) in ours


def _all(programme: Programme) -> Iterator[Phrase]:
    yield from programme.book.phrases.values()
    for flow in programme.flows.values():
        for step in flow.questionnaire.steps.values():
            yield step.phrase
            yield from (choice.phrase for choice in step.choices)

"""Every phrase that can be said, for the voices to be built before anyone needs them."""

from collections.abc import Iterator

from bot.loading import Programme
from bot.voice.clips import Spoken
from dialogs.questionnaire import Phrase


def phrases(programme: Programme) -> Iterator[Spoken]:
    """Each wording of each phrase, in each language and variant; those with a gap are made when it is filled."""
    for phrase in _all(programme):
        for language, variants in phrase.wordings.items():
            for wording in variants.values():
                if "{" not in wording.spoken:
                    yield Spoken(wording.spoken, language)


def _all(programme: Programme) -> Iterator[Phrase]:
    yield from programme.book.phrases.values()
    for flow in programme.flows.values():
        for step in flow.questionnaire.steps.values():
            yield step.phrase
            yield from (choice.phrase for choice in step.choices)

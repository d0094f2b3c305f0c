"""What this installation says and expects to hear today: what of an archive can be of use here."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.archives.contents import Taken
from bot.archives.refusing import Reason
from bot.loading import Programme
from bot.spoken import phrases
from bot.studio.lists import sheets
from bot.voice.enrolled import COMMON, NUMBERS, REQUESTS
from bot.voice.requests import LANGUAGE
from dialogs.reading import Lexicon


@dataclass(frozen=True, slots=True)
class Today:
    """The languages, the texts people hear by language, and the options they may say by set."""

    languages: frozenset[str]
    said: frozenset[tuple[str, str]]
    expected: frozenset[tuple[str, str]]

    def unfit(self, take: Taken) -> Reason | None:
        """Why a take is of no use here, None where it is."""
        if take.language not in self.languages:
            return "language"
        if take.kind == "phrase":
            return None if (take.language, take.text) in self.said else "phrase"
        return None if (take.set, take.option) in self.expected else "option"


def today(programme: Programme) -> Today:
    """What a programme says and expects."""
    return Today(frozenset(programme.languages), frozenset(_said(programme)), frozenset(_expected(programme)))


def _said(programme: Programme) -> Iterator[tuple[str, str]]:
    """Every phrase, and the pieces that sentences are joined from, which have lists of their own in the studio."""
    yield from ((phrase.language, phrase.text) for phrase in phrases(programme))
    for language in programme.languages:
        for sheet in sheets(programme, language):
            yield from ((language, item.words.text) for item in sheet.items if sheet.kind == "phrase")


def _expected(programme: Programme) -> Iterator[tuple[str, str]]:
    for lexicon in programme.lexicons.values():
        yield from _of_lexicon(lexicon)
    for flow in programme.flows.values():
        asked = flow.questionnaire
        for step in asked.steps.values():
            where = f"{asked.id}.{asked.question_of(step.name).key}"
            yield from ((where, choice.key) for choice in step.choices)


def _of_lexicon(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    yield from ((COMMON, option) for option in lexicon.options)
    yield from ((NUMBERS, str(value)) for value in lexicon.numbers)
    yield from ((REQUESTS, name) for name in lexicon.controls)
    yield from ((REQUESTS, f"{LANGUAGE}{code}") for code in lexicon.languages)

"""What is to be recorded in a language, list by list: phrases people hear, and words people say."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from bot.loading import Programme
from bot.studio.parts import fills, numbers
from bot.voice.enrolled import COMMON, NUMBERS, REQUESTS
from dialogs.pieces import fixed
from dialogs.questionnaire import SOURCE, Phrase, Question, Questionnaire
from storage.voices.recorded import Kind, Words

# Where a phrase is heard; `piece` is part of a sentence with a gap, `word` what people say.
Role = Literal["question", "answer", "message", "piece", "number", "word"]
MARK_LETTERS = 8  # of an item's name on a button: a list has some hundred items
DIGITS = range(1, 10)
# The lists beside the questionnaires' own, by name.
PHRASES, PARTS = "common", "numbers"
SAID_ANYWHERE, SAID_DIGITS, SAID_REQUESTS, SAID_CHOICES = "say-common", "say-digits", "say-requests", "say-choices"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be recorded. `shown` is how it is read in its language, `beside` the French it stands beside: the
    question of an answer, the sentence of a piece; `variant` is f or m where it is said so to a woman or a man.
    """

    key: str
    words: Words
    shown: str
    french: str
    role: Role
    beside: str = ""
    variant: str = ""

    @property
    def mark(self) -> str:
        """Its name on a button."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:MARK_LETTERS]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list of a language, in its order: `name` is a questionnaire's id, or one of the names above."""

    name: str
    kind: Kind
    items: tuple[Item, ...]
    by_mark: dict[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_mark", {item.mark: item for item in self.items})

    def after(self, item: Item) -> tuple[Item, ...]:
        """The other items, from the one behind an item on, round to the one before it."""
        place = self.items.index(item)
        return (*self.items[place + 1 :], *self.items[:place])


def sheets(programme: Programme, language: str) -> tuple[Sheet, ...]:
    """All lists of a language that have something in them, what is asked first, words people say last."""
    asked = sorted((flow.questionnaire for flow in programme.flows.values()), key=lambda each: (each.order, each.id))
    found = [Sheet(each.id, "phrase", _once(_asked(each, language))) for each in asked]
    common = {key: phrase for key, phrase in programme.book.phrases.items() if not fills(key)}
    found.append(Sheet(PHRASES, "phrase", _once(_spoken(common.values(), language, "message"))))
    found.append(Sheet(PARTS, "phrase", _once(_parts(programme, language))))
    for name, say in SAID.items():
        found.append(Sheet(name, "example", tuple(say(programme, language))))
    return tuple(sheet for sheet in found if sheet.items)


def sheet(programme: Programme, language: str, name: str) -> Sheet | None:
    """A list by its name, None where a language has none of it."""
    return next((each for each in sheets(programme, language) if each.name == name), None)


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each text once: whoever said « oui » has said it everywhere."""
    return tuple({item.words.text: item for item in reversed(tuple(items))}.values())[::-1]


# Phrases people hear


def _asked(questionnaire: Questionnaire, language: str) -> Iterator[Item]:
    for step in questionnaire.steps.values():
        if language not in step.phrase.wordings:
            continue
        yield from _wordings(step.phrase, language, "question")
        asked = step.phrase.wording(SOURCE).printed
        for choice in step.choices:
            yield from _wordings(choice.phrase, language, "answer", asked)


def _spoken(phrases: Iterable[Phrase], language: str, role: Role) -> Iterator[Item]:
    return chain.from_iterable(_wordings(phrase, language, role) for phrase in phrases)


def _wordings(phrase: Phrase, language: str, role: Role, beside: str = "") -> Iterator[Item]:
    """A phrase in each of its variants; of one with a gap, its pieces."""
    variants = phrase.wordings.get(language, {})
    for variant, wording in variants.items():
        key = phrase.key + (variant and f"/{variant}")
        french = phrase.wording(SOURCE, variant).printed
        gender = variant if len(variants) > 1 else ""
        if "{" not in wording.spoken:
            yield Item(key, Words("phrase", language, wording.spoken), wording.spoken, french, role, beside, gender)
            continue
        for number, piece in enumerate(fixed(wording.spoken)):
            yield Item(f"{key}#{number}", Words("phrase", language, piece), piece, french, "piece", french, gender)


def _parts(programme: Programme, language: str) -> Iterator[Item]:
    for figures, word in numbers(programme.lexicons[language]):
        yield Item(f"number.{figures}", Words("phrase", language, figures), word, figures, "number")
    filling = (phrase for key, phrase in programme.book.phrases.items() if fills(key))
    yield from _spoken(filling, language, "message")


# Words people say


def _anywhere(programme: Programme, language: str) -> Iterator[Item]:
    french, own = programme.lexicons[SOURCE].options, programme.lexicons[language].options
    for name, forms in own.items():
        yield _word(language, COMMON, name, forms[0], french.get(name, (name,))[0])


def _digits(programme: Programme, language: str) -> Iterator[Item]:
    known = dict(numbers(programme.lexicons[language]))
    for value in map(str, DIGITS):
        yield _word(language, NUMBERS, value, known[value], value)


def _requests(programme: Programme, language: str) -> Iterator[Item]:
    for name, forms in programme.lexicons[language].controls.items():
        french = programme.book.phrases[name].wording(SOURCE).printed
        yield _word(language, REQUESTS, name, forms[0], french)


def _choices(programme: Programme, language: str) -> Iterator[Item]:
    """The answers that belong to one question alone."""
    for flow in programme.flows.values():
        for question in flow.questionnaire.questions:
            if question.first.choices and language in question.first.phrase.wordings:
                yield from _own_choices(flow.questionnaire.id, question, language)


def _own_choices(questionnaire: str, question: Question, language: str) -> Iterator[Item]:
    context = f"{questionnaire}.{question.key}"
    for choice in question.first.choices:
        if choice.phrase.key.startswith("common."):  # yes and no are said alike at every question
            continue
        said = choice.phrase.wording(language).printed
        french = choice.phrase.wording(SOURCE).printed
        asked = question.first.phrase.wording(SOURCE).printed
        yield _word(language, context, choice.key, said, french, asked)


def _word(language: str, set_name: str, option: str, said: str, french: str, beside: str = "") -> Item:
    words = Words("example", language, said, set_name, option)
    return Item(f"{set_name}/{option}", words, said, french, "word", beside)


Say = Callable[[Programme, str], Iterator[Item]]
SAID: dict[str, Say] = {
    SAID_ANYWHERE: _anywhere,
    SAID_DIGITS: _digits,
    SAID_REQUESTS: _requests,
    SAID_CHOICES: _choices,
}

"""How words become what is spoken: the best voice for a phrase, or a person's own recording; a speaker knows how."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.languages import Language, isolate
from dialogs.pieces import filled, pieces_of
from dialogs.questionnaire import Phrase, Wording


@dataclass(frozen=True, slots=True)
class Speech:
    """Words to be spoken by the best voice there is. `pieces` are texts that said one after the other say the same,
    where it was put together: people may have recorded each.
    """

    text: str
    language: str
    slow: bool = False
    pieces: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Recording:
    """A take to be played as its owner said it."""

    take: str


Sound = Speech | Recording


@dataclass(frozen=True, slots=True)
class Book:
    """The common phrases and languages cards are written with."""

    phrases: Mapping[str, Phrase]
    languages: Mapping[str, Language]

    def wording(self, key: str, language: str, variant: str = "") -> Wording:
        """A common phrase."""
        return self.phrases[key].wording(language, variant)


@dataclass(frozen=True, slots=True)
class Speaker:
    """In what language, grammatical variant and speed a person is spoken to; None while the language is unknown."""

    book: Book
    language: str | None
    variant: str = ""
    slow: bool = False
    tongues: tuple[str, ...] = field(default=())

    @property
    def main(self) -> Language:
        """The language a card is laid out in."""
        return self.book.languages[self.language or next(iter(self.book.languages))]

    def heard_in(self) -> tuple[str, ...]:
        """The languages a phrase is said in: the person's, or all of them."""
        return (self.language,) if self.language else tuple(self.book.languages)

    def common(self, key: str) -> str:
        """How a common phrase is spoken."""
        return self.book.wording(key, self.main.code, self.variant).spoken

    def say(self, phrase: Phrase, **args: Wording) -> tuple[tuple[str, ...], tuple[Sound, ...]]:
        """The lines and sounds of a phrase, inserted values isolated in print and plain in speech."""
        wordings = [(code, phrase.wording(code, self.variant)) for code in self.heard_in()]
        printed = {name: isolate(arg.printed) for name, arg in args.items()}
        spoken = {name: arg.spoken for name, arg in args.items()}
        lines = tuple(_fill(wording.printed, printed) for _, wording in wordings)
        sounds = tuple(
            Speech(_fill(wording.spoken, spoken), code, self.slow, _pieces(wording.spoken, args, code))
            for code, wording in wordings
        )
        return lines, sounds


def _pieces(template: str, args: Mapping[str, Wording], language: str) -> tuple[str, ...]:
    return filled(template, {name: pieces_of(arg, language) for name, arg in args.items()}) if args else ()


def _fill(template: str, args: Mapping[str, str]) -> str:
    for name, value in args.items():
        template = template.replace("{" + name + "}", value)
    return template

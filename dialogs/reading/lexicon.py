from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dialogs.reading.normalise import words
from dialogs.reading.phrases import Table, table_of

Forms = Mapping[str, tuple[str, ...]]

CONTROLS = ("repeat", "correct", "dont_know", "rather_not", "person", "language", "slower", "stop", "rights")
CALENDARS = ("gregorian", "solar")


class LexiconError(ValueError):
    """A lexicon is not written as it should be; the message says where."""


@dataclass(frozen=True)
class Lexicon:
    """The spoken forms of one language, for reading what people say or type.

    `controls`, `options` and `languages` give forms by name; `numbers` forms by value; `months` forms by
    month number (1–12) for each calendar. `alone` are words that carry a meaning only as a whole answer
    (« خوب » is yes, or a filler), `numbers_alone` the same for numbers (« نه » is nine, or no),
    `asked_back` words that mean « say it again » when they end with a question mark, `negations` words
    that turn the meaning of what stands beside them, `polite` words that carry none.
    """

    language: str
    controls: Forms
    options: Forms
    numbers: Mapping[int, tuple[str, ...]]
    months: Mapping[str, Mapping[int, tuple[str, ...]]]
    languages: Forms
    alone: tuple[str, ...] = ()
    numbers_alone: tuple[str, ...] = ()
    not_numbers: tuple[str, ...] = ()
    asked_back: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    polite: tuple[str, ...] = ()
    digits: Forms = field(default_factory=dict)

    # The same as tables of normalised words, made once: they are looked at with every text.

    @cached_property
    def requests(self) -> Table:
        """The names of controls."""
        return table_of(self.controls, self.language)

    @cached_property
    def tongues(self) -> Table:
        """The codes of languages."""
        return table_of(self.languages, self.language)

    @cached_property
    def choices(self) -> Table:
        """The names of options."""
        return table_of(self.options, self.language)

    @cached_property
    def again(self) -> Table:
        """What is asked back."""
        return table_of({"": self.asked_back}, self.language)

    @cached_property
    def courtesies(self) -> Table:
        """Politeness."""
        return table_of({"": self.polite}, self.language)

    @cached_property
    def no_numbers(self) -> Table:
        """What looks like a number and is none."""
        return table_of({"": self.not_numbers}, self.language)

    @cached_property
    def lonely(self) -> frozenset[tuple[str, ...]]:
        """The words of `alone`."""
        return self._words(self.alone)

    @cached_property
    def turning(self) -> frozenset[tuple[str, ...]]:
        """The words of `negations`."""
        return self._words(self.negations)

    def _words(self, forms: Iterable[str]) -> frozenset[tuple[str, ...]]:
        return frozenset(words(form, self.language) for form in forms)


def lexicon_from(mapping: object, language: str) -> Lexicon:
    """Build the lexicon of a language from the parsed YAML; raises LexiconError with a sentence."""
    top = _mapping(mapping, "the file")
    unknown = set(top) - set(Lexicon.__dataclass_fields__)
    if unknown:
        raise LexiconError(f"{language}: unknown sections {', '.join(sorted(map(str, unknown)))}")
    numbers = _numbered(top.get("numbers", {}), "numbers")
    controls = _forms(top.get("controls", {}), "controls")
    strangers = set(controls) - set(CONTROLS)
    if strangers:
        raise LexiconError(f"{language}: unknown controls {', '.join(sorted(strangers))}")
    months = _mapping(top.get("months", {}), "months")
    return Lexicon(
        language=language,
        controls=controls,
        options=_forms(top.get("options", {}), "options"),
        numbers=numbers,
        months={str(name): _numbered(table, f"months.{name}") for name, table in months.items()},
        languages=_forms(top.get("languages", {}), "languages"),
        digits={str(value): (*numbers[value], str(value)) for value in range(10) if value in numbers},
        **{name: _words(top.get(name, []), name) for name in _LISTS},
    )


_LISTS = ("alone", "numbers_alone", "not_numbers", "asked_back", "negations", "polite")


def _mapping(value: object, where: str) -> Mapping[object, object]:
    if not isinstance(value, Mapping):
        raise LexiconError(f"{where}: a table of names and forms is expected here")
    return value


def _words(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(form, str) and form.strip() for form in value):
        raise LexiconError(f"{where}: a list of words is expected here (quote yes, no, on and off)")
    return tuple(value)


def _forms(value: object, where: str) -> Forms:
    table = _mapping(value, where)
    return {_name(name, where): _words(forms, f"{where}.{name}") for name, forms in table.items()}


def _name(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise LexiconError(f"{where}: the name {value!r} is not text (quote yes, no, on and off)")
    return value


def _numbered(value: object, where: str) -> dict[int, tuple[str, ...]]:
    table = _mapping(value, where)
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in table):
        raise LexiconError(f"{where}: the names are numbers here")
    return {int(str(number)): _words(forms, f"{where}.{number}") for number, forms in table.items()}

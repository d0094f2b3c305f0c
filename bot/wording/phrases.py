"""The phrases of a language as they are reviewed, one by one: the French, every form of it, and where it is said."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from bot.loading import PHRASES, QUESTIONNAIRES, load_texts, read_yaml
from bot.wording.merging import standing
from dialogs.compile import sources as phrases_of
from dialogs.questionnaire import SOURCE
from dialogs.wording import Entry, Text, Texts, units
from storage.voices.reviews import Review

COMMON = "common"  # stands for a questionnaire where a phrase belongs to none
FORMS = ("", "/f", "/m", "/spoken", "/spoken/f", "/spoken/m")
GAP = re.compile(r"\{\w+\}")  # where something is filled in
SHOWN = 8  # signs of a mark: a button of Telegram holds 64, and two phrases of some hundred hardly share one


@dataclass(frozen=True)
class Source:
    """One phrase as its author wrote it, in French; `languages` are those it is asked in, () for all."""

    context: str
    questionnaire: str
    where: str
    phrase: Mapping[str, Text]
    languages: tuple[str, ...]

    @property
    def french(self) -> dict[str, str]:
        """The French texts by their place in the catalogue."""
        return dict(units(self.context, self.phrase))

    @property
    def printed(self) -> str:
        """The French text it is known by."""
        return next(iter(self.french.values()))


@dataclass(frozen=True, slots=True)
class Unit:
    """One entry of the catalogue: printed or spoken, to a woman, to a man, or to anybody."""

    context: str
    entry: Entry

    @property
    def suffix(self) -> str:
        """What tells it from the plain one: `/spoken/f`."""
        return "".join(self.context.partition("/")[1:])

    @property
    def spoken(self) -> bool:
        """Whether it is only said, and never printed."""
        return self.suffix.startswith("/spoken")

    @property
    def variant(self) -> str:
        """To whom it is said: f, m, or "" for anybody."""
        return self.suffix[-1] if self.suffix.endswith(("/f", "/m")) else ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in one language, as it stands; `waiting` are better wordings that were spoken and not written down."""

    source: Source
    language: str
    units: tuple[Unit, ...]
    waiting: tuple[Review, ...]

    @property
    def context(self) -> str:
        """Its name in the catalogue, without a form."""
        return self.source.context

    @property
    def signed(self) -> bool:
        """Whether somebody has signed every form of it."""
        return all(unit.entry.reviewed for unit in self.units)

    @property
    def state(self) -> str:
        """What is to be done: signed, spoken (a recording waits to be written down), or unsigned."""
        return "spoken" if self.waiting else "signed" if self.signed else "unsigned"

    def heard(self, variant: str = "") -> str:
        """What is said aloud to somebody, as `dialogs.wording` finds it; a pause where something is filled in."""
        texts = {unit.suffix: unit.entry.text for unit in self.units}
        of = f"/{variant}" if variant else ""
        found = texts.get(f"/spoken{of}") or texts.get("/spoken") or texts.get(of) or texts[""]
        return GAP.sub("…", found)

    @property
    def variants(self) -> tuple[str, ...]:
        """To whom it is said in words of their own."""
        return tuple(variant for variant in ("", "f", "m") if not variant or self.heard(variant) != self.heard())

    @property
    def mark(self) -> str:
        """A short name for it, as it may stand on a button."""
        return _short(self.language, self.context)

    @property
    def as_shown(self) -> str:
        """Another word after each change of what is signed: a button shown before it signs nothing."""
        texts = [text for unit in self.units for text in (unit.context, unit.entry.source, unit.entry.text)]
        return _short(*texts)


@cache
def catalogue() -> Texts:
    """The wording as it stands in the files of this installation."""
    return load_texts()


@cache
def sources() -> tuple[Source, ...]:
    """Every phrase of the questionnaires in the order they are asked, then the common ones."""
    found = []
    files = [(path.name, read_yaml(path)) for path in QUESTIONNAIRES.glob("*.yaml")]
    for name, asked in sorted(files, key=lambda each: (each[1].get("order", 0), each[0])):
        languages = tuple(asked.get("languages", ()))
        found += [Source(context, asked["id"], name, phrase, languages) for context, phrase in phrases_of(asked)]
    common = catalogue().common
    return (*found, *(Source(f"{COMMON}.{key}", COMMON, PHRASES.name, common[key], ()) for key in common))


def languages() -> tuple[str, ...]:
    """The languages that are translated into, and reviewed."""
    return tuple(code for code in catalogue().languages if code != SOURCE)


def phrases(language: str, reviews: Iterable[Review]) -> list[Phrase]:
    """The phrases of a language after its reviews, in the order people meet them."""
    hers = [each for each in reviews if each.about.language == language]
    stands = standing(catalogue().translations[language], hers)
    waiting: dict[str, list[Review]] = {}
    for each in hers:
        if each.verdict == "spoken":
            waiting.setdefault(each.about.context.partition("/")[0], []).append(each)
    return [
        Phrase(source, language, _units(stands, source.context), tuple(waiting.get(source.context, ())))
        for source in sources()
        if source.context in stands and language in (source.languages or (language,))
    ]


def reworded(phrase: Phrase, context: str, text: str) -> Phrase:
    """The phrase with another text in one of its forms."""
    worded = [
        replace(unit, entry=replace(unit.entry, text=text)) if unit.context == context else unit
        for unit in phrase.units
    ]
    return replace(phrase, units=tuple(worded))


def _units(entries: Mapping[str, Entry], context: str) -> tuple[Unit, ...]:
    return tuple(Unit(context + suffix, entries[context + suffix]) for suffix in FORMS if context + suffix in entries)


def _short(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:SHOWN]

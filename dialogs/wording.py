"""From French source phrases and their translations to `Phrase` values, and the units translators work on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dialogs.questionnaire import SOURCE, Phrase, Wording

VARIANTS = ("", "f", "m")

Text = str | Mapping[str, str]


class Incomplete(ValueError):
    """A phrase has no wording in a language; `context` and `language` say which."""

    def __init__(self, context: str, language: str) -> None:
        super().__init__(f"{context}: no wording in {language}")
        self.context, self.language = context, language


@dataclass(frozen=True, slots=True)
class Entry:
    """One translated unit: the French it was made from, the text, and who reviewed it ("" for nobody)."""

    source: str
    text: str
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """All wording of an installation: translations by language and context, and the spoken forms of choices."""

    languages: tuple[str, ...]
    translations: Mapping[str, Mapping[str, Entry]]
    forms: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    common: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)

    def phrase(self, context: str, source: Mapping[str, Text]) -> Phrase:
        """The phrase of a source mapping (`print`, `speak`) in all languages. Raises Incomplete."""
        french = dict(units(context, source))
        return Phrase(
            key=context,
            wordings={language: self._wordings(context, french, language) for language in self.languages},
        )

    def common_phrase(self, key: str) -> Phrase:
        """A phrase of `phrases.yaml`."""
        return self.phrase(f"common.{key}", self.common[key])

    def _wordings(self, context: str, french: Mapping[str, str], language: str) -> dict[str, Wording]:
        table = french if language == SOURCE else _translated(self.translations[language], context)
        if not table.get(context):
            raise Incomplete(context, language)
        found = {variant: _wording(table, context, variant) for variant in VARIANTS}
        return {variant: wording for variant, wording in found.items() if not variant or wording != found[""]}


def _translated(entries: Mapping[str, Entry], context: str) -> dict[str, str]:
    """What is translated of one phrase: the catalogue is a thousand times as long."""
    contexts = [context + spoken + (variant and f"/{variant}") for spoken in ("", "/spoken") for variant in VARIANTS]
    return {each: entries[each].text for each in contexts if each in entries}


def _wording(table: Mapping[str, str], context: str, variant: str) -> Wording:
    of = f"/{variant}" if variant else ""
    printed = table.get(context + of) or table[context]
    spoken = table.get(f"{context}/spoken{of}") or table.get(f"{context}/spoken") or printed
    return Wording(printed=printed, spoken=spoken)


def units(context: str, source: Mapping[str, Text]) -> Iterator[tuple[str, str]]:
    """The (context, French) pairs of one source phrase, as they stand in the catalogues."""
    for suffix, name in (("", "print"), ("/spoken", "speak")):
        text = source.get(name)
        if isinstance(text, str):
            yield context + suffix, text
        elif text:
            for variant, worded in text.items():
                yield context + suffix + (f"/{variant}" if variant else ""), worded

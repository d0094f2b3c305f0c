"""How many phrases of each language somebody who speaks it has signed: for the console, the doctor, and the README."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.wording.phrases import Phrase, languages, phrases
from storage.voices.reviews import Review


@dataclass(frozen=True, slots=True)
class Counted:
    """Phrases, those that are signed, and those somebody spoke a better wording of that waits to be written."""

    phrases: int
    signed: int
    spoken: int

    @property
    def unreviewed(self) -> int:
        """Those nobody has signed."""
        return self.phrases - self.signed


def counted(found: Iterable[Phrase]) -> Counted:
    """The figures of some phrases."""
    every = list(found)
    return Counted(len(every), sum(each.signed for each in every), sum(bool(each.waiting) for each in every))


def delivered() -> dict[str, Counted]:
    """The figures of each translated language in the catalogues alone, before anybody reviews in an installation."""
    return {language: counted(phrases(language, ())) for language in languages()}


def unreviewed(reviews: Sequence[Review] = ()) -> dict[str, int]:
    """How many phrases of each translated language nobody has signed: in the catalogue alone, or after reviews too."""
    return {language: counted(phrases(language, reviews)).unreviewed for language in languages()}


def by_questionnaire(found: Iterable[Phrase]) -> dict[str, Counted]:
    """The figures of each questionnaire, in the order they are asked; `common` last."""
    parts: dict[str, list[Phrase]] = {}
    for each in found:
        parts.setdefault(each.source.questionnaire, []).append(each)
    return {name: counted(mine) for name, mine in parts.items()}

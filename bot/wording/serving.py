"""What is asked and said after the reviews of an installation."""

from collections.abc import Sequence
from dataclasses import replace

from bot.loading import Programme, compiled
from bot.wording.merging import merged
from dialogs.wording import Texts
from storage.voices.reviews import Review


def reviewed(programme: Programme, reviews: Sequence[Review]) -> Programme:
    """The programme with better wordings in the place of the catalogue's; compiled anew only where there are any.

    A questionnaire that is worded otherwise is another version: runs that have begun go on with theirs.
    """
    texts = merged(programme.texts, reviews)
    return replace(programme, texts=texts) if _worded_alike(texts, programme.texts) else compiled(texts)


def _worded_alike(one: Texts, other: Texts) -> bool:
    return all(
        entry.text == other.translations[language][context].text
        for language, entries in one.translations.items()
        for context, entry in entries.items()
    )

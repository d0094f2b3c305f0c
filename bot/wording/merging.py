"""What the reviews of an installation make of the catalogue: better texts in the place of others, and signatures.

Pure: the catalogue and the reviews in, the catalogue as it stands out. What somebody signed is a text for a French
text: where either has changed since, her word no longer counts. The newest counts: a catalogue whose entry was signed
on a later day than a review is not changed by it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from dialogs.wording import Entry, Texts
from storage.voices.reviews import Review


def merged(texts: Texts, reviews: Iterable[Review]) -> Texts:
    """The wording with what was reviewed in it; `reviews` in the order of their dates."""
    by_language: dict[str, list[Review]] = {}
    for each in reviews:
        by_language.setdefault(each.about.language, []).append(each)
    translations = {
        language: standing(entries, by_language.get(language, ())) for language, entries in texts.translations.items()
    }
    return replace(texts, translations=translations)


def standing(entries: Mapping[str, Entry], reviews: Iterable[Review]) -> dict[str, Entry]:
    """The entries of one language as they stand after its reviews, in the order of their dates."""
    stands = dict(entries)
    for each in reviews:
        entry = entries.get(each.about.context)
        if entry is not None and each.about.source == entry.source and each.at.date() >= signed_on(entry):
            stands[each.about.context] = _after(stands[each.about.context], each)
    return stands


def _after(entry: Entry, review: Review) -> Entry:
    if review.verdict == "better" or (review.verdict == "signed" and review.text == entry.text):
        return Entry(entry.source, review.text, signature(review.signed_as, review.at.date()))
    return entry


def signature(name: str, on: date) -> str:
    """Who signed an entry and when, as it stands in a catalogue."""
    return f"{name}, {on.isoformat()}"


def signed_on(entry: Entry) -> date:
    """The day an entry was signed; the first of all days where it was not, or where nobody wrote when."""
    try:
        return date.fromisoformat(entry.reviewed.rpartition(",")[2].strip())
    except ValueError:
        return date.min

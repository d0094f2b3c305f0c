"""Whether every wording is there in every language, short enough to be said, vowelled where it must be, and heard."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dialogs.checks.issue import Checked, Issue
from dialogs.compile import in_languages, sources
from dialogs.questionnaire import SOURCE
from dialogs.wording import VARIANTS, Entry, Text, units

# A prompt is at most 12 words (docs/dialogue.md, rule 4); what is longer names its reason.
MOST_WORDS = 12
PLACEHOLDER = re.compile(r"\{(\w+)\}")
VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")


def texts(checked: Checked) -> Iterator[Issue]:
    """Every phrase in every language it is asked in: translated, short, and with a voice."""
    spoken = replace(checked, texts=in_languages(checked.source, checked.texts))
    for context, phrase in sources(checked.source):
        yield from text_issues(spoken, context, phrase)


def text_issues(checked: Checked, context: str, phrase: Mapping[str, Any]) -> Iterator[Issue]:
    """Everything wrong with the wordings of one phrase."""
    french = dict(units(context, phrase))
    question = context.partition(".")[2]
    for language in checked.texts.languages:
        if language != SOURCE:
            yield from _translated(checked, context, question, french, language)
        yield from _spoken(checked, context, question, phrase, language)


def _translated(
    checked: Checked, context: str, question: str, french: Mapping[str, str], language: str
) -> Iterator[Issue]:
    entries = checked.texts.translations[language]
    if context not in entries:
        yield checked.issue("T01", question, language)
        return
    for suffix in ("", "/f", "/m", "/spoken", "/spoken/f", "/spoken/m"):
        entry = entries.get(context + suffix)
        if entry:
            yield from _one_entry(checked, question, french, language, entry)
    for pair in (("/f", "/m"), ("/spoken/f", "/spoken/m")):
        there = [suffix for suffix in pair if context + suffix in entries]
        if len(there) == 1:
            missing = next(suffix for suffix in pair if suffix not in there)
            yield checked.issue("T05", question, language, detail=missing)
    spoken = entries.get(f"{context}/spoken") or entries.get(f"{context}/spoken/f")
    worded = re.search(r"\w", PLACEHOLDER.sub("", entries[context].text))
    if language in checked.spoken_by_vowels and worded and not (spoken and VOWEL_SIGNS.search(spoken.text)):
        yield checked.issue("T06", question, language)


def _one_entry(
    checked: Checked, question: str, french: Mapping[str, str], language: str, entry: Entry
) -> Iterator[Issue]:
    if entry.source not in french.values():
        yield checked.issue("T02", question, language, detail=entry.source)
    names = set(PLACEHOLDER.findall(entry.source)) ^ set(PLACEHOLDER.findall(entry.text))
    if names:
        yield checked.issue("T04", question, language, detail=", ".join(sorted(f"{{{name}}}" for name in names)))


def _spoken(
    checked: Checked, context: str, question: str, phrase: Mapping[str, Text], language: str
) -> Iterator[Issue]:
    if language != SOURCE and context not in checked.texts.translations[language]:
        return
    compiled = replace(checked.texts, languages=(language,)).phrase(context, phrase)
    for variant in VARIANTS:
        spoken = compiled.wording(language, variant).spoken
        words = len(re.findall(r"[^\W_]+(?:[’'\u200c-][^\W_]+)*", VOWEL_SIGNS.sub("", spoken)))
        if words > MOST_WORDS and not phrase.get("long"):
            yield checked.issue("T03", question, language, detail=words, most=MOST_WORDS)
            return
        if not checked.has_clip(spoken, language):
            yield checked.issue("V01", question, language)
            return

"""The privacy notice: what participants hear of it, in every language, and what the team has to say besides."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.documents import inventory
from bot.documents.blocks import Block, Document, Row, bullets, heading, paragraph, table
from bot.loading import Programme
from dialogs.languages import Language
from dialogs.questionnaire import SOURCE, Phrase

HEADS = {"fr": ("Écrit", "Dit"), "ar": ("المكتوب", "المنطوق"), "fa_AF": ("نوشته", "گفته")}
SAME = "="  # said as it is written


def notice(programme: Programme, made: str) -> Document:
    """The notice in French, Arabic and Dari; `made` says when and for whom."""
    source = inventory.prose("notice")
    blocks = [paragraph(made), *(paragraph(each["text"]) for each in source["sections"])]
    for language in programme.languages.values():
        blocks += [heading(language.autonym, 2, language.code), paragraph(_reviewed(programme, source, language))]
        blocks += _heard(programme, source, language)
    aloud = source["aloud"]
    blocks += [heading(aloud["title"]), paragraph(aloud["text"]), bullets(aloud["bullets"])]
    return Document("notice", source["title"], tuple(blocks))


def _heard(programme: Programme, source: Mapping[str, Any], language: Language) -> Iterator[Block]:
    for part in source["parts"]:
        yield heading(part["title"][language.code], 3, language.code)
        rows = [_row(phrase, language.code) for phrase in phrases(programme, part)]
        yield table(HEADS[language.code], rows, language.code)


def phrases(programme: Programme, part: Mapping[str, Any]) -> Iterator[Phrase]:
    """The phrases of a part of the notice."""
    asked = {
        f"{each.id}.{question.key}": question.first.phrase
        for each in inventory.questionnaires(programme)
        for question in each.questions
    }
    yield from (asked[name] for name in part.get("questions", ()))
    if part.get("agreements"):
        yield from (question.first.phrase for _, question in inventory.agreements(programme))
    yield from (programme.texts.common_phrase(key) for line in part.get("phrases", ()) for key in line)


def _row(phrase: Phrase, language: str) -> Row:
    wording = phrase.wording(language)
    return wording.printed, SAME if wording.spoken == wording.printed else wording.spoken


def _reviewed(programme: Programme, source: Mapping[str, Any], language: Language) -> str:
    """Whether somebody who speaks the language has read what is told here."""
    if language.code == SOURCE:
        return "Le français est la source."
    said = {phrase.key for part in source["parts"] for phrase in phrases(programme, part)}
    known = programme.texts.translations[language.code]
    read = sum(bool(known[key].reviewed) for key in said)
    return f"Traductions relues par une personne dont c'est la langue : {read} sur {len(said)}."

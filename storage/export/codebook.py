"""What the answers mean: every question of every version kept, in all its languages."""

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from dialogs.kinds import SCALE
from dialogs.questionnaire import SOURCE, Phrase, Question, Questionnaire
from storage.export.cells import Row
from storage.export.tables import Table, table
from storage.questionnaires import hashes, questionnaire
from storage.refusals import Refused

COLUMNS = (
    *("questionnaire", "version", "hash", "audience", "moment", "question", "kind", "personal", "purpose"),
    *("condition", "references", "choices", "subject", "place", "kept", "required", "by", "item", "axis", "clea"),
)
WORDED = ("printed", "spoken", "spoken_f", "spoken_m", "choices")
REFERENCES = ("item", "axis", "clea")  # those that have a column of their own beside the whole of them


def codebook_table(db: Database) -> Table:
    """One row a question, with its printed and spoken wording in each language; a damaged version is left out.

    `spoken_f` and `spoken_m` are there where a language says it otherwise to a woman or a man.
    """
    versions = list(_versions(db))
    languages = sorted({lang for each in versions for q in each.questions for lang in q.first.phrase.wordings})
    worded = [f"{name}_{language}" for language in languages for name in WORDED]
    rows = (
        _row(version, place, question, languages)
        for version in versions
        for place, question in enumerate(version.questions, 1)
    )
    return table("codebook", (*COLUMNS, *worded), rows)


def _versions(db: Database) -> Iterator[Questionnaire]:
    for hashed in hashes(db):
        try:
            yield questionnaire(db, hashed)
        except Refused:
            continue


def _row(version: Questionnaire, place: int, question: Question, languages: list[str]) -> Row:
    return (
        *(version.id, version.version, version.hash, version.audience, version.moment),
        *(question.key, question.kind, int(question.personal), question.purpose),
        *(_json(question.when), _json(question.references), _choices(question, SOURCE)),
        *(version.subject or None, place, int(question.kept), int(question.required), question.by or None),
        *(question.references.get(name) for name in REFERENCES),
        *(text for language in languages for text in _wordings(question, language)),
    )


def _wordings(question: Question, language: str) -> Row:
    phrase = question.first.phrase
    if language not in phrase.wordings:
        return (None,) * len(WORDED)
    plain = phrase.wording(language)
    variants = (_otherwise(phrase, language, variant) for variant in ("f", "m"))
    return plain.printed, plain.spoken, *variants, _choices(question, language)


def _otherwise(phrase: Phrase, language: str, variant: str) -> str | None:
    wording = phrase.wordings[language].get(variant)
    return wording.spoken if wording else None


def _choices(question: Question, language: str) -> str | None:
    return "; ".join(f"{value} = {name}" for value, name in _named(question, language)) or None


def _named(question: Question, language: str) -> list[tuple[str | int, str]]:
    choices = list(_choosable(question, language))
    return sorted(choices) if question.kind == "scale" else choices


def _choosable(question: Question, language: str) -> Iterator[tuple[Any, str]]:
    for step in question.steps:
        for choice in step.choices:
            value = SCALE.get(choice.key) if question.kind == "scale" else choice.key
            if value is not None:
                yield value, choice.phrase.wording(language).printed


def _json(value: Any) -> str | None:  # noqa: ANN401 -- conditions and references
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None

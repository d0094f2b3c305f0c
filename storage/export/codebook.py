"""What the answers mean: every question of every version kept, in all its languages."""

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from dialogs.kinds import SCALE
from dialogs.questionnaire import Question, Questionnaire
from storage.export.tables import Row, Table
from storage.questionnaires import hashes, questionnaire
from storage.refusals import Refused

COLUMNS = (
    "questionnaire",
    "version",
    "hash",
    "audience",
    "moment",
    "question",
    "kind",
    "personal",
    "purpose",
    "condition",
    "references",
    "choices",
)


def codebook(db: Database) -> Table:
    """One row a question, with its printed and spoken wording in each language; a damaged version is left out."""
    versions = list(_versions(db))
    languages = sorted({lang for each in versions for q in each.questions for lang in q.first.phrase.wordings})
    worded = [f"{name}_{language}" for language in languages for name in ("printed", "spoken")]
    rows = (_row(version, question, languages) for version in versions for question in version.questions)
    return Table((*COLUMNS, *worded), rows)


def _versions(db: Database) -> Iterator[Questionnaire]:
    for hashed in hashes(db):
        try:
            yield questionnaire(db, hashed)
        except Refused:
            continue


def _row(version: Questionnaire, question: Question, languages: list[str]) -> Row:
    return (
        version.id,
        version.version,
        version.hash,
        version.audience,
        version.moment,
        question.key,
        question.kind,
        int(question.personal),
        question.purpose,
        _json(question.when),
        _json(question.references),
        "; ".join(_choices(question)) or None,
        *(text for language in languages for text in _wordings(question, language)),
    )


def _choices(question: Question) -> Iterator[str]:
    for step in question.steps:
        for choice in step.choices:
            value = SCALE.get(choice.key) if question.kind == "scale" else choice.key
            if value is not None:
                yield f"{value} = {choice.phrase.wording('fr').printed}"


def _wordings(question: Question, language: str) -> tuple[str | None, str | None]:
    phrase = question.first.phrase
    if language not in phrase.wordings:
        return None, None
    wording = phrase.wording(language)
    return wording.printed, wording.spoken


def _json(value: Any) -> str | None:  # noqa: ANN401 -- conditions and references
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None

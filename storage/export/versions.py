"""What the answers of one version of a questionnaire are called."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlite_utils import Database

from dialogs.questionnaire import SOURCE, Question, Questionnaire
from storage import json_text
from storage.export.cells import Row, is_unclean
from storage.labels import label
from storage.questionnaires import questionnaire
from storage.refusals import Refused

LANGUAGE = SOURCE  # what values are called, for those who evaluate; `wording` is as the person was shown it
# Closed answers repeat: what they are called is looked up once. Longer values are somebody's words.
REMEMBERED, LONGEST = 10_000, 40

ANSWERED, NOT_ASKED = "answered", "not_asked"  # beside the codes of no answer: dont_know, rather_not, …


# question, value (JSON), code of no answer, wording, language and mode: what is the same for many people
Told = tuple[str | None, ...]


class Said(NamedTuple):
    """What was answered: `told` is question, status, value as a cell, what that is called, wording, language and mode;
    `hidden` is the same without value; `plain` when it has no recordings and nothing is wrong with it.
    """

    told: Row
    hidden: Row
    takes: tuple[str, ...]
    damaged: bool
    unclean: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class Version:
    """The questions of a version that are kept, in their order."""

    id: str
    number: int
    questions: tuple[Question, ...]
    by_key: dict[str, Question]
    _known: dict[Told, Said] = field(default_factory=dict)

    def said(self, question: Question, told: Told) -> Said:
        """What is to be told of an answer, as it is stored."""
        known = self._known.get(told)
        if known is None:
            known, value = _said(question, *told[1:]), told[1]
            if (value is None or len(value) <= LONGEST) and len(self._known) < REMEMBERED:
                self._known[told] = known
        return known


def version(db: Database, hashed: str) -> Version | None:
    """The version of that hash, None when it is not there or damaged."""
    try:
        kept = questionnaire(db, hashed)
    except Refused:
        return None
    return version_of(kept)


def version_of(kept: Questionnaire) -> Version:
    """What a questionnaire is to an export."""
    questions = tuple(question for question in kept.questions if question.kept)
    return Version(kept.id, kept.version, questions, {question.key: question for question in questions})


def _said(question: Question, value: str | None, none: str | None, *how: str | None) -> Said:
    hidden = (question.key, none or ANSWERED, None, None, *how)
    if value is None:
        return Said(hidden, hidden, (), damaged=False, unclean=False, plain=True)
    try:
        found = json_text.load(value)
        cell, takes = _cell(found), _takes(found)
        told = (*hidden[:2], cell, label(question, found, LANGUAGE), *how)
    except (ValueError, RecursionError, TypeError):
        return Said(hidden, hidden, (), damaged=True, unclean=False, plain=False)
    unclean = isinstance(cell, str) and is_unclean(cell)
    return Said(told, hidden, takes, damaged=False, unclean=unclean, plain=not takes and not unclean)


def _cell(value: Any) -> str | int | float | None:  # noqa: ANN401 -- an answer's value
    if isinstance(value, dict):
        value = value.get("text")
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    return json_text.dump(value)


def _takes(value: Any) -> tuple[str, ...]:  # noqa: ANN401 -- an answer's value
    named = value.get("takes") if isinstance(value, dict) else None
    return tuple(take for take in named if isinstance(take, str)) if isinstance(named, list) else ()

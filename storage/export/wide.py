"""One row a person and moment, a column for each question: what spreadsheets and statistics like."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from storage.export.answers import COLUMNS, DAMAGED, answer_table
from storage.export.cells import Row
from storage.export.selection import Selection
from storage.export.tables import Table, table
from storage.export.versions import ANSWERED, version
from storage.questionnaires import hashes

KEYS = ("participant", "cohort", "cae", "moment", "about")
VOICE = "[voice]"  # answered, and nothing of it is written yet

_PARTICIPANT = COLUMNS.index("participant")
_KEYS = itemgetter(*(COLUMNS.index(name) for name in KEYS))
_TOLD = ("questionnaire", "question", "status", "value", "transcript", "flag")
_CELL = itemgetter(*(COLUMNS.index(name) for name in _TOLD))


def wide_table(db: Database, selection: Selection, *, personal: bool = False) -> Table:
    """The present answers again, with a column `questionnaire.question` for each question of any version kept.

    A cell is the value, or the transcript where it was spoken; `[dont_know]` and the like for no answer; None where
    there is no such run. Columns of what is personal are there only with `personal`.
    """
    questions = _questions(db, personal=personal)
    columns = {name: place for place, name in enumerate(questions)}
    answers = answer_table(db, selection, personal=personal).rows()
    # A person's rows stand together; those of one moment are spread over her questionnaires.
    rows = (row for _, hers in groupby(answers, key=itemgetter(_PARTICIPANT)) for row in _moments(hers, columns))
    return table("wide", (*KEYS, *questions), rows)


def _questions(db: Database, *, personal: bool) -> list[str]:
    found: dict[str, None] = {}
    for kept in filter(None, (version(db, hashed) for hashed in hashes(db))):
        shown = (question for question in kept.questions if personal or not question.personal)
        found.update(dict.fromkeys(f"{kept.id}.{question.key}" for question in shown))
    return list(found)


def _moments(hers: Iterator[Row], columns: dict[str, int]) -> Iterator[Row]:
    found: dict[Row, list[object]] = {}
    for row in hers:
        key = _KEYS(row)
        questionnaire, question, *told = _CELL(row)
        cells = found.setdefault(key, [None] * len(columns))
        place = columns.get(f"{questionnaire}.{question}")
        if place is not None:
            cells[place] = _told(*told)
    for key in sorted(found, key=lambda key: tuple(part or "" for part in key)):
        yield (*key, *found[key])


def _told(status: str, value: object, transcript: str | None, flag: str | None) -> object:
    if status != ANSWERED:
        return f"[{status}]"
    if flag == DAMAGED:
        return f"[{flag}]"
    return transcript or VOICE if value is None else value

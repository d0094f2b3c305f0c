"""One row for each question of each instance: what was answered, or why nothing was."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from dialogs.questionnaire import Question, Questionnaire
from storage import json_text
from storage.database import one
from storage.export.tables import Row, Table
from storage.labels import label
from storage.questionnaires import questionnaire
from storage.refusals import Refused

LANGUAGE = "fr"  # what values are called, for those who evaluate; `wording` is as the person was shown it

ANSWERED, NOT_ASKED = "answered", "not_asked"  # beside the codes of no answer: dont_know, rather_not, …
DAMAGED, PERSONAL, UNKNOWN = "damaged", "personal", "unknown_question"

COLUMNS = (
    "participant cohort cae questionnaire version moment question status value label wording language mode author"
    " door transcript transcript_status audio revision answered_at opened_at finished_at flag"
)


def answer_rows(db: Database, *, personal: bool = False) -> Table:
    """The present answer to each question of each instance, ordered by participant, questionnaire and moment.

    `status` is answered, dont_know, rather_not, not_applicable (a correction took the question away) or
    not_asked. `flag` is damaged (the cell cannot be read), unknown_question (not in that version: nothing of it
    is shown) or personal: unless asked for, such values, their transcripts and recordings are left out.
    """
    return Table(tuple(COLUMNS.split()), _rows(db, personal=personal))


def _rows(db: Database, *, personal: bool) -> Iterator[Row]:
    versions: dict[str, Questionnaire | None] = {}
    with _tolerant(db):
        for _, group in groupby(db.conn.execute(_ANSWERS), key=itemgetter("instance_id")):
            found = list(group)
            first = found[0]
            if first["hash"] not in versions:
                versions[first["hash"]] = _version(db, first["hash"])
            # Revisions come in order: the last one of a question is the present one.
            answers = {row["question"]: row for row in found if row["question"] is not None}
            yield from _instance(db, first, versions[first["hash"]], answers, personal=personal)


def _instance(
    db: Database,
    head: sqlite3.Row,
    version: Questionnaire | None,
    answers: dict[str, sqlite3.Row],
    *,
    personal: bool,
) -> Iterator[Row]:
    for question in version.questions if version else ():
        if question.kept:
            row = answers.pop(question.key, None)
            given = _answer(db, question, row, personal=personal) if row else _not_asked(question)
            yield _line(head, version, given)
    for row in answers.values():
        yield _line(head, version, _unknown(row))


def _line(head: sqlite3.Row, version: Questionnaire | None, given: dict[str, Any]) -> Row:
    whose = (head["participant"], head["cohort"], head["cae"], head["questionnaire"])
    when = (version.version if version else None, head["moment"])
    said = tuple(given.get(name) for name in _SAID)
    return (*whose, *when, *said, head["opened_at"], head["finished_at"], given.get("flag"))


_SAID = tuple(COLUMNS.split()[6:20])


def _not_asked(question: Question) -> dict[str, Any]:
    return {"question": question.key, "status": NOT_ASKED}


def _unknown(row: sqlite3.Row) -> dict[str, Any]:
    return {**_circumstances(row), "wording": None, "flag": UNKNOWN}


def _answer(db: Database, question: Question, row: sqlite3.Row, *, personal: bool) -> dict[str, Any]:
    given = _circumstances(row)
    if question.personal and not personal:
        return {**given, "flag": PERSONAL}
    try:
        value = None if row["value"] is None else json_text.load(row["value"])
    except ValueError:
        return {**given, "flag": DAMAGED}
    takes = _takes_named(row, value)
    given |= {"value": _plain(value), "label": label(question, value, LANGUAGE)}
    if takes:
        given |= _recordings(db, takes)
    damaged = any("\ufffd" in cell for cell in given.values() if isinstance(cell, str))
    return {**given, "flag": DAMAGED} if damaged else given


def _circumstances(row: sqlite3.Row) -> dict[str, Any]:
    given = {name: row[name] for name in _AS_STORED}
    return {**given, "status": row["none"] or ANSWERED}


_AS_STORED = ("question", "wording", "language", "mode", "author", "door", "revision", "answered_at")


def _plain(value: object) -> object:
    return value.get("text") if isinstance(value, dict) else value


def _takes_named(row: sqlite3.Row, value: object) -> list[str]:
    named = value.get("takes") if isinstance(value, dict) else None
    if isinstance(named, list):
        return [take for take in named if isinstance(take, str)]
    return [row["take_id"]] if row["take_id"] else []


def _recordings(db: Database, takes: list[str]) -> dict[str, Any]:
    found = [row for take in takes if (row := one(db, _TAKE, (take,)))]
    written = [row["transcript"] for row in found if row["transcript"]]
    statuses = {row["transcript_status"] for row in found}
    return {
        "transcript": "\n".join(written) or None,
        # The least sure of them speaks for all.
        "transcript_status": next((each for each in ("none", "machine", "checked") if each in statuses), None),
        "audio": " ".join(row["id"] for row in found if row["state"] == "stored") or None,
    }


def _version(db: Database, hashed: str) -> Questionnaire | None:
    try:
        return questionnaire(db, hashed)
    except Refused:
        return None


@contextmanager
def _tolerant(db: Database) -> Iterator[None]:
    before = db.conn.text_factory
    db.conn.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        yield
    finally:
        db.conn.text_factory = before


_TAKE = "SELECT id, state, transcript, transcript_status FROM takes WHERE id = ?"
# CROSS JOIN keeps the order of the loops, which is the order of the rows: nothing has to be sorted.
_ANSWERS = """
SELECT p.code AS participant, c.code AS cohort, caes.code AS cae, i.id AS instance_id, i.questionnaire, i.hash,
    i.moment, i.opened_at, i.finished_at, a.question, a.revision, a.value, a.none, a.wording, a.language, a.mode,
    a.author, a.door, a.take_id, a.answered_at
FROM people p CROSS JOIN instances i ON i.person_id = p.id
LEFT JOIN cohorts c ON c.id = p.cohort_id LEFT JOIN caes ON caes.id = i.cae_id
LEFT JOIN answers a ON a.instance_id = i.id
ORDER BY p.code, i.questionnaire, i.moment, a.question, a.revision
"""

"""One row for each question of each instance: what was answered, or why nothing was."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

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
DAMAGED, PERSONAL, UNKNOWN, GUESSED = "damaged", "personal", "unknown_question", "guessed"

COLUMNS = (
    "participant cohort cae questionnaire version moment question status value label wording language mode author"
    " door transcript transcript_status transcript_by transcript_machine transcript_uncertain translation"
    " translation_by audio revision answered_at opened_at finished_at flag"
)


class Given(NamedTuple):
    """A row of the query below, in its order."""

    instance_id: int
    participant: str
    cohort: str | None
    cae: str | None
    questionnaire: str
    hash: str
    moment: str
    opened_at: str
    finished_at: str | None
    question: str | None
    revision: int
    value: str | None
    none: str | None
    wording: str
    language: str | None
    mode: str
    author: str
    door: str
    take_id: str | None
    guessed: int
    answered_at: str


NO_RECORDINGS: Row = (None,) * 8
NOTHING_GIVEN: Row = (None,) * (7 + len(NO_RECORDINGS) + 2)  # value to door, recordings, revision and moment


def answer_rows(db: Database, *, personal: bool = False) -> Table:
    """The present answer to each question of each instance, ordered by participant, questionnaire and moment.

    `status` is answered, dont_know, rather_not, not_applicable (a correction took the question away) or
    not_asked. `transcript` is the present one, `transcript_machine` the first; `transcript_uncertain` is 1 where
    the machine doubted its own, as when another language was spoken. `flag` is damaged (the cell cannot be read),
    unknown_question (not in that version: nothing of it is shown), guessed (taken from a voice without her word on
    it) or personal: unless asked for, such values, their transcripts and recordings are left out. What people said
    of each other is elsewhere: `storage.export.peers`.
    """
    return Table(tuple(COLUMNS.split()), _rows(db, personal=personal))


def _rows(db: Database, *, personal: bool) -> Iterator[Row]:
    versions: dict[str, Questionnaire | None] = {}
    with _tolerant(db):
        cursor = db.conn.cursor()
        cursor.row_factory = None  # plain tuples, taken apart once: half of the time of an export otherwise
        for _, group in groupby(cursor.execute(_ANSWERS), key=itemgetter(0)):
            found = [Given(*row) for row in group]
            first = found[0]
            if first.hash not in versions:
                versions[first.hash] = _version(db, first.hash)
            # Revisions come in order: the last one of a question is the present one.
            answers = {given.question: given for given in found if given.question is not None}
            yield from _instance(db, first, versions[first.hash], answers, personal=personal)


def _instance(
    db: Database, head: Given, version: Questionnaire | None, answers: dict[str, Given], *, personal: bool
) -> Iterator[Row]:
    number = version.version if version else None
    before = (head.participant, head.cohort, head.cae, head.questionnaire, number, head.moment)
    after = (head.opened_at, head.finished_at)
    for question in version.questions if version else ():
        if question.kept:
            given = answers.pop(question.key, None)
            said, flag = _answer(db, question, given, personal=personal) if given else (_not_asked(question), None)
            yield (*before, *said, *after, flag)
    for given in answers.values():
        yield (*before, *_said(given, wording=None), *after, UNKNOWN)


def _not_asked(question: Question) -> Row:
    return (question.key, NOT_ASKED, *NOTHING_GIVEN)


def _answer(db: Database, question: Question, given: Given, *, personal: bool) -> tuple[Row, str | None]:
    if question.personal and not personal:
        return _said(given, given.wording), PERSONAL
    try:
        value = None if given.value is None else json_text.load(given.value)
    except ValueError:
        return _said(given, given.wording), DAMAGED
    takes = _takes_named(given, value)
    recordings = _recordings(db, takes) if takes else NO_RECORDINGS
    said = _said(given, given.wording, _plain(value), label(question, value, LANGUAGE), recordings)
    damaged = any(isinstance(cell, str) and "\ufffd" in cell for cell in said)
    return said, DAMAGED if damaged else GUESSED if given.guessed else None


def _said(
    given: Given,
    wording: str | None,
    value: object = None,
    named: str | None = None,
    recordings: Row = NO_RECORDINGS,
) -> Row:
    how = (wording, given.language, given.mode, given.author, given.door)
    status = given.none or ANSWERED
    return (given.question, status, value, named, *how, *recordings, given.revision, given.answered_at)


def _plain(value: object) -> object:
    return value.get("text") if isinstance(value, dict) else value


def _takes_named(given: Given, value: object) -> list[str]:
    named = value.get("takes") if isinstance(value, dict) else None
    if isinstance(named, list):
        return [take for take in named if isinstance(take, str)]
    return [given.take_id] if given.take_id else []


def _recordings(db: Database, takes: list[str]) -> Row:
    found = [row for take in takes if (row := one(db, _TAKE, (take,)))]
    statuses = {row["transcript_status"] for row in found}
    # The least sure of them speaks for all.
    status = next((each for each in ("none", "machine", "checked") if each in statuses), None)
    signed = [row["transcript_by"] for row in found if row["transcript_status"] == "checked"]
    stored = [row["id"] for row in found if row["state"] == "stored"]
    return (
        _lines(found, "transcript"),
        status,
        _names(signed),
        _lines(found, "machine_transcript"),
        int(any(row["uncertain"] for row in found)) if found else None,
        _lines(found, "translation"),
        _names(row["translated_by"] for row in found),
        " ".join(stored) or None,
    )


def _lines(found: list[sqlite3.Row], column: str) -> str | None:
    return "\n".join(row[column] for row in found if row[column]) or None


def _names(codes: Iterable[str | None]) -> str | None:
    return " ".join(sorted({code for code in codes if code})) or None


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


_TAKE = (
    "SELECT id, state, transcript, transcript_status, transcript_by, machine_transcript, uncertain, translation,"
    " translated_by FROM takes WHERE id = ?"
)
# CROSS JOIN keeps the order of the loops, which is the order of the rows: nothing has to be sorted.
_ANSWERS = """
SELECT i.id, p.code, c.code, caes.code, i.questionnaire, i.hash, i.moment, i.opened_at, i.finished_at,
    a.question, a.revision, a.value, a.none, a.wording, a.language, a.mode, a.author,
    a.door, a.take_id, a.guessed, a.answered_at
FROM people p CROSS JOIN instances i ON i.person_id = p.id
LEFT JOIN cohorts c ON c.id = i.cohort_id LEFT JOIN caes ON caes.id = i.cae_id
LEFT JOIN answers a ON a.instance_id = i.id
WHERE i.subject_id IS NULL OR p.role <> 'participant'
ORDER BY p.code, i.questionnaire, i.moment, coalesce(i.cohort_id, 0), coalesce(i.subject_id, 0), a.question, a.revision
"""

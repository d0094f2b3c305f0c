"""Themes that people put on open answers, so that what was said freely can be counted."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage import json_text
from storage.database import every, one
from storage.questionnaires import questionnaire
from storage.refusals import Refused
from storage.times import stamp

LONGEST = 60  # letters of a theme: a word or two, not a comment


@dataclass(frozen=True, slots=True)
class Open:
    """An open answer that can be given themes; `answer` names it, `stale` are themes of what was said before."""

    answer: str
    participant: str
    questionnaire: str
    moment: str
    text: str
    themes: tuple[str, ...]
    stale: tuple[str, ...]


def put(db: Database, answer: str, theme: str, author: str, now: datetime) -> str:
    """Put a theme on the present words of an answer; the theme as it is kept. Done again it changes nothing."""
    instance_id, question, revision = _found(db, answer)
    said = " ".join(theme.split())
    if not said or len(said) > LONGEST:
        raise Refused("bad_theme", f"Un thème s'écrit en {LONGEST} lettres au plus.")
    db.conn.execute(
        "INSERT OR REPLACE INTO themes (instance_id, question, theme, revision, author, at) VALUES (?, ?, ?, ?, ?, ?)",
        (instance_id, question, said, revision, author, stamp(now)),
    )
    return said


def take_off(db: Database, answer: str, theme: str) -> bool:
    """Take a theme off an answer; whether it was there."""
    instance_id, question, _ = _found(db, answer)
    gone = db.conn.execute(
        "DELETE FROM themes WHERE instance_id = ? AND question = ? AND theme = ?",
        (instance_id, question, " ".join(theme.split())),
    )
    return gone.rowcount > 0


def open_answers(db: Database, cohort_id: int) -> list[Open]:
    """The open answers of a Flashcoop that have words to read, by questionnaire and moment; nothing personal."""
    open_keys: dict[str, set[str]] = {}
    found: list[Open] = []
    for row in every(db, _ANSWERS, (cohort_id,)):
        if row["hash"] not in open_keys:
            asked = questionnaire(db, row["hash"]).questions
            open_keys[row["hash"]] = {each.key for each in asked if each.kind == "open" and not each.personal}
        text = _words(db, row["value"]) if row["question"] in open_keys[row["hash"]] else ""
        if text:
            found.append(_open(db, row, text))
    return found


def _open(db: Database, row: sqlite3.Row, text: str) -> Open:
    put_on = every(
        db,
        "SELECT theme, revision FROM themes WHERE instance_id = ? AND question = ? ORDER BY theme",
        (row["instance_id"], row["question"]),
    )
    present = tuple(each["theme"] for each in put_on if each["revision"] == row["revision"])
    stale = tuple(each["theme"] for each in put_on if each["revision"] != row["revision"])
    name = f"{row['code']}.{row['question']}"
    return Open(name, row["person"], row["questionnaire"], row["moment"], text, present, stale)


def _words(db: Database, value: str | None) -> str:
    said = json_text.load(value) if value else None
    if not isinstance(said, dict):
        return ""
    heard = [one(db, "SELECT transcript FROM takes WHERE id = ?", (take,)) for take in said.get("takes", ())]
    return "\n".join(filter(None, [said.get("text"), *(row["transcript"] for row in heard if row)]))


def _found(db: Database, answer: str) -> tuple[int, str, int]:
    code, _, question = answer.partition(".")
    row = one(
        db,
        "SELECT i.id, max(a.revision) AS revision FROM instances i JOIN answers a ON a.instance_id = i.id"
        " WHERE i.code = ? AND a.question = ? GROUP BY i.id",
        (code, question),
    )
    if row is None:
        raise Refused("unknown_answer", f"Il n'y a pas de réponse « {answer} ».")
    return row["id"], question, row["revision"]


_ANSWERS = """
SELECT i.id AS instance_id, i.code, i.questionnaire, i.moment, i.hash, p.code AS person, a.question, a.revision, a.value
FROM instances i JOIN people p ON p.id = i.person_id JOIN answers a ON a.instance_id = i.id
WHERE i.cohort_id = ? AND (i.subject_id IS NULL OR p.role <> 'participant') AND a.value IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM answers n
        WHERE n.instance_id = a.instance_id AND n.question = a.question AND n.revision > a.revision)
ORDER BY i.questionnaire, i.moment, i.id, a.question
"""

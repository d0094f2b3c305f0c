import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from dialogs import instance as values
from dialogs.changing import changed
from dialogs.instance import Instance
from dialogs.questionnaire import Questionnaire
from storage import json_text, people
from storage.codes import Codes
from storage.database import every, one
from storage.people import Person
from storage.questionnaires import keep
from storage.refusals import Refused
from storage.remembering import memory_of, remembered
from storage.times import stamp

NO_FACTS: Mapping[str, Any] = {}


class Conflict(Exception):
    """Someone else moved the instance since it was loaded: load it again and look again."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An instance with the row it was loaded from. `version` is compared when it is saved."""

    id: int
    code: str
    person_id: int
    cae_id: int | None
    cohort_id: int | None
    subject_id: int | None
    questionnaire: str
    hash: str
    moment: str
    version: int
    finished: bool
    closed: bool
    instance: Instance


def open_instance(
    db: Database,
    codes: Codes,
    person: Person,
    questionnaire: Questionnaire,
    moment: str,
    begin: Callable[[str], Instance],
    now: datetime,
    cohort_id: int | None = None,
    subject_id: int | None = None,
) -> str:
    """The code of a person's instance at a moment (`once`, `session:3`), opened when there is none yet.

    `begin` makes the instance of a code, in its first state. The version the instance begins with is kept.
    `cohort_id` is the Flashcoop it is about (the person's own if None), `subject_id` the person, None for herself.
    """
    cohort_id = cohort_id or person.cohort_id
    row = one(
        db,
        "SELECT code FROM instances WHERE person_id = ? AND questionnaire = ? AND moment = ?"
        " AND coalesce(cohort_id, 0) = ? AND coalesce(subject_id, 0) = ?",
        (person.id, questionnaire.id, moment, cohort_id or 0, subject_id or 0),
    )
    if row is not None:
        return str(row["code"])
    keep(db, questionnaire, now)
    fresh = begin(codes.instance())
    db.conn.execute(
        "INSERT INTO instances (code, person_id, cae_id, cohort_id, subject_id, questionnaire, hash, moment, state,"
        " data, version, opened_at, touched_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
        (
            fresh.code,
            person.id,
            person.cae_id,
            cohort_id,
            subject_id,
            questionnaire.id,
            questionnaire.hash,
            moment,
            fresh.state,
            json_text.dump(values.dump(fresh)),
            stamp(now),
            stamp(now),
        ),
    )
    return fresh.code


def load(db: Database, code: str, facts: Mapping[str, Any] = NO_FACTS) -> Stored:
    """The instance of that code with what belongs to its person laid in; refused if unknown."""
    row = one(db, _INSTANCES + " WHERE i.code = ?", (code,))
    if row is None:
        raise Refused("unknown_instance", "Ce questionnaire n'existe pas.")
    return _stored(row, facts)


def load_by_id(db: Database, instance_id: int, facts: Mapping[str, Any] = NO_FACTS) -> Stored:
    """The instance of that row id; refused if unknown."""
    return _spoken(db, _by_id(db, instance_id), facts)


def known(db: Database, code: str) -> int | None:
    """The row id of the instance of that code, None when there is none."""
    row = one(db, "SELECT id FROM instances WHERE code = ?", (code,))
    return row["id"] if row else None


def run_of(db: Database, instance_id: int, person_id: int) -> Stored | None:
    """The instance of that row id, None where there is none that is the person's."""
    try:
        stored = _by_id(db, instance_id)
    except Refused:
        return None
    return _spoken(db, stored, NO_FACTS) if stored.person_id == person_id else None


def instances_of(db: Database, person_id: int) -> list[Stored]:
    """A person's instances, in the order they were opened, without facts of the calendar."""
    found = every(db, _INSTANCES + " WHERE i.person_id = ? ORDER BY i.id", (person_id,))
    return [_stored(row, NO_FACTS) for row in found]


def chosen_by_others(db: Database, questionnaire: str, cohort_id: int, person_id: int, question: str) -> set[str]:
    """What the others of a Flashcoop who have not left it answer to a closed question now."""
    found = every(
        db,
        "SELECT json_extract(i.data, '$.given.' || ? || '.value') AS chosen FROM instances i"
        " JOIN people p ON p.id = i.person_id WHERE i.cohort_id = ? AND i.questionnaire = ? AND i.person_id <> ?"
        " AND p.withdrawn_at IS NULL",
        (question, cohort_id, questionnaire, person_id),
    )
    return {row["chosen"] for row in found if row["chosen"] is not None}


def save(db: Database, stored: Stored, instance: Instance, now: datetime) -> Stored:
    """Keep where an instance has moved to; Conflict when it was moved since `stored` was loaded."""
    moved = db.conn.execute(
        "UPDATE instances SET state = ?, data = ?, version = version + 1, touched_at = ? WHERE id = ? AND version = ?",
        (instance.state, json_text.dump(values.dump(instance)), stamp(now), stored.id, stored.version),
    )
    if moved.rowcount == 0:
        raise Conflict(stored.code)
    saved = changed(stored, version=stored.version + 1, instance=instance)
    if (memory := memory_of(db)) is not None:
        memory.keep("instance", stored.id, saved)
    return saved


def finish(db: Database, instance_id: int, now: datetime) -> None:
    """The last question is behind the person; the first time counts."""
    db.conn.execute(
        "UPDATE instances SET finished_at = ? WHERE id = ? AND finished_at IS NULL", (stamp(now), instance_id)
    )


def close(db: Database, instance_id: int, now: datetime) -> None:
    """Nothing can be answered or corrected any more; the first time counts."""
    db.conn.execute("UPDATE instances SET closed_at = ? WHERE id = ? AND closed_at IS NULL", (stamp(now), instance_id))


@remembered("instance")
def _by_id(db: Database, instance_id: int) -> Stored:
    row = one(db, _INSTANCES + " WHERE i.id = ?", (instance_id,))
    if row is None:
        raise Refused("unknown_instance", "Ce questionnaire n'existe pas.")
    return _stored(row, NO_FACTS)


def _spoken(db: Database, stored: Stored, facts: Mapping[str, Any]) -> Stored:
    """An instance with what may have changed beside it since it was read: how its person is spoken to, and facts."""
    her = people.person(db, stored.person_id)
    laid_in = {"language": her.language, "variant": her.variant, "slow": her.slow, "facts": facts}
    return changed(stored, instance=changed(stored.instance, **laid_in))


_INSTANCES = "SELECT i.*, p.language, p.variant, p.slow FROM instances i JOIN people p ON p.id = i.person_id"


def _stored(row: sqlite3.Row, facts: Mapping[str, Any]) -> Stored:
    instance = values.load(
        json_text.load(row["data"]),
        code=row["code"],
        language=row["language"],
        variant=row["variant"],
        slow=bool(row["slow"]),
        facts=facts,
    )
    return Stored(
        row["id"],
        row["code"],
        row["person_id"],
        row["cae_id"],
        row["cohort_id"],
        row["subject_id"],
        row["questionnaire"],
        row["hash"],
        row["moment"],
        row["version"],
        row["finished_at"] is not None,
        row["closed_at"] is not None,
        instance,
    )

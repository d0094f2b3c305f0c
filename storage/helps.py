from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storage import people
from storage.database import every, one
from storage.refusals import Refused
from storage.remembering import remembered
from storage.times import stamp

BY_HERSELF = "passed"  # who closed a call, where the person went on without help
ANYWHERE = 0  # under which it is remembered whether there is any call
TAKEN = timedelta(minutes=30)  # after which somebody else may answer a call that was taken


@dataclass(frozen=True, slots=True)
class Help:
    """A person waits for a human: at which step, why, and the clip that was not understood, if any."""

    id: int
    person_id: int
    instance_id: int | None
    step: str
    reason: str
    take_id: str | None
    asked_at: str


def call_help(
    db: Database,
    person_id: int,
    cae_id: int | None,
    instance_id: int | None,
    step: str,
    reason: str,
    take_id: str | None,
    now: datetime,
) -> None:
    """Ask for a human; a call that is open for the same step is not doubled."""
    db.conn.execute(
        "INSERT INTO helps (person_id, cae_id, instance_id, step, reason, take_id, asked_at)"
        " SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM helps WHERE person_id = ?"
        " AND instance_id IS ? AND step = ? AND reason = ? AND closed_at IS NULL)",
        (person_id, cae_id, instance_id, step, reason, take_id, stamp(now), person_id, instance_id, step, reason),
    )


def open_helps(db: Database, cae_id: int | None) -> list[Help]:
    """The people of a CAE who wait for a human, the longest waiting first."""
    found = every(
        db,
        "SELECT id, person_id, instance_id, step, reason, take_id, asked_at FROM helps"
        " WHERE closed_at IS NULL AND cae_id IS ? ORDER BY id",
        (cae_id,),
    )
    return [Help(*row) for row in found]


def helps_in(db: Database, cohort_id: int) -> list[Help]:
    """The people of a Flashcoop who wait for a human, the longest waiting first."""
    found = every(
        db,
        "SELECT h.id, h.person_id, h.instance_id, h.step, h.reason, h.take_id, h.asked_at FROM helps h"
        " JOIN people p ON p.id = h.person_id LEFT JOIN instances i ON i.id = h.instance_id"
        " WHERE h.closed_at IS NULL AND p.withdrawn_at IS NULL AND coalesce(i.cohort_id, p.cohort_id) = ?"
        " ORDER BY h.id",
        (cohort_id,),
    )
    return [Help(*row) for row in found]


def help_of(db: Database, help_id: int) -> Help | None:
    """A call for a human, open or not; None where there is none."""
    row = one(
        db,
        "SELECT id, person_id, instance_id, step, reason, take_id, asked_at FROM helps WHERE id = ?",
        (help_id,),
    )
    return Help(*row) if row else None


def close_help(db: Database, help_id: int, by: str, now: datetime) -> bool:
    """Someone helped; `by` is that person's code. Whether nobody had before."""
    changed = db.conn.execute(
        "UPDATE helps SET closed_at = ?, closed_by = ? WHERE id = ? AND closed_at IS NULL",
        (stamp(now), by, help_id),
    )
    return changed.rowcount == 1


def any_open(db: Database) -> bool:
    """Whether anybody waits for a human at all."""
    return _any_open(db, ANYWHERE)


@remembered("helps")
def _any_open(db: Database, _where: int) -> bool:
    return one(db, "SELECT 1 FROM helps INDEXED BY helps_open WHERE closed_at IS NULL LIMIT 1") is not None


def passed(db: Database, person_id: int, now: datetime) -> None:
    """Close the calls of a person at questions she is no longer at: she went on by herself."""
    db.conn.execute(
        "UPDATE helps SET closed_at = ?, closed_by = ? WHERE person_id = ? AND closed_at IS NULL AND EXISTS"
        " (SELECT 1 FROM instances i WHERE i.id = helps.instance_id"
        " AND (i.finished_at IS NOT NULL OR substr(i.state, instr(i.state, ':') + 1) <> helps.step))",
        (stamp(now), BY_HERSELF, person_id),
    )


def untold(db: Database) -> list[Help]:
    """The calls nobody was told of yet, the longest waiting first."""
    found = every(
        db,
        "SELECT id, person_id, instance_id, step, reason, take_id, asked_at FROM helps"
        " WHERE told_at IS NULL AND closed_at IS NULL ORDER BY id",
    )
    return [Help(*row) for row in found]


def told(db: Database, help_id: int, now: datetime) -> None:
    """Those who lead were told of a call, where they could be."""
    db.conn.execute("UPDATE helps SET told_at = ? WHERE id = ?", (stamp(now), help_id))


def claim(db: Database, help_id: int, by: int, now: datetime) -> bool:
    """Somebody (row id) answers a call, for a while; False where it is closed, or somebody else does."""
    changed = db.conn.execute(
        "UPDATE helps SET taken_by = ?1, taken_at = ?2 WHERE id = ?3 AND closed_at IS NULL"
        " AND (taken_by IS NULL OR taken_by = ?1 OR taken_at <= ?4)",
        (by, stamp(now), help_id, stamp(now - TAKEN)),
    )
    return changed.rowcount == 1


def let_go(db: Database, person_id: int) -> None:
    """Whom somebody was about to answer is anybody's again."""
    db.conn.execute(
        "UPDATE helps SET taken_by = NULL, taken_at = NULL WHERE taken_by = ? AND closed_at IS NULL", (person_id,)
    )


def helper_of(db: Database, help_id: int) -> tuple[int | None, bool]:
    """Who answers a call, or answered it (row id), and whether it is closed."""
    row = one(db, "SELECT taken_by, closed_at FROM helps WHERE id = ?", (help_id,))
    return (row["taken_by"], row["closed_at"] is not None) if row else (None, True)


def cohorts_of_help(db: Database, asked: Help) -> list[int]:
    """The Flashcoops whose animators are called: that of the run it came up in, else all of the person's."""
    row = one(db, "SELECT cohort_id FROM instances WHERE id = ?", (asked.instance_id,))
    if row is not None and row["cohort_id"] is not None:
        return [row["cohort_id"]]
    return people.cohorts_of(db, asked.person_id)


def office(db: Database, cohort_id: int) -> tuple[int, int]:
    """The hours of a working day (0–24) in which somebody of a Flashcoop answers calls."""
    row = one(db, "SELECT help_from, help_until FROM cohorts WHERE id = ?", (cohort_id,))
    assert row is not None
    return row["help_from"], row["help_until"]


def set_office(db: Database, cohort_id: int, hours: tuple[int, int]) -> None:
    """Keep those hours; refused when they cannot be."""
    if not 0 <= hours[0] < hours[1] <= 24:
        raise Refused("help_hours", "Les heures vont de 0 à 24, et finissent après avoir commencé.")
    db.conn.execute("UPDATE cohorts SET help_from = ?, help_until = ? WHERE id = ?", (*hours, cohort_id))


def replied(db: Database, address_id: int, message: int) -> int | None:
    """The call that a message of ours at an address told of, by the channel's number of that message."""
    row = one(
        db,
        "SELECT json_extract(o.intent, '$.help') AS help FROM calls c JOIN outbox o ON o.id = c.outbox_id"
        " WHERE c.address_id = ? AND json_extract(c.result, '$.message_id') = ?",
        (address_id, message),
    )
    return row["help"] if row else None


# Answers


@dataclass(frozen=True, slots=True)
class HelpAnswer:
    """What somebody of the staff answers to a call: a recording of hers, or words in French."""

    id: int
    help_id: int
    by_person: int | None
    take_id: str | None
    text: str


def add_answer(db: Database, help_id: int, by: int, take_id: str | None, text: str, now: datetime) -> int:
    """Keep an answer; its number. It is not heard yet."""
    cursor = db.conn.execute(
        "INSERT INTO help_answers (help_id, by_person, take_id, text, at) VALUES (?, ?, ?, ?, ?)",
        (help_id, by, take_id, text, stamp(now)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def answer_of(db: Database, answer_id: int) -> HelpAnswer | None:
    """The answer of that number, None where it went with the call."""
    row = one(db, "SELECT id, help_id, by_person, take_id, text FROM help_answers WHERE id = ?", (answer_id,))
    return HelpAnswer(*row) if row else None


def may_be_put(db: Database, answer_id: int) -> None:
    """An answer is the one that counts: she is to hear it when she is there."""
    db.conn.execute("UPDATE help_answers SET put_at = '' WHERE id = ? AND put_at IS NULL", (answer_id,))


def to_put(db: Database, person_id: int) -> list[HelpAnswer]:
    """The answers a person has not heard yet, the oldest first."""
    found = every(
        db,
        "SELECT a.id, a.help_id, a.by_person, a.take_id, a.text FROM help_answers a JOIN helps h ON h.id = a.help_id"
        " WHERE h.person_id = ? AND a.put_at = '' ORDER BY a.id",
        (person_id,),
    )
    return [HelpAnswer(*row) for row in found]


def put(db: Database, answer_id: int, now: datetime) -> None:
    """She hears an answer now."""
    db.conn.execute("UPDATE help_answers SET put_at = ? WHERE id = ?", (stamp(now), answer_id))

"""What recordings say, in writing: the machine's words, a person's corrected and signed ones, a French translation."""

import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.database import every, one
from storage.people import Person
from storage.refusals import Refused
from storage.takes import KEPT
from storage.times import moment, stamp

MACHINE, CHECKED = "machine", "checked"
# Ten days before a recording goes: day 20 for one that is kept. Time enough to find someone who understands it.
WARNED_BEFORE = KEPT - timedelta(days=20)
LONGEST_TEXT = 10_000  # as for what is typed: some ten minutes of speech


@dataclass(frozen=True, slots=True)
class Waiting:
    """A recording whose transcript nobody has signed, with the words so far and when its sound goes.

    `uncertain`: the machine doubts its own words; `spoken` is the language it seemed to hear (a Whisper code).
    `urgent`: the recording goes within ten days.
    """

    take: str
    participant: str
    cohort: str | None
    questionnaire: str | None
    moment: str | None
    question: str | None
    language: str | None
    text: str | None
    confidence: float | None
    uncertain: bool
    spoken: str | None
    said_at: datetime
    gone_at: datetime
    urgent: bool


def write_down(
    db: Database,
    take_id: str,
    text: str,
    confidence: float | None,
    *,
    uncertain: bool = False,
    spoken: str | None = None,
) -> None:
    """Keep what a machine wrote. It never replaces what a person signed."""
    db.conn.execute(
        "UPDATE takes SET machine_transcript = ?, confidence = ?, uncertain = ?, spoken_language = ? WHERE id = ?",
        (text, confidence, uncertain, spoken, take_id),
    )
    db.conn.execute(
        "UPDATE takes SET transcript = ?, transcript_status = ?, transcript_by = ?"
        " WHERE id = ? AND transcript_status <> ?",
        (text, MACHINE, MACHINE, take_id, CHECKED),
    )


def sign(db: Database, take_id: str, text: str, by: Person, now: datetime) -> None:
    """A person has listened: her text is the transcript. Refused when there is nothing left to listen to."""
    row = _known(db, take_id)
    if row["state"] != "stored":
        raise Refused("no_audio", "L'enregistrement n'est plus là : le texte reste marqué non vérifié.")
    db.conn.execute(
        "UPDATE takes SET transcript = ?, transcript_status = ?, transcript_by = ?, signed_at = ? WHERE id = ?",
        (_clean(text), CHECKED, by.code, stamp(now), take_id),
    )


def translate(db: Database, take_id: str, text: str, by: Person, now: datetime) -> None:
    """Keep what a recording says in French, and who says so; the sound may be gone if its words are there."""
    row = _known(db, take_id)
    if row["state"] != "stored" and not row["transcript"]:
        raise Refused("no_audio", "Il n'y a plus ni enregistrement ni texte à traduire.")
    db.conn.execute(
        "UPDATE takes SET translation = ?, translated_by = ?, translated_at = ? WHERE id = ?",
        (_clean(text), by.code, stamp(now), take_id),
    )


def to_check(db: Database, now: datetime, *, cae_id: int | None = None, cohort_id: int | None = None) -> list[Waiting]:
    """Recordings of open answers that nobody has checked, oldest first; of a CAE or of a Flashcoop, if named (None: of
    all, which is an operator's to see).
    """
    found = every(db, _TO_CHECK, (cae_id, cae_id, cohort_id, cohort_id))
    return [_waiting(row, now) for row in found]


def _waiting(row: sqlite3.Row, now: datetime) -> Waiting:
    gone_at = moment(row["keep_until"])
    return Waiting(
        take=row["id"],
        participant=row["participant"],
        cohort=row["cohort"],
        questionnaire=row["questionnaire"],
        moment=row["moment"],
        question=row["question"],
        language=row["language"],
        text=row["transcript"],
        confidence=row["confidence"],
        uncertain=bool(row["uncertain"]),
        spoken=row["spoken_language"],
        said_at=moment(row["received_at"]),
        gone_at=gone_at,
        urgent=gone_at - now <= WARNED_BEFORE,
    )


def _known(db: Database, take_id: str) -> sqlite3.Row:
    row = one(db, "SELECT state, transcript FROM takes WHERE id = ?", (take_id,))
    if row is None:
        raise Refused("unknown_take", f"Il n'y a pas d'enregistrement « {take_id} ».")
    return row


def _clean(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused("no_text", "Un texte vide ne se signe pas : écrivez ce qu'on entend, « bruit » par exemple.")
    if len(text) > LONGEST_TEXT:
        raise Refused("text_too_long", f"Un texte a au plus {LONGEST_TEXT} signes.")
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
        raise Refused("bad_text", "Ce texte contient un signe invisible qui ne s'écrit pas : recopiez-le sans lui.")
    return text


# Only what was to be written down is to be checked: other recordings were a way to choose.
_TO_CHECK = """
SELECT t.*, p.code AS participant, p.language, c.code AS cohort, i.questionnaire, i.moment
FROM takes t JOIN people p ON p.id = t.person_id
LEFT JOIN instances i ON i.id = t.instance_id LEFT JOIN cohorts c ON c.id = coalesce(i.cohort_id, p.cohort_id)
WHERE t.state = 'stored' AND t.transcript_status <> 'checked' AND t.released_at IS NULL
AND (? IS NULL OR t.cae_id = ?) AND (? IS NULL OR c.id = ?)
AND EXISTS (SELECT 1 FROM jobs WHERE jobs.take_id = t.id AND jobs.kind = 'transcribe')
ORDER BY t.received_at, t.id
"""

"""What was heard as an option and what the person said to it: the figures behind going on without her word."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from dialogs.trust import MARGIN, Confirmation, Trust, trusted
from storage.database import every, one
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Guess:
    """An option heard at a step. `ear` names what listened: other models and margins err differently."""

    language: str
    ear: str
    step: str
    option: str
    margin: float


def keep(db: Database, take_id: str, guess: Guess, now: datetime) -> None:
    """Keep what was heard in a take; heard anew, it replaces what was heard before."""
    db.conn.execute(
        "INSERT OR REPLACE INTO guesses (take_id, cae_id, language, ear, step, option, margin, heard_at)"
        " SELECT id, cae_id, ?, ?, ?, ?, ?, ? FROM takes WHERE id = ?",
        (guess.language, guess.ear, guess.step, guess.option, guess.margin, stamp(now), take_id),
    )


def judge(db: Database, take_id: str, verdict: str, now: datetime) -> None:
    """Keep what became of the guess of a take; nothing to do for what was no option, such as a number."""
    db.conn.execute("UPDATE guesses SET verdict = ?, judged_at = ? WHERE take_id = ?", (verdict, stamp(now), take_id))


def trust_of(db: Database, cae_id: int, language: str, ear: str) -> Trust:
    """What a CAE's own people said to what an ear heard in a language.

    An answer taken without a word and changed later counts as a wrong one, so that going on without a word ends
    by itself when it errs.
    """
    found = every(db, _WORDS, (cae_id, language, ear) * 2)
    return trusted(Confirmation(row["margin"], bool(row["right"])) for row in found)


def wish(db: Database, cae_id: int, now: datetime | None) -> None:
    """Keep since when a CAE wants to go without the confirmation; None: it does not."""
    at = stamp(now) if now else None
    db.conn.execute("UPDATE caes SET voices_trusted_at = ? WHERE id = ?", (at, cae_id))


def wished(db: Database, cae_id: int) -> bool:
    """Whether a CAE wants to go without the confirmation where its figures allow it."""
    row = one(db, "SELECT voices_trusted_at FROM caes WHERE id = ?", (cae_id,))
    return row is not None and row["voices_trusted_at"] is not None


def believed(db: Database, take_id: str) -> bool:
    """Whether the guess of a take may be taken without a word: above the margin, wanted, and borne out by figures."""
    row = one(db, "SELECT cae_id, language, ear, margin FROM guesses WHERE take_id = ?", (take_id,))
    if row is None or row["cae_id"] is None or row["margin"] < MARGIN or not wished(db, row["cae_id"]):
        return False
    return trust_of(db, row["cae_id"], row["language"], row["ear"]).open


_WORDS = """
SELECT margin, verdict = 'confirmed' AS right FROM guesses
WHERE cae_id = ? AND language = ? AND ear = ? AND verdict IN ('confirmed', 'refused')
UNION ALL
SELECT g.margin, 0 FROM guesses g JOIN answers a ON a.take_id = g.take_id AND a.guessed = 1
WHERE g.cae_id = ? AND g.language = ? AND g.ear = ? AND g.verdict = 'taken' AND EXISTS (
    SELECT 1 FROM answers later WHERE later.instance_id = a.instance_id AND later.question = a.question
    AND later.revision > a.revision AND later.none IS NOT 'not_applicable'
)
"""

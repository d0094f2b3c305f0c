"""The clocks of what is kept, derived at each sweep: sessions move, and what hangs on them moves with them."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlite_utils import Database

from dialogs.calendar import COLD
from storage import cohorts, consents, people
from storage.answers import present
from storage.database import every
from storage.takes import KEPT
from storage.times import moment, stamp

TRANSCRIPTS = relativedelta(months=6)  # after the cold survey has closed (docs/privacy.md)
WITHOUT_SURVEY = relativedelta(months=12)  # after the recording, of whoever has no cold survey (partners, CPE)
RECORD = relativedelta(years=2)  # after the last contact: practice of the CNIL's reference for social support
SET_ASIDE = timedelta(days=30)  # what no turn could read: long enough to be looked at

Names = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Over:
    """A person whose record's time is over: her code, the last contact and since when it is over."""

    code: str
    last_contact: datetime
    since: datetime


def survey_closes(db: Database, person_id: int) -> datetime | None:
    """When the last cold survey of a person's Flashcoops closes, None for who has none."""
    calendars = (cohorts.cohort_by_id(db, each).calendar for each in people.cohorts_of(db, person_id))
    windows = (calendar.window(COLD) for calendar in calendars)
    return max((window.closes for window in windows if window and window.closes), default=None)


def keep_names(db: Database, names: Names) -> int:
    """Keep each present spoken name until the cold survey closes, as long as her voice may be kept; how many moved.

    `names` are the questions (questionnaire, key) that take a spoken name. A survey moved earlier lets go earlier.
    """
    spoken = [row for row in every(db, _SPOKEN) if (row["questionnaire"], row["question"]) in names]
    return sum(_keep_name(db, row) for row in spoken)


_SPOKEN = (
    "SELECT t.id, t.person_id, t.instance_id, t.question, i.questionnaire FROM takes t"
    " JOIN instances i ON i.id = t.instance_id"
    " WHERE t.state = 'stored' AND t.released_at IS NULL AND i.subject_id IS NULL"
)


def _keep_name(db: Database, row: sqlite3.Row) -> int:
    closes = survey_closes(db, row["person_id"])
    if closes is None or not consents.consents_of(db, row["person_id"]).get(consents.KEEP_AUDIO):
        return 0
    answer = present(db, row["instance_id"]).get(row["question"])
    value = answer.revision.value if answer else None
    kept = value.get("takes", []) if isinstance(value, dict) else []
    return _keep_until(db, row["id"], closes) if row["id"] in kept else 0


def _keep_until(db: Database, take: str, closes: datetime) -> int:
    row = every(db, "SELECT received_at FROM takes WHERE id = ?", (take,))
    least = moment(row[0]["received_at"]) + KEPT if row else closes
    until = stamp(max(least, closes))
    return db.conn.execute(
        "UPDATE takes SET keep_until = ? WHERE id = ? AND state = 'stored' AND released_at IS NULL AND keep_until <> ?",
        (until, take, until),
    ).rowcount


def let_transcripts_go(db: Database, now: datetime) -> int:
    """Blank what recordings say, once their time is over; how many. The recordings themselves went long before."""
    written = every(db, _WRITTEN)
    closings = {person_id: survey_closes(db, person_id) for person_id in {row["person_id"] for row in written}}
    over = [row["id"] for row in written if _over(closings[row["person_id"]], moment(row["received_at"]), now)]
    db.conn.executemany(_BLANK, [(take,) for take in over])
    return len(over)


_WRITTEN = (
    "SELECT id, person_id, received_at FROM takes"
    " WHERE transcript IS NOT NULL OR machine_transcript IS NOT NULL OR translation IS NOT NULL"
)
_BLANK = (
    "UPDATE takes SET transcript = NULL, transcript_status = 'none', transcript_by = NULL, confidence = NULL,"
    " machine_transcript = NULL, uncertain = 0, spoken_language = NULL, signed_at = NULL,"
    " translation = NULL, translated_by = NULL, translated_at = NULL WHERE id = ?"
)


def _over(closes: datetime | None, received: datetime, now: datetime) -> bool:
    until: datetime = closes + TRANSCRIPTS if closes else received + WITHOUT_SURVEY
    return now >= until


def let_set_aside_go(db: Database, now: datetime) -> int:
    """Delete what was set aside unread too long ago; how many rows."""
    before = stamp(now - SET_ASIDE)
    return db.conn.execute("DELETE FROM inbox WHERE state = 'quarantined' AND done_at <= ?", (before,)).rowcount


def over(db: Database, now: datetime) -> list[Over]:
    """The participants whose record's time is over, the longest silent first. An operator decides: the evidence of
    the European Social Fund may have to stay longer (Regulation (EU) 2021/1060, article 82).
    """
    found = [(row["code"], moment(row["last"])) for row in every(db, _LAST_CONTACT)]
    late = [Over(code, last, last + RECORD) for code, last in found if last + RECORD <= now]
    return sorted(late, key=lambda each: each.last_contact)


_LAST_CONTACT = """
SELECT p.code, max(p.created_at,
    coalesce((SELECT max(a.last_seen_at) FROM address_people ap JOIN addresses a ON a.id = ap.address_id
        WHERE ap.person_id = p.id), ''),
    coalesce((SELECT max(i.touched_at) FROM instances i WHERE i.person_id = p.id), ''),
    coalesce((SELECT max(i.touched_at) FROM instances i WHERE i.subject_id = p.id), '')) AS last
FROM people p WHERE p.role = 'participant' ORDER BY p.id
"""

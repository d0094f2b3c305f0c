"""Whether a message the house sends by itself is still true: asked again right before it leaves."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from dialogs.calendar import COLD, in_hours
from storage import addresses, attempts, attendance, cohorts, consents, instances, people
from storage.attempts import About, Attempt
from storage.database import one
from storage.people import Person
from storage.times import stamp


def may_leave(db: Database, outbox_id: int, now: datetime) -> bool:
    """Whether an intent may be said now. What answers somebody always may; what is no longer true is dropped.

    A message that has begun to leave is said to its end. From here on it counts as sent.
    """
    attempt = attempts.said_by(db, outbox_id)
    if attempt is None or attempts.begun(db, attempt):
        return True
    if not still_true(db, attempt, now):
        attempts.drop(db, attempt)
        return False
    attempts.leaves(db, attempt.id, now)
    return True


def still_true(db: Database, attempt: Attempt, now: datetime) -> bool:
    """Whether a message could be planned again this very moment."""
    person = people.person(db, attempt.person_id)
    refused = consents.consents_of(db, person.id).get("bot") is False
    if person.withdrawn_at is not None or refused or now >= attempt.until:
        return False
    if not in_hours(now, zone_of(db, person, attempt.about), person.sending_from, person.sending_until):
        return False
    if attempt.kind == "reminder":
        return not _heard_since(db, attempt) and any(_waited_for(db, person, each, now) for each in attempt.about)
    return all(_as_told(db, attempt.kind, person, each, now) for each in attempt.about)


def zone_of(db: Database, person: Person, about: tuple[About, ...]) -> ZoneInfo:
    """The time zone a person lives in: her own, or that of the Flashcoop."""
    return ZoneInfo(person.timezone or cohorts.cohort_by_id(db, about[0].cohort_id).timezone)


def _heard_since(db: Database, attempt: Attempt) -> bool:
    """Whether she answered, through any door and whoever held it, or was there, since the message was planned."""
    at = stamp(attempt.at)
    answered = one(
        db,
        "SELECT 1 FROM answers a JOIN instances i ON i.id = a.instance_id WHERE i.person_id = ? AND a.answered_at > ?",
        (attempt.person_id, at),
    )
    known = addresses.addresses_of(db, attempt.person_id)
    return answered is not None or any(addresses.seen_since(db, each.id, attempt.at) for each in known)


def _waited_for(db: Database, person: Person, about: About, now: datetime) -> bool:
    """Whether a questionnaire is open and unfinished, and she was there, and agreed to be asked."""
    if about.moment in attendance.away(db, about.cohort_id, person.id):
        return False
    if about.moment == COLD and consents.consents_of(db, person.id).get("contact") is False:
        return False
    window = cohorts.cohort_by_id(db, about.cohort_id).calendar.window(about.moment)
    if window is None or not window.has(now):
        return False
    runs = [
        kept
        for kept in instances.instances_of(db, person.id)
        if (kept.questionnaire, kept.moment) == (about.questionnaire, about.moment)
        and kept.cohort_id in (about.cohort_id, None)
    ]
    return not runs or not all(kept.finished for kept in runs)


def _as_told(db: Database, kind: str, person: Person, about: About, now: datetime) -> bool:
    """Whether a session is still when a message says, or still cancelled."""
    calendar = cohorts.cohort_by_id(db, about.cohort_id).calendar
    session = calendar.session(about.moment)
    if session is None or kind == "cancelled":
        return session is None and kind == "cancelled"
    missed = about.moment in attendance.away(db, about.cohort_id, person.id)
    return not missed and session.date.isoformat() == about.occasion and now < calendar.begins(session)

"""A message the house sends by itself is an attempt first, and an inbox row whose turn says it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dialogs.reminding import Hours
from storage import attempts, inbox
from storage.attempts import About, Kind
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person
from storage.times import stamp

CHANNEL = "clock"
REACHED_BY = "telegram"  # the channel that can write first; a page waits until it is opened


def plan(
    db: Database,
    person: Person,
    address_id: int,
    kind: Kind,
    about: tuple[About, ...],
    words: str,
    now: datetime,
    until: datetime,
) -> int:
    """Plan a message to a person at an address, true until a moment; the attempt's number."""
    planned = attempts.plan(db, person, kind, address_id, about, now, until)
    body = {"attempt": planned, "words": words, "until": stamp(until)}
    row = inbox.receive(db, CHANNEL, f"attempt:{planned}", f"address:{address_id}", body, now, address_id)
    assert row is not None
    attempts.comes_as(db, planned, row)
    return planned


def hours_of(person: Person, cohort: Cohort) -> Hours:
    """When a person may be written to."""
    return Hours(ZoneInfo(person.timezone or cohort.timezone), person.sending_from, person.sending_until)

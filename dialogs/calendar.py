"""The calendar of a Flashcoop: its sessions, and what is open when. Derived, never stored.

A session's number is no offset of days: each has its own date and hours, in the Flashcoop's time zone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

# How long the check-in of the last session stays open; the others close when the next session begins.
LAST_STAYS_OPEN = timedelta(hours=24)
ONCE = "once"
SESSION = "session"


@dataclass(frozen=True)
class Session:
    """One day of a Flashcoop."""

    number: int
    date: date
    starts: time
    ends: time


@dataclass(frozen=True)
class Window:
    """When something may be answered: from `opens` until just before `closes` (None: no end)."""

    opens: datetime
    closes: datetime | None

    def has(self, now: datetime) -> bool:
        """Whether it is open now."""
        return self.opens <= now and (self.closes is None or now < self.closes)


@dataclass(frozen=True)
class Calendar:
    """The sessions of a Flashcoop in order, and their time zone (an IANA name)."""

    sessions: tuple[Session, ...]
    timezone: str

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the sessions."""
        return ZoneInfo(self.timezone)

    def begins(self, session: Session) -> datetime:
        """When a session begins."""
        return datetime.combine(session.date, session.starts, self.zone)

    def ends(self, session: Session) -> datetime:
        """When a session ends."""
        return datetime.combine(session.date, session.ends, self.zone)

    def check_in(self, session: Session) -> Window:
        """When a session's check-in is open."""
        following = next((other for other in self.sessions if other.number == session.number + 1), None)
        closes = self.begins(following) if following else self.ends(session) + LAST_STAYS_OPEN
        return Window(self.ends(session), closes)

    def window(self, moment: str) -> Window | None:
        """The window of a moment (`once`, `session:3`); None for a session that does not exist any more."""
        if moment == ONCE:
            return Window(datetime.min.replace(tzinfo=self.zone), None)
        session = self._session(moment)
        return self.check_in(session) if session else None

    def _session(self, moment: str) -> Session | None:
        return next((session for session in self.sessions if moment_of(session) == moment), None)

    def facts(self, moment: str) -> Mapping[str, object]:
        """The facts conditions may ask about, for a moment."""
        session = self._session(moment)
        if session is None:
            return {}
        first, last = self.sessions[0], self.sessions[-1]
        inside = session not in (first, last)
        return {
            "session.number": session.number,
            "session.count": len(self.sessions),
            "session.first": session == first,
            "session.last": session == last,
            "session.between": self.sessions.index(session) if inside else 0,
        }

    def next_session(self, now: datetime) -> Session | None:
        """The next session that has not begun."""
        return next((session for session in self.sessions if self.begins(session) > now), None)

    def open_moments(self, kind: str, now: datetime) -> Iterator[str]:
        """The moments of a kind (`once`, `session`) that are open now."""
        if kind == ONCE:
            yield ONCE
        else:
            for session in self.sessions:
                if self.check_in(session).has(now):
                    yield moment_of(session)


def moment_of(session: Session) -> str:
    """The name of a session's moment."""
    return f"{SESSION}:{session.number}"


def in_hours(now: datetime, zone: ZoneInfo, start: int, end: int) -> bool:
    """Whether it is between two hours of the day (0–24), where the person is."""
    return start <= now.astimezone(zone).hour < end

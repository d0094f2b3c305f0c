"""The calendar of a Flashcoop: its sessions, and what is open when. Derived, never stored.

A session's number is no offset of days: each has its own date and hours, in the Flashcoop's time zone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

ONCE, SESSION, LAST, EXIT, COLD, ANY = "once", "session", "last", "exit", "cold", "any"
MOMENTS = (ONCE, SESSION, LAST, EXIT, COLD, ANY)

# How long after its end the last session can still be answered for; the others until the next one begins.
LAST_STAYS_OPEN = timedelta(days=7)
# The European Social Fund takes the situation at exit within four weeks.
EXIT_STAYS_OPEN = timedelta(weeks=4)
# The cold survey: four to six months after the last session.
COLD_OPENS, COLD_CLOSES = relativedelta(months=4), relativedelta(months=6)


@dataclass(frozen=True)
class Session:
    """One day of a Flashcoop. `number` names it for good; its place among the others is the calendar's.

    `guests` are codes of who comes (`dialogs.programme.GUESTS`), `module` and `title` what the day is about.
    """

    number: int
    date: date
    starts: time
    ends: time
    place: str = ""
    module: int | None = None
    title: str = ""
    guests: tuple[str, ...] = ()


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
    """The sessions of a Flashcoop in the order of their dates, and their time zone (an IANA name)."""

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

    def place(self, session: Session) -> int:
        """Which session it is: 1 is the first, whatever its number."""
        return self.sessions.index(session) + 1

    def check_in(self, session: Session) -> Window:
        """When a session's check-in is open."""
        following = self.sessions[self.place(session) : self.place(session) + 1]
        closes = self.begins(following[0]) if following else self.ends(session) + LAST_STAYS_OPEN
        return Window(self.ends(session), closes)

    def window(self, moment: str) -> Window | None:
        """The window of a moment (`once`, `session:3`, `last`…); None for one that does not exist (any more)."""
        if moment in (ONCE, ANY):
            return Window(datetime.min.replace(tzinfo=self.zone), None)
        if moment in (LAST, EXIT, COLD):
            return self._after_the_last(moment)
        session = self.session(moment)
        return self.check_in(session) if session else None

    def _after_the_last(self, moment: str) -> Window | None:
        if not self.sessions:
            return None
        last = self.sessions[-1]
        if moment == COLD:
            day = datetime.combine(last.date, time.min, self.zone)
            return Window(day + COLD_OPENS, day + COLD_CLOSES)
        stays = LAST_STAYS_OPEN if moment == LAST else EXIT_STAYS_OPEN
        return Window(self.begins(last), self.ends(last) + stays)  # the last session is the day of the evaluation

    def session(self, moment: str) -> Session | None:
        """The session of a moment (`session:3`), None for any other."""
        return next((session for session in self.sessions if moment_of(session) == moment), None)

    def facts(self, moment: str) -> Mapping[str, object]:
        """The facts conditions may ask about, for a moment."""
        session = self.session(moment)
        if session is None:
            return {}
        first, last = self.sessions[0], self.sessions[-1]
        inside = session not in (first, last)
        return {
            "session.number": self.place(session),
            "session.count": len(self.sessions),
            "session.first": session == first,
            "session.last": session == last,
            "session.between": self.place(session) - 1 if inside else 0,
        }

    def running(self, now: datetime) -> bool:
        """Whether a session is being held."""
        return any(self.begins(session) <= now < self.ends(session) for session in self.sessions)

    def next_session(self, now: datetime) -> Session | None:
        """The next session that has not begun."""
        return next((session for session in self.sessions if self.begins(session) > now), None)

    def moments(self, kind: str) -> Iterator[str]:
        """The moments of a kind: one for each session, else the kind itself."""
        if kind == SESSION:
            yield from map(moment_of, self.sessions)
        else:
            yield kind

    def open_moments(self, kind: str, now: datetime) -> Iterator[str]:
        """The moments of a kind that are open now; `any` is open but never due by itself."""
        for moment in self.moments(kind):
            window = self.window(moment)
            if window is not None and window.has(now) and kind != ANY:
                yield moment


def moment_of(session: Session) -> str:
    """The name of a session's moment."""
    return f"{SESSION}:{session.number}"


def in_hours(now: datetime, zone: ZoneInfo, start: int, end: int) -> bool:
    """Whether it is between two hours of the day (0–24), where the person is."""
    return start <= now.astimezone(zone).hour < end


def end_of_hours(now: datetime, zone: ZoneInfo, end: int) -> datetime:
    """When the hours of `in_hours` are over today, where the person is."""
    return datetime.combine(now.astimezone(zone).date(), time(), zone) + timedelta(hours=end)

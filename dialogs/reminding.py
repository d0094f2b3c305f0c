"""When somebody is asked again, and in what words: a pure function of the dates, her hours and what was sent before.

What is due is never stored; the messages that were sent are, and they alone are what this looks back on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dialogs.calendar import Window, in_hours

Words = Literal["opens", "not_begun", "begun", "last"]
DAY, WEEK = timedelta(days=1), timedelta(days=7)
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Ladder:
    """How the questionnaires of one moment are asked again; see `reminders.yaml`."""

    evenings: tuple[int | str, ...]
    words: str
    phone: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for all ladders, and the ladders by moment."""

    most_messages: int
    most_a_week: int
    between: timedelta
    quiet: timedelta
    peace: timedelta
    ladders: Mapping[str, Ladder]


@dataclass(frozen=True, slots=True)
class Hours:
    """When a person may be written to: hours of the day (0–24) where she is."""

    zone: ZoneInfo
    start: int
    end: int

    def has(self, now: datetime) -> bool:
        """Whether it is within her hours."""
        return in_hours(now, self.zone, self.start, self.end)

    def over(self, now: datetime) -> datetime:
        """When the hours of this day end."""
        return self._at(now.astimezone(self.zone).date(), self.end)

    def begins(self, now: datetime) -> datetime:
        """When the hours begin that are still to come, or `now` where it is within them."""
        if self.has(now):
            return now
        today = now.astimezone(self.zone).date()
        start = self._at(today, self.start)
        return start if start > now else self._at(today + DAY, self.start)

    def begins_on_a_working_day(self, now: datetime) -> datetime:
        """The same from Monday to Friday."""
        found = self.begins(now)
        while found.astimezone(self.zone).weekday() > FRIDAY:
            found = self._at(found.astimezone(self.zone).date() + DAY, self.start)
        return found

    def first_evening(self, opens: datetime) -> date:
        """The first day whose hours are not over when something opens."""
        day = opens.astimezone(self.zone).date()
        return day if self._at(day, self.end) > opens else day + DAY

    def last_evening(self, closes: datetime) -> date:
        """The last day whose hours begin before something closes."""
        day = closes.astimezone(self.zone).date()
        return day if self._at(day, self.start) < closes else day - DAY

    def _at(self, day: date, hour: int) -> datetime:
        face = datetime.combine(day + DAY * (hour // 24), time(hour % 24), self.zone)
        return face.astimezone(UTC)  # two moments of one zone are compared by the clock's face alone


@dataclass(frozen=True, slots=True)
class Series:
    """One questionnaire at one moment, open and unfinished: what is known of asking for it.

    `touched` is when she was last in it, None if she never was; `sent` are the messages so far, in any order.
    """

    kind: str
    window: Window
    begun: bool = False
    touched: datetime | None = None
    sent: Sequence[datetime] = field(default=())


def rules_from(source: Mapping[str, Any]) -> Rules:
    """The rules of a `reminders.yaml`."""
    ladders = {
        kind: Ladder(tuple(each["evenings"]), each["words"], each.get("phone"))
        for kind, each in source["ladders"].items()
    }
    return Rules(
        source["most_messages"],
        source["most_a_week"],
        timedelta(hours=source["hours_between"]),
        timedelta(hours=source["hours_of_quiet"]),
        timedelta(minutes=source["minutes_of_peace"]),
        ladders,
    )


def may_write(rules: Rules, hours: Hours, sent: Sequence[datetime], now: datetime) -> bool:
    """Whether a person may be sent a message now, after those `sent` to her about anything (in any order)."""
    if not hours.has(now):
        return False
    today = now.astimezone(hours.zone).date()
    close = [each for each in sent if now - each < rules.between or each.astimezone(hours.zone).date() == today]
    lately = [each for each in sent if now - each <= WEEK]
    return not close and len(lately) < rules.most_a_week


def due_words(rules: Rules, hours: Hours, series: Series, now: datetime) -> Words | None:
    """What a message about a questionnaire would say this evening; None when none is due.

    Whether the person may be written to at all is `may_write`.
    """
    ladder, wave = rules.ladders.get(series.kind), len(series.sent)
    if ladder is None or not series.window.has(now) or wave >= min(rules.most_messages, len(ladder.evenings)):
        return None
    if series.touched is not None and now - series.touched < rules.quiet:
        return None
    today, first = now.astimezone(hours.zone).date(), hours.first_evening(series.window.opens)
    last = hours.last_evening(series.window.closes) if series.window.closes else None
    before = max(series.sent).astimezone(hours.zone).date() if wave else first
    if today < _evening(ladder.evenings, wave, first, before, last):
        return None
    return _words(series, wave, today == last and first != last)


def _evening(rungs: Sequence[int | str], wave: int, first: date, before: date, last: date | None) -> date:
    """The evening of a message: as long after the one `before` as planned, never after the last evening there is."""
    said, previous = rungs[wave], rungs[wave - 1] if wave else 0
    if isinstance(said, str) or isinstance(previous, str):
        return last or date.max
    planned = max(first + timedelta(days=said), before + timedelta(days=said - previous))
    return min(planned, last) if last else planned


def _words(series: Series, wave: int, ending: bool) -> Words:
    if ending:
        return "last"
    if series.begun:
        return "begun"
    return "not_begun" if wave else "opens"


def phone_day(rules: Rules, hours: Hours, series: Series, now: datetime) -> bool:
    """Whether all messages were sent in vain and the day has come on which a person calls."""
    ladder = rules.ladders.get(series.kind)
    if ladder is None or ladder.phone is None or not series.window.has(now):
        return False
    if len(series.sent) < min(rules.most_messages, len(ladder.evenings)):
        return False
    today = now.astimezone(hours.zone).date()
    return today >= hours.first_evening(series.window.opens) + timedelta(days=ladder.phone)

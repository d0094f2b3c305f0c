"""People reminded by the pure rules alone, on a clock of their own: what was sent, and which rules that breaks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.loading import read_rules
from dialogs.calendar import Window
from dialogs.reminding import Hours, Rules, Series, due_words, may_write

LOOK = timedelta(minutes=10)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Life:
    """One person: her hours and zone, what opens for her (by name), when the house is down, when she answers what."""

    hours: Hours
    asked: dict[str, Series]
    down: Sequence[tuple[datetime, datetime]] = ()
    answers: dict[str, datetime] | None = None


@dataclass(frozen=True)
class Sent:
    """One message: when, and for which questionnaires in which words."""

    at: datetime
    about: dict[str, str]


Gate = Callable[[Rules, Hours, Sequence[datetime], datetime], bool]


def lived(life: Life, start: datetime, end: datetime, rules: Rules | None = None, gate: Gate = may_write) -> list[Sent]:
    """All messages a person gets between two moments; `gate` can be exchanged for one that lets everything pass."""
    rules, sent = rules or read_rules(), list[Sent]()
    for now in looks(start, end, life.down):
        if not gate(rules, life.hours, [each.at for each in sent], now):
            continue
        words = {name: _words(rules, life, name, sent, now) for name in life.asked}
        about = {name: said for name, said in words.items() if said}
        if about:
            sent.append(Sent(now, about))
    return sent


def _words(rules: Rules, life: Life, name: str, sent: Sequence[Sent], now: datetime) -> str | None:
    answered = (life.answers or {}).get(name)
    if answered is not None and answered <= now:
        return None
    before = tuple(each.at for each in sent if name in each.about)
    return due_words(rules, life.hours, replace(life.asked[name], sent=before), now)


def looks(start: datetime, end: datetime, down: Sequence[tuple[datetime, datetime]]) -> Iterator[datetime]:
    """When the loop looks: every ten minutes, except while the house is down."""
    now = start
    while now < end:
        if not any(begun <= now < over for begun, over in down):
            yield now
        now += LOOK


def broken(life: Life, sent: Sequence[Sent], rules: Rules) -> set[str]:
    """Which rules a list of messages breaks."""
    found = set()
    for place, each in enumerate(sent):
        here = each.at.astimezone(life.hours.zone)
        if not life.hours.start <= here.hour < life.hours.end:
            found.add("hours")
        if any(now.at > each.at - timedelta(hours=20) for now in sent[:place]):
            found.add("spacing")
        if any(now.at.astimezone(life.hours.zone).date() == here.date() for now in sent[:place]):
            found.add("evening")
        if sum(each.at - WEEK <= now.at <= each.at for now in sent[: place + 1]) > 5:
            found.add("week")
        for name in each.about:
            if sum(name in now.about for now in sent[: place + 1]) > 3:
                found.add("three")
            answered = (life.answers or {}).get(name)
            if answered is not None and answered <= each.at:
                found.add("answered")
            if not life.asked[name].window.has(each.at):
                found.add("closed")
    assert rules.most_messages == 3
    assert rules.most_a_week == 5
    return found


def session(opens: datetime, closes: datetime) -> Series:
    return Series("session", Window(opens, closes))


def hours(zone: str = "Europe/Paris", start: int = 18, end: int = 20) -> Hours:
    return Hours(ZoneInfo(zone), start, end)


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type] # year, month, day, hour…

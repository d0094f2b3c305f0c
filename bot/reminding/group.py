"""A reminder an animator gives by one tap: who would be written to and why not the others; then it is sent.

The same rules hold as for what the house sends by itself (`dialogs.reminding`), but for its evenings: hours, three
messages about one questionnaire, five a week, one an evening, peace for who is active, and none during a session.
The group hears one message in each of its languages: those of all its participants, not of who is unfinished, since
that would say who has not answered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.phoning import channel_of
from bot.post.reaching import reachable
from bot.reminding.asking import PHRASES, waiting
from bot.reminding.planning import REACHED_BY, hours_of, plan
from bot.standing import Standing, series, standings
from bot.turns.house import House
from bot.turns.subjects import SUBJECTS
from dialogs.questionnaire import SOURCE
from dialogs.reminding import WEEK, Hours, Rules, may_write
from storage import addresses, attempts, consents, group_reminders, groups, outbox, people
from storage.attempts import About, Attempt
from storage.cohorts import Cohort
from storage.database import Database
from storage.group_reminders import GroupReminder
from storage.people import Person

# now: she is written to at once · later: when her hours begin · shared: the message to who uses the same telephone is
# hers too · done, absent, refused: nothing to ask · cap: as often as is allowed · recent: written to, or active, not
# long ago · waits: wanted already · in_session: a session is held · blocked, page, none: no way to write to her
Why = Literal[
    "now",
    "later",
    "shared",
    "done",
    "absent",
    "refused",
    "cap",
    "recent",
    "waits",
    "in_session",
    "blocked",
    "page",
    "none",
]
WRITTEN: tuple[Why, ...] = ("now", "later", "shared")
FINISHED: tuple[Why, ...] = ("done", "absent", "refused")
# Where nobody can be written to; a letterbox counts for nothing where letters are not set up.
NO_WAY: dict[str, Why] = {"page": "page", "none": "none", "letter": "none"}
FRESH = timedelta(minutes=10)  # a plan older than that is shown anew before it is sent
GROUP_HOURS = (18, 20)  # in which a group is written to: those everybody has who did not choose her own
SETTLED_WITHIN = timedelta(minutes=10)  # after which an animator is told what came of a reminder, whatever is open


@dataclass(frozen=True, slots=True)
class Meant:
    """What is to be done about one person; `about` and `words` are what a message to her would be."""

    person: Person
    why: Why
    address_id: int | None = None
    about: tuple[About, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one tap would do: `languages` are those in which the group is told, empty where it is not."""

    cohort: Cohort
    people: tuple[Meant, ...]
    group: int | None = None
    languages: tuple[str, ...] = ()

    @property
    def reasons(self) -> dict[int, str]:
        """What is to be done about each person, by row id: two plans with the same reasons are the same."""
        return {each.person.id: each.why for each in self.people}

    @property
    def empty(self) -> bool:
        """Whether nothing would be sent to anybody."""
        return not self.languages and not any(each.why in WRITTEN for each in self.people)


def planned(db: Database, house: House, rules: Rules, cohort: Cohort, now: datetime) -> Plan:
    """What a reminder would do at this moment."""
    wanted, taken = group_reminders.wanted(db, cohort.id, now), set[int]()
    meant: list[Meant] = []
    for person in people.people_of_cohort(db, cohort.id):
        found = _meant(db, house, rules, cohort, person, now)
        if found.why in WRITTEN and person.id in wanted:
            found = replace(found, why="waits")
        elif found.why in WRITTEN and found.address_id in taken:
            found = replace(found, why="shared")
        elif found.why in WRITTEN and found.address_id is not None:
            taken.add(found.address_id)
        meant.append(found)
    group = groups.group_of(db, cohort.id)
    told = group is not None and _tells_group(db, rules, cohort, meant, now)
    return Plan(cohort, tuple(meant), group, languages_of(each.person for each in meant) if told else ())


def keep(db: Database, shown: Plan, by: Person, now: datetime) -> int:
    """Keep a plan that is shown to an animator; its number."""
    return group_reminders.plan(db, shown.cohort.id, by.id, shown.reasons.items(), now)


def send(db: Database, house: House, rules: Rules, kept: GroupReminder, cohort: Cohort, now: datetime) -> bool:
    """Send a plan that was kept; False where it was sent already, is too old, or no longer holds: then it is to be
    shown anew. Puts rows only: the messages leave as all others do.
    """
    fresh = planned(db, house, rules, cohort, now)
    then = {each.person_id: each.why for each in group_reminders.meant(db, kept.id)}
    if kept.cohort_id != cohort.id or now - kept.planned_at > FRESH or fresh.reasons != then or fresh.empty:
        return False
    if not group_reminders.tapped(db, kept.id, now):
        return False
    for each in fresh.people:
        if each.why == "now":
            _write(db, kept.id, each, cohort, now)
        elif each.why == "later":
            group_reminders.wait(db, kept.id, each.person.id, now)
    if fresh.languages:
        group_reminders.group_waits(db, kept.id, now)
        _tell_group(db, cohort, now)
    return True


def go_on(db: Database, house: House, rules: Rules, cohort: Cohort, now: datetime) -> None:
    """Write to whom a reminder left waiting for her hours, and to a group that waits for them."""
    group_reminders.overdue(db, now)
    for person_id, reminder_id in group_reminders.wanted(db, cohort.id, now).items():
        found = _meant(db, house, rules, cohort, people.person(db, person_id), now)
        if found.why == "now":
            _write(db, reminder_id, found, cohort, now)
        elif found.why not in ("later", "in_session", "recent"):
            group_reminders.no_longer(db, reminder_id, person_id, found.why)
    _tell_group(db, cohort, now)


def languages_of(participants: Iterable[Person]) -> tuple[str, ...]:
    """The languages of all who take part; French where nobody has chosen one."""
    return tuple(sorted({person.language for person in participants if person.language})) or (SOURCE,)


def _write(db: Database, reminder_id: int, meant: Meant, cohort: Cohort, now: datetime) -> None:
    assert meant.address_id is not None
    until = hours_of(meant.person, cohort).over(now)
    attempt = plan(db, meant.person, meant.address_id, "reminder", meant.about, meant.words, now, until)
    group_reminders.planned_as(db, reminder_id, meant.person.id, attempt)


def _meant(db: Database, house: House, rules: Rules, cohort: Cohort, person: Person, now: datetime) -> Meant:
    """What is to be done about a person, whoever else is written to."""
    if consents.consents_of(db, person.id).get("bot") is False:
        return Meant(person, "refused")
    open_ = waiting(db, house, person, cohort, now)
    if not open_:
        return Meant(person, _finished(db, house, person, cohort, now))
    where = reachable(db, house, person)
    if where is None:
        return Meant(person, NO_WAY.get(channel_of(db, person.id), "blocked"))
    made = [each for each in attempts.attempts_of(db, person.id) if each.kind == "reminder"]
    left = [each for each in open_ if len(series(each, made).sent) < rules.most_messages]
    hours = hours_of(person, cohort)
    why = _why_not(db, rules, cohort, where.id, made, hours, now) if left else "cap"
    about = tuple(About(*standing.key) for standing in left)
    return Meant(person, why, where.id, about, _words(rules, left[0], made) if left else "")


def _why_not(
    db: Database, rules: Rules, cohort: Cohort, address_id: int, made: Sequence[Attempt], hours: Hours, now: datetime
) -> Why:
    """When somebody with a question open may be written to, or what keeps us from it; judged at that moment."""
    at = hours.begins(now)
    sent = [each.at for each in made]
    if len([each for each in sent if at - each <= WEEK]) >= rules.most_a_week:
        return "cap"
    if not may_write(rules, hours, sent, at) or attempts.asked_since(db, address_id, at - rules.between):
        return "recent"
    if at > now:
        return "later"
    if cohort.calendar.running(now):
        return "in_session"
    return "recent" if addresses.seen_since(db, address_id, now - rules.peace) else "now"


def _finished(db: Database, house: House, person: Person, cohort: Cohort, now: datetime) -> Why:
    """Why nothing is open: what holds of the newest moment."""
    asked = [flow.questionnaire for flow in house.programme.flows.values()]
    found = standings(db, asked, person, cohort, now, SUBJECTS)
    newest = max(found, key=lambda each: each.window.opens, default=None)
    if newest is not None and newest.status in ("absent", "refused"):
        return "absent" if newest.status == "absent" else "refused"
    return "done"


def _words(rules: Rules, first: Standing, made: list[Attempt]) -> str:
    """The phrase of a message: it stopped there, it still waits, or it is asked for the first time."""
    known = series(first, made)
    if known.begun:
        return PHRASES["begun"]
    ladder = rules.ladders.get(known.kind)
    return PHRASES["not_begun"] if known.sent or ladder is None else ladder.words


def _tells_group(db: Database, rules: Rules, cohort: Cohort, meant: Sequence[Meant], now: datetime) -> bool:
    """Whether the group is to be told: somebody is unfinished, and it was not told not long ago."""
    if all(each.why in FINISHED for each in meant) or cohort.calendar.running(now):
        return False
    lately = group_reminders.told_since(db, cohort.id, now - rules.between, now)
    return not lately and group_reminders.told_since(db, cohort.id, now - WEEK, now) < rules.most_a_week


def _tell_group(db: Database, cohort: Cohort, now: datetime) -> None:
    """Put a message in each language, once for each reminder, where it is within the hours of groups."""
    hours = Hours(ZoneInfo(cohort.timezone), *GROUP_HOURS)
    address_id = groups.group_of(db, cohort.id)
    if address_id is None or not hours.has(now) or cohort.calendar.running(now):
        return
    for waits in group_reminders.to_tell(db, cohort.id, now):
        if not group_reminders.group_told(db, waits.id, now):
            continue
        for language in languages_of(people.people_of_cohort(db, cohort.id)):
            spoken = {"language": language, "variant": "", "slow": False}
            body = {"kind": "say", "phrase": "group_reminder", "args": {}, "opens": cohort.code, **spoken}
            wanted = outbox.Wanted(body, "skip", priority=outbox.REMINDER, until=hours.over(now))
            outbox.put_intent(db, address_id, wanted, now)


def tell_what_came(db: Database, now: datetime) -> None:
    """Tell animators what came of their reminders, each once: when all is known, or some minutes later."""
    for kept in group_reminders.to_log(db):
        assert kept.sent_at is not None
        came = [
            group_reminders.came_of(db, each.attempt_id)
            for each in group_reminders.meant(db, kept.id)
            if each.attempt_id
        ]
        if "leaving" in came and now - kept.sent_at < SETTLED_WITHIN:
            continue
        group_reminders.logged(db, kept.id, now)
        where = addresses.reachable(db, kept.by_person, REACHED_BY) if kept.by_person is not None else None
        if where is not None:
            about = sorted(people.person(db, each.person_id).code for each in group_reminders.meant(db, kept.id))
            body = {"kind": "staff", "words": "log", "reminder": kept.id, "people": about}
            outbox.put_intent(db, where.id, outbox.Wanted(body, "skip", kept.by_person), now)

"""Today: each Flashcoop at a glance. Who is done, begun, not begun or absent; who asks for help; whom to call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from starlette.responses import Response

from bot.access import table
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.live import Live
from bot.console.shell import ROOT, Visit
from bot.phoning import ROLES, lines
from bot.standing import Standing, standings
from bot.turns.subjects import SUBJECTS
from dialogs.calendar import Session
from storage import contracts, helps, people
from storage.cohorts import Cohort

ORDER = ("done", "begun", "not_begun", "absent", "refused")
OVER = timedelta(days=200)  # after the last day: the cold survey has closed


@dataclass(frozen=True, slots=True)
class Asked:
    """One questionnaire at one moment that is open now: a state for each person, those who are done first."""

    questionnaire: str
    moment: str
    states: tuple[str, ...]

    def count(self, state: str) -> int:
        """How many are there."""
        return self.states.count(state)


@dataclass(frozen=True, slots=True)
class Glance:
    """A Flashcoop at a glance; what somebody may not see is None."""

    cohort: Cohort
    session: Session | None
    is_today: bool
    asked: tuple[Asked, ...]
    people: int
    helps: int | None
    calls: int | None
    unsigned: int | None


async def page(visit: Visit) -> Response:
    """Every Flashcoop of hers; who has none goes where her work is."""
    if not table.ever(visit.who.role, "cohort.see"):
        return visit.back("/transcriptions")
    glances = await visit.read(glances_of)
    now = visit.console.assistant.clock()
    running = [each for each in glances if not _over(each.cohort, now)]
    over = [each for each in glances if _over(each.cohort, now)]
    opens = table.ever(visit.who.role, "cohort.open")
    return visit.page("today.html", tab="today", running=running, over=over, opens=opens)


def glances_of(case: Case) -> list[Glance]:
    """The Flashcoops somebody may see, whose next session is nearest first."""
    found = [glance(case, cohort) for cohort in case.cohorts("cohort.see")]
    return sorted(found, key=lambda each: each.session.date if each.session else date.max)


def glance(case: Case, cohort: Cohort) -> Glance:
    """One Flashcoop at a glance."""
    target = table.of_cohort(cohort)
    today = case.now.astimezone(ZoneInfo(cohort.timezone)).date()
    session = next((each for each in cohort.sessions if each.date >= today), None)
    members = people.people_of_cohort(case.db, cohort.id)
    signed = contracts.contracts(case.db, cohort.id)
    return Glance(
        cohort,
        session,
        session is not None and session.date == today,
        tuple(_asked(case, cohort)),
        len(members),
        len(helps.helps_in(case.db, cohort.id)) if case.may("help.see", target) else None,
        _to_call(case, cohort) if case.may("call.see", target) else None,
        sum(not (each.id in signed and signed[each.id].signed) for each in members)
        if case.may("contract.enter", target)
        else None,
    )


def _to_call(case: Case, cohort: Cohort) -> int:
    questionnaires = [flow.questionnaire for flow in case.assistant.house.programme.flows.values()]
    return sum(line.to_call for line in lines(case.db, questionnaires, cohort, case.now))


def _asked(case: Case, cohort: Cohort) -> Iterable[Asked]:
    """What is open now, in the order it is to be answered; what everybody has finished for good is not shown."""
    questionnaires = [flow.questionnaire for flow in case.assistant.house.programme.flows.values()]
    found: dict[tuple[str, str], list[Standing]] = {}
    for role in ROLES:
        for person in people.people_of_cohort(case.db, cohort.id, role):
            for each in standings(case.db, questionnaires, person, cohort, case.now, SUBJECTS):
                if each.window.closes is None or each.window.closes > case.now:
                    found.setdefault((each.questionnaire.id, each.moment), []).append(each)
    for (questionnaire, moment), here in found.items():
        states = sorted((each.status for each in here), key=_place)
        if here[0].window.closes is not None or set(states) != {"done"}:
            yield Asked(questionnaire, moment, tuple(states))


def _place(state: str) -> int:
    return ORDER.index(state) if state in ORDER else len(ORDER)


def _over(cohort: Cohort, now: datetime) -> bool:
    return _last(cohort.sessions) < (now - OVER).date().isoformat()


def _last(sessions: Sequence[Session]) -> str:
    return max((each.date.isoformat() for each in sessions), default="")


async def events(visit: Visit) -> Response:
    """The stream that tells a page that something has changed."""
    live: Live = visit.console.live
    return await live.stream(visit)


DOORS = (
    door(f"{ROOT}/", page, action="console.enter", target="self"),
    door(f"{ROOT}/events", events, action="console.enter", target="self"),
)

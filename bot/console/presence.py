"""Who was there, and who has signed: one tap a person, and one to take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from starlette.responses import Response

from bot.console.cases import Case
from bot.console.doors import door
from bot.console.naming import called, members
from bot.console.shell import ROOT, Visit
from bot.scheduling import read_date
from dialogs.calendar import Session
from storage import attendance, contracts
from storage.attendance import PRESENCES
from storage.cohorts import Cohort
from storage.contracts import Contract
from storage.refusals import Refused
from storage.sessions import session_of

N_ = str  # marks what is translated where it is shown
NEXT = {"": "present", "present": "absent", "absent": "excused", "excused": "present"}  # what one more tap notes
SAID = {
    "": N_("Pas noté"),
    "present": N_("Présente"),
    "absent": N_("Absente"),
    "excused": N_("Excusée"),
}
PICTURES = {"": "question", "present": "yes", "absent": "no", "excused": "mail"}
EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Mark:
    """One participant at a session: her state, "" for not noted, and what the next tap notes."""

    code: str
    name: str
    state: str

    @property
    def then(self) -> str:
        """What one more tap notes."""
        return NEXT[self.state]


@dataclass(frozen=True, slots=True)
class Signature:
    """One participant's contract, None where nobody entered one."""

    code: str
    name: str
    contract: Contract | None

    @property
    def signed(self) -> bool:
        """Whether it is signed."""
        return self.contract is not None and self.contract.signed


# Presence


async def presence(visit: Visit) -> Response:
    """Everyone at one session, which is today's where there is one."""
    wanted = visit.request.query_params.get("session", "")
    cohort, session, marks = await visit.read(lambda case: _marks(case, wanted))
    undo = {name: visit.request.query_params.get(name, "") for name in ("who", "was")}
    back = next((each for each in marks if each.code == undo["who"] and undo["was"] in PRESENCES), None)
    return visit.page(
        "presence.html",
        tab="cohort",
        cohort=cohort,
        session=session,
        marks=marks,
        said=SAID,
        pictures=PICTURES,
        everyone=EVERYONE,
        undo=(back, undo["was"]) if back else None,
    )


def _marks(case: Case, wanted: str) -> tuple[Cohort, Session, list[Mark]]:
    session = _session(case.cohort, wanted, case.now)
    known = attendance.marks(case.db, case.cohort.id)
    marks = [Mark(each.code, called(case, each), known.get((each.id, session.number), "")) for each in members(case)]
    return case.cohort, session, marks


def _session(cohort: Cohort, wanted: str, now: datetime) -> Session:
    """The session of that number; without one today's, else the last that was held, else the first."""
    if wanted.isascii() and wanted.isdecimal():
        return session_of(cohort, int(wanted))
    today = now.astimezone(ZoneInfo(cohort.timezone)).date()
    held = [each for each in cohort.sessions if each.date <= today]
    return held[-1] if held else cohort.sessions[0]


async def mark(visit: Visit) -> Response:
    """Note one participant's presence, or of everyone who is not noted that she is there."""
    who, session, state = [await visit.field(name) for name in ("who", "session", "state")]
    was = await visit.change(lambda case: _note(case, who, session, state))
    undo = f"&who={who}&was={was}" if was else ""
    return visit.back(f"/f/{visit.wish.path['cohort']}/presence?session={_number(session)}&ok=1{undo}")


def _note(case: Case, who: str, session: str, state: str) -> str:
    """Keep the mark; the state that held before, "" where there was none."""
    number = _number(session)
    known = attendance.marks(case.db, case.cohort.id)
    here = members(case)
    chosen = [each for each in here if (each.id, number) not in known] if who == EVERYONE else []
    chosen = chosen or [each for each in here if each.code == who]
    if who != EVERYONE and not chosen:
        raise Refused("not_a_member", "Cette personne n'est pas de ce Flashcoop.")
    codes = [each.code for each in chosen]
    if codes:
        arguments = {"session": number, "state": state, "who": codes, "author": case.who.code}
        case.operate("mark_attendance", cohort=case.cohort.code, **arguments)
    return known.get((chosen[0].id, number), "") if who != EVERYONE else ""


def _number(session: str) -> int:
    if not (session.isascii() and session.isdecimal()):
        raise Refused("unknown_session", "Choisissez une séance.")
    return int(session)


# Contracts


async def contracts_page(visit: Visit) -> Response:
    """Who has signed, and who has not."""
    return await _contracts(visit)


async def _contracts(visit: Visit, problem: str = "", typed: Mapping[str, str] | None = None) -> Response:
    cohort, signatures, today = await visit.read(_signatures)
    unsigned = sum(not each.signed for each in signatures)
    return visit.page(
        "contracts.html",
        status=422 if problem else 200,
        problem=problem,
        tab="cohort",
        cohort=cohort,
        signatures=signatures,
        unsigned=unsigned,
        today=today,
        typed=typed or {},
    )


def _signatures(case: Case) -> tuple[Cohort, Sequence[Signature], date]:
    known = contracts.contracts(case.db, case.cohort.id)
    found = [Signature(each.code, called(case, each), known.get(each.id)) for each in members(case)]
    today = case.now.astimezone(ZoneInfo(case.cohort.timezone)).date()
    return case.cohort, sorted(found, key=lambda each: each.signed), today


async def sign(visit: Visit) -> Response:
    """Enter one participant's contract: signed today, on another day, or not signed after all."""
    names = ("who", "how", "signed", "covered_from", "covered_to")
    given = {name: await visit.field(name) for name in names}
    try:
        await visit.change(lambda case: _enter(case, given))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _contracts(visit, refused.sentence, given)
    return visit.back(f"/f/{visit.wish.path['cohort']}/contracts?ok=1")


def _enter(case: Case, given: Mapping[str, str]) -> None:
    today = case.now.astimezone(ZoneInfo(case.cohort.timezone)).date()
    days: dict[str, str | None] = {"signed": None, "covered_from": None, "covered_to": None}
    if given["how"] == "today":
        sessions = case.cohort.sessions
        days = {"signed": today.isoformat(), "covered_from": sessions[0].date.isoformat()}
        days |= {"covered_to": sessions[-1].date.isoformat()}
    elif given["how"] == "dates":
        days = {name: given[name] or None for name in days}
        if days["signed"] is not None and read_date(days["signed"]) > today:
            raise Refused("contract_future", "La signature est d'aujourd'hui ou d'avant.")
    case.operate("enter_contract", cohort=case.cohort.code, person=given["who"], author=case.who.code, cae=None, **days)


DOORS = (
    door(f"{ROOT}/f/{{cohort}}/presence", presence, action="attendance.mark", target="cohort"),
    door(f"{ROOT}/f/{{cohort}}/presence", mark, action="attendance.mark", target="cohort", methods=("POST",)),
    door(f"{ROOT}/f/{{cohort}}/contracts", contracts_page, action="contract.enter", target="cohort"),
    door(f"{ROOT}/f/{{cohort}}/contracts", sign, action="contract.enter", target="cohort", methods=("POST",)),
)

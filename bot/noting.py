"""Operations by which an animator notes what happened beside the assistant: presence, contracts, phone calls."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.operating import Operating
from bot.scheduling import read_date
from storage import attendance as presence
from storage import cohorts, contracts, helps, people, phone, sessions
from storage.cohorts import Cohort
from storage.people import Person
from storage.phone import Called
from storage.refusals import Refused

OPERATOR = "operator"  # the author of what is entered by a command, without a person's code


def attendance(
    operating: Operating, cohort: str, session: int, state: str, who: Sequence[str], author: str = OPERATOR
) -> dict[str, Any]:
    """Who was there at a session, or was not: for the codes in `who`, or for everyone if there are none."""
    found = cohorts.cohort(operating.db, cohort)
    held = sessions.session_of(found, session)
    everyone = people.people_of_cohort(operating.db, found.id)
    marked = [_participant(operating, found, code) for code in who] if who else everyone
    news = presence.mark(operating.db, found, held, marked, state, author, operating.now)
    return {"session": session, "state": state, "people": [person.code for person in marked], "news": news}


def contract(
    operating: Operating,
    cohort: str,
    person: str,
    signed: str | None = None,
    covered_from: str | None = None,
    covered_to: str | None = None,
    cae: str | None = None,
    author: str = OPERATOR,
) -> dict[str, Any]:
    """A contract: the date it was signed (None: not yet), and from when to when which CAE covers her."""
    found = cohorts.cohort(operating.db, cohort)
    signer = _participant(operating, found, person)
    cae_id = cohorts.cae_id(operating.db, cae) if cae else found.cae_id
    on, start, end = (read_date(text) if text else None for text in (signed, covered_from, covered_to))
    entered = contracts.Contract(on is not None, on, start, end, cae or found.cae)
    contracts.enter(operating.db, found, signer, entered, cae_id, author, operating.now)
    return contract_shown(contracts.contracts(operating.db, found.id)[signer.id])


def contract_shown(entered: contracts.Contract | None) -> dict[str, Any]:
    """A contract as JSON; nobody entered one: not signed."""
    if entered is None:
        return {"signed": False, "signed_on": None, "covered_from": None, "covered_to": None, "cae": None}
    days = (entered.signed_on, entered.covered_from, entered.covered_to)
    on, start, end = (day.isoformat() if day else None for day in days)
    return {"signed": entered.signed, "signed_on": on, "covered_from": start, "covered_to": end, "cae": entered.cae}


def hours(operating: Operating, person: str, between: str, timezone: str | None = None) -> dict[str, Any]:
    """When a person may be written to, `8-12`, where she is (None: where her Flashcoop is)."""
    found = people.person_by_code(operating.db, person)
    start, end = _between(between)
    if timezone is not None:
        cohorts.check_timezone(timezone)
    people.send_between(operating.db, found.id, (start, end), timezone)
    return {"person": found.code, "from": start, "until": end, "timezone": timezone}


def help_hours(operating: Operating, cohort: str, between: str) -> dict[str, int]:
    """When somebody of a Flashcoop answers calls for a person, `9-18`, on working days."""
    found, (start, end) = cohorts.cohort(operating.db, cohort), _between(between)
    helps.set_office(operating.db, found.id, (start, end))
    return {"from": start, "until": end}


def _between(text: str) -> tuple[int, int]:
    try:
        start, end = (int(part) for part in text.split("-"))
    except ValueError:
        raise Refused("sending_hours", f"« {text} » ne se lit pas : écrivez par exemple 18-20.") from None
    return start, end


def call(
    operating: Operating,
    cohort: str,
    person: str,
    moment: str,
    outcome: str,
    back_at: str | None = None,
    number: str | None = None,
    author: str = OPERATOR,
) -> dict[str, Any]:
    """What came of a phone call about a moment; `number` is own or second (None: the first on the list)."""
    found = cohorts.cohort(operating.db, cohort)
    called = _member(operating, found, person)
    if found.calendar.window(moment) is None:
        raise Refused("unknown_moment", f"« {moment} » n'est pas un moment de ce Flashcoop.")
    made = phone.calls_about(operating.db, found.id, called.id, moment)
    known = phone.numbers(operating.db, called.id, phone.wrong(made))
    whose = number or (known[0].whose if known else "none")
    if whose not in ("own", "second", "none"):
        raise Refused("unknown_number", f"« {whose} » n'est pas un numéro : own, second.")
    again = _read_moment(back_at, found) if back_at else None
    entry = Called(outcome, again, whose, author, operating.now)
    phone.note(operating.db, found, called, moment, entry, operating.now)
    left = phone.numbers(operating.db, called.id, phone.wrong([*made, entry]))
    return {
        "person": called.code,
        "moment": moment,
        "calls": len(made) + 1,
        "closed": phone.closed([*made, entry]),
        "next": left[0].whose if left else None,
    }


def _member(operating: Operating, cohort: Cohort, code: str) -> Person:
    """The person of that code, if she belongs to the Flashcoop in any role."""
    found = people.person_by_code(operating.db, code)
    if cohort.id not in people.cohorts_of(operating.db, found.id):
        raise Refused("not_a_member", f"« {code} » n'est pas de ce Flashcoop.")
    return found


def _participant(operating: Operating, cohort: Cohort, code: str) -> Person:
    found = _member(operating, cohort, code)
    if found.role != "participant":
        raise Refused("not_a_participant", f"« {code} » n'est pas une participante.")
    return found


def _read_moment(text: str, cohort: Cohort) -> datetime:
    """A day and hour in ISO form, where the Flashcoop is unless it says otherwise."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("bad_moment", f"« {text} » ne se lit pas : écrivez par exemple 2026-11-24T18:30.") from None
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(cohort.timezone))

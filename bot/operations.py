"""What an operator can change, by name. The command does it, or, while the server runs, the server does it for her:
only one process writes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.settings import Settings
from storage import addresses, cohorts, consents, erasure, invitations, people
from storage.codes import Codes
from storage.database import Database
from storage.refusals import Refused

BY_OPERATOR = "operator"  # how an agreement was taken back that she did not take back herself
DOOR = "operator.sock"  # in the data folder, while the server runs


def door(settings: Settings) -> Path:
    """The socket through which the running server does an operation for a command."""
    return settings.data / DOOR


@dataclass(frozen=True)
class Operating:
    """What an operation works with."""

    db: Database
    settings: Settings
    codes: Codes
    now: datetime


def add_cae(operating: Operating, name: str) -> dict[str, str]:
    """A CAE; a name already there is returned, not doubled."""
    return {"code": cohorts.add_cae(operating.db, operating.codes, name)}


def create_cohort(operating: Operating, dates: str, **fields: Any) -> dict[str, str]:  # noqa: ANN401 -- Opening's
    """A Flashcoop, from the fields of `storage.cohorts.Opening`; `dates` is a list in ISO form with commas."""
    opening = cohorts.Opening(dates=_dates(dates), **fields)
    return {"code": cohorts.create_cohort(operating.db, operating.codes, opening, operating.now)}


def _dates(text: str) -> list[date]:
    try:
        return [date.fromisoformat(part.strip()) for part in text.split(",")]
    except ValueError:
        raise Refused("bad_date", "Les dates s'écrivent AAAA-MM-JJ, séparées par des virgules.") from None


def invite(operating: Operating, role: str, cohort: str | None, cae: str | None, count: int) -> list[dict[str, str]]:
    """One-use invitations, with the links that hand them out."""
    cohort_id, cae_id = _scope(operating.db, cohort, cae)
    if role == "participant" and cohort_id is None:
        raise Refused("no_cohort", "Une participante est invitée dans un Flashcoop : ajoutez --cohort CODE.")
    made = [
        invitations.issue(operating.db, operating.codes, role, cohort_id, cae_id, operating.now) for _ in range(count)
    ]
    return [
        {"token": token, "telegram": _telegram(operating, token), "page": _page(operating, token)} for token in made
    ]


def _scope(db: Database, cohort: str | None, cae: str | None) -> tuple[int | None, int | None]:
    if cohort:
        found = cohorts.cohort(db, cohort)
        return found.id, found.cae_id
    return None, cohorts.cae_id(db, cae) if cae else None


def _telegram(operating: Operating, token: str) -> str:
    name = operating.settings.telegram_name
    return f"https://t.me/{name}?start={token}" if name else ""


def _page(operating: Operating, token: str) -> str:
    return f"{operating.settings.base_url}/j/{token}"


def ask_erasure(operating: Operating, person: str) -> dict[str, str]:
    """A person is to be forgotten; the server does it at its next look, and tells her where she alone listens."""
    found = people.person_by_code(operating.db, person)
    alone = [each.id for each in addresses.addresses_of(operating.db, found.id) if _alone(operating.db, each.id)]
    erasure.ask(operating.db, found, alone[0] if alone else None, operating.now)
    return {"code": found.code}


def _alone(db: Database, address_id: int) -> bool:
    return len(addresses.people_at(db, address_id)) == 1


def withdraw_consent(operating: Operating, person: str, purpose: str) -> dict[str, str]:
    """A person took an agreement back by telling the team; the words she gave it in stay beside it."""
    found = people.person_by_code(operating.db, person)
    known = consents.latest(operating.db, found.id).get(purpose)
    if known is None:
        raise Refused("never_asked", f"« {purpose} » n'a jamais été demandé à {person}.")
    if known.given:
        said = consents.Given(purpose, False, known.wording, known.language, BY_OPERATOR, known.author)
        consents.withdraw(operating.db, found, said, operating.now)
    return {"code": found.code, "purpose": purpose}


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "add_cae": add_cae,
    "create_cohort": create_cohort,
    "invite": invite,
    "ask_erasure": ask_erasure,
    "withdraw_consent": withdraw_consent,
}


def operate(operating: Operating, name: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- JSON
    """Do an operation inside the transaction the caller holds. Raises Refused with a sentence."""
    return OPERATIONS[name](operating, **arguments)

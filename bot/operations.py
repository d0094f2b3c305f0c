"""What an operator can change, by name. The command does it, or, while the server runs, the server does it for her:
only one process writes.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot import noting, scheduling
from bot.operating import Operating as Operating
from bot.settings import Settings
from storage import cohorts, invitations
from storage.database import Database
from storage.refusals import Refused

DOOR = "operator.sock"  # in the data folder, while the server runs


def door(settings: Settings) -> Path:
    """The socket through which the running server does an operation for a command."""
    return settings.data / DOOR


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


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "add_cae": add_cae,
    "create_cohort": create_cohort,
    "move_session": scheduling.move,
    "add_session": scheduling.add,
    "cancel_session": scheduling.cancel,
    "mark_attendance": noting.attendance,
    "enter_contract": noting.contract,
    "note_call": noting.call,
    "send_between": noting.hours,
    "invite": invite,
}


def operate(operating: Operating, name: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- JSON
    """Do an operation inside the transaction the caller holds. Raises Refused with a sentence."""
    return OPERATIONS[name](operating, **arguments)

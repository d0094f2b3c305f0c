"""Who may fill a questionnaire with its person: the table's word, and what no right can give."""

from datetime import datetime

from bot.access import table
from bot.access.table import NOT_YOURS
from storage import holding
from storage.addresses import Address
from storage.database import Database
from storage.holding import Mode
from storage.instances import Stored
from storage.people import Person
from storage.refusals import Refused
from storage.secrets import Vault

REGISTRATION = "registration"


def may_hold(db: Database, helper: Person, stored: Stored) -> bool:
    """Whether somebody may fill a run with its person."""
    action = "registration.hold" if stored.questionnaire == REGISTRATION else "call.hold"
    return holding.fillable(helper, stored) and table.allowed(db, helper, action, table.of_run(stored))


def hold(db: Database, vault: Vault, helper: Person, stored: Stored, mode: Mode, now: datetime) -> Address:
    """The door of a helper to a run, claimed for a while. Raises Refused for who may not, or while somebody else fills
    something in with the same person.
    """
    if not may_hold(db, helper, stored):
        raise Refused("not_yours", NOT_YOURS)
    return holding.hold(db, vault, helper, stored, mode, now)

"""What a page works with inside one transaction: who asks, about what, and that she may."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.access import table
from bot.access.table import Target
from bot.console.aims import LISTING, Aim, aim
from bot.operations import Operating, operate
from bot.running import Assistant
from storage import signing
from storage.cohorts import Cohort
from storage.database import Database
from storage.instances import Stored
from storage.people import Person
from storage.refusals import Refused
from storage.takes import Take


class SignedOut(Exception):
    """Nobody is signed in any more."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request wants: whose session it brings, what it does, and what its address names."""

    session: str
    action: str
    target: str
    path: dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One request inside its transaction, allowed: the right was looked up in the same transaction."""

    db: Database
    who: Person
    aim: Aim
    now: datetime
    assistant: Assistant

    def may(self, action: str, target: Target | None = None) -> bool:
        """Whether she may do something else here, so that its button is shown."""
        return table.allowed(self.db, self.who, action, target or self.aim.target)

    def demand(self, action: str, target: Target) -> None:
        """Refuse what she may not do to something the address does not name, such as what a form does."""
        table.demand(self.db, self.who, action, target)

    def cohorts(self, action: str) -> list[Cohort]:
        """The Flashcoops in which she may do something."""
        return table.within(self.db, self.who, action)

    @property
    def cohort(self) -> Cohort:
        """The Flashcoop of the address; only for doors whose address names one."""
        assert self.aim.cohort is not None
        return self.aim.cohort

    @property
    def person(self) -> Person:
        """The person of the address; only for doors whose address names one."""
        assert self.aim.person is not None
        return self.aim.person

    @property
    def run(self) -> Stored:
        """The run of the address; only for doors whose address names one."""
        assert self.aim.run is not None
        return self.aim.run

    @property
    def take(self) -> Take:
        """The recording of the address; only for doors whose address names one."""
        assert self.aim.take is not None
        return self.aim.take

    def operate(self, name: str, **arguments: Any) -> Any:  # noqa: ANN401 -- what operations take and give
        """Do an operation of `bot.operations` in this transaction. Raises Refused with a sentence."""
        operating = Operating(self.db, self.assistant.settings, self.assistant.house.codes, self.now)
        return operate(operating, name, arguments)


def admit(db: Database, assistant: Assistant, wish: Wish) -> Case:
    """The case of a request. Raises SignedOut, or Refused for what she may not do."""
    now = assistant.clock()
    who = signing.signed_in(db, wish.session, now) if wish.session else None
    if who is None or not table.allowed(db, who, "console.enter", Target(who.cae_id, person=who.id)):
        raise SignedOut
    if wish.target == LISTING and not table.ever(who.role, wish.action):
        raise Refused("not_yours", table.NOT_YOURS)
    about = aim(db, wish.target, who, wish.path)
    if wish.target != LISTING:
        table.demand(db, who, wish.action, about.target)
    return Case(db, who, about, now, assistant)

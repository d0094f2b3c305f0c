"""What every turn needs: what is asked and said, the keys, and how each channel's rows are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.loading import Programme
from bot.turns.acts import Act
from dialogs.flow import Flow
from storage.codes import Codes
from storage.database import Database
from storage.ledger import Ledger
from storage.questionnaires import questionnaire
from storage.secrets import Vault

Reading = Callable[[Mapping[str, Any]], Act]


@dataclass
class House:
    """The parts a turn is made with. `readers` gives each channel's way from a stored row to an act.

    `letters` are the channels by which letters leave (mail, sms). `flows` holds the versions in use by hash; an older
    one is built when an instance that began with it moves. `ledger` is the assistant's.
    """

    programme: Programme
    vault: Vault
    codes: Codes
    readers: Mapping[str, Reading]
    base_url: str
    letters: frozenset[str] = frozenset()
    flows: dict[str, Flow] = field(default_factory=dict)
    ledger: Ledger | None = None

    def __post_init__(self) -> None:
        self.renew(self.programme)

    def renew(self, programme: Programme) -> None:
        """From now on this is asked and said; runs that have begun go on with the versions they began with."""
        self.flows.update({flow.questionnaire.hash: flow for flow in programme.flows.values()})
        self.programme = programme

    @property
    def known_ledger(self) -> Ledger:
        """The ledger; only in an assistant that runs."""
        assert self.ledger is not None
        return self.ledger

    def flow(self, db: Database, hashed: str) -> Flow:
        """The flow of a questionnaire version: today's, or the one an instance began with."""
        if hashed not in self.flows:
            self.flows[hashed] = Flow(questionnaire(db, hashed), self.programme.lexicons)
        return self.flows[hashed]

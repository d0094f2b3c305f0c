"""What carries letters: a small port, so that any server of mail and any gateway of SMS can stand behind it."""

from dataclasses import dataclass
from typing import Literal, Protocol

# unknown: the address is none, or no more · later: not accepted now, it can be tried again · doubt: nobody can know
Kind = Literal["unknown", "later", "doubt"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: to a mail address or an E.164 number. An SMS has no subject."""

    to: str
    subject: str
    text: str


class NotCarriedError(Exception):
    """A letter was not accepted; `reason` is a word for logs, without anything of the letter or its reader."""

    def __init__(self, kind: Kind, reason: str) -> None:
        super().__init__(reason)
        self.kind: Kind = kind
        self.reason = reason


class Carrier(Protocol):
    """A way for letters out of the house; `channel` is mail or sms."""

    channel: str

    async def carry(self, letter: Letter) -> None:
        """Hand a letter over. Raises NotCarriedError."""

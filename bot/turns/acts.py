"""What people and the house itself do, in words of no channel: what a reader makes of an inbox row.

`stamp` is the ask that was last put through that door when the message came in, "" when there was none; it is
read when the row is written, since the person answers what she had heard by then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody comes in or comes back: a link with a token, /start without one, a page opened."""

    token: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """A choice was touched. `instance` and `ask` are what stood on the button."""

    instance: str
    ask: str
    choice: str


@dataclass(frozen=True, slots=True)
class KeyTouch:
    """A key of the picture keypad: a digit, `+`, `erase`, `enter`."""

    instance: str
    ask: str
    key: str


@dataclass(frozen=True, slots=True)
class ControlTouch:
    """One of `dialogs.controls.CONTROLS`."""

    instance: str
    ask: str
    name: str


@dataclass(frozen=True, slots=True)
class WhoTouch:
    """« Who is there? » was answered: the person's code."""

    person: str


@dataclass(frozen=True, slots=True)
class Rights:
    """She asks for a page of her rights: `bot.turns.rights.PLACES`."""

    place: str


@dataclass(frozen=True, slots=True)
class MenuTouch:
    """A choice of the house's own, outside any questionnaire: `<person's code>.<place>` (`storage.rights`)."""

    choice: str


@dataclass(frozen=True, slots=True)
class Text:
    """Typed text."""

    text: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message. `source` says where its bytes are (the channel's business), `sha256` is set when they are
    stored already; `bytes` and `seconds` are what the channel claims, 0 when it says nothing.
    """

    source: Mapping[str, Any]
    mime: str
    bytes: int = 0
    seconds: float = 0.0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """A sticker, a video note, a photo, a file, an empty form: nothing that answers."""

    kind: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The person blocked the bot, or came back to it."""

    state: str  # blocked | live


@dataclass(frozen=True, slots=True)
class Staff:
    """A command or button of those who lead, in their own chat: a word of `bot.staff.rights.ACTIONS`, and what it is
    about. `text` is what was typed, for who is not one of them.
    """

    word: str
    argument: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class InGroup:
    """Something in a group: the bot came `in` or is `out`, or somebody touched or typed a word. `actor` is the row id
    of her own address, None where nobody knows her.
    """

    what: str
    argument: str = ""
    actor: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What listening to a take gave; the fields are those of `dialogs.events.Heard`."""

    take: str
    status: str
    option: str | None = None
    second: str | None = None
    control: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Prompted:
    """A message of the house's own is to be said through this door: which (`storage.attempts`), and its phrase."""

    attempt: int
    words: str


@dataclass(frozen=True, slots=True)
class PeersReady:
    """What the others said of a person may be told her now."""

    person: str


@dataclass(frozen=True, slots=True)
class HelpComes:
    """Somebody has answered a person who asked for help."""

    person: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row nobody can make sense of; it is set aside with its reason and holds nobody up."""

    reason: str


Act = (
    Visit
    | Touch
    | KeyTouch
    | ControlTouch
    | WhoTouch
    | Rights
    | MenuTouch
    | Text
    | Voice
    | Other
    | Gone
    | Staff
    | InGroup
    | Understood
    | Prompted
    | PeersReady
    | HelpComes
    | Unreadable
)

"""What can happen to a conversation: the events that `dialogs.engine.step` takes."""

from dataclasses import dataclass

Mode = str  # tap | voice | typed | tablet | phone
Door = str  # telegram | web | held | terminal
HELD_MODES = ("tablet", "phone")  # somebody fills the questionnaire with the person


@dataclass(frozen=True, slots=True)
class Origin:
    """Through which door an event came, how it was given and by whom.

    `author` is a person's code: the participant's own, or that of who fills it with her.
    """

    door: Door
    mode: Mode
    author: str


@dataclass(frozen=True, slots=True)
class Begin:
    """The questionnaire is opened for the first time, or the person comes back to it; `called`: we wrote first."""

    origin: Origin
    called: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """A picture or button was touched. `ask` names the question as it was put, `choice` what was chosen."""

    origin: Origin
    ask: str
    choice: str


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the picture keypad: a digit, `erase` or `enter`."""

    origin: Origin
    ask: str
    key: str


@dataclass(frozen=True, slots=True)
class Write:
    """Text was typed. `ask` is the question last put through that door, None when there was none."""

    origin: Origin
    text: str
    ask: str | None = None


@dataclass(frozen=True, slots=True)
class Speak:
    """A voice message has been stored under `take`; what it says is not known yet."""

    origin: Origin
    take: str
    ask: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What listening to a take gave.

    `status`: sure, unsure (`option` and `second` are the two best), nothing (no speech), other (no option;
    `control` may name what was asked for, `language` a language), speech (an open answer with speech in it),
    unavailable (nobody could listen now), unreadable, too_long, too_big. `trusted` says that a sure option may
    be taken without the person's word (`dialogs.trust`).
    """

    origin: Origin
    take: str
    ask: str | None
    status: str
    option: str | None = None
    second: str | None = None
    control: str | None = None
    language: str | None = None
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """One of the controls that are always there (see `dialogs.controls`)."""

    origin: Origin
    name: str
    ask: str | None = None


@dataclass(frozen=True, slots=True)
class Strange:
    """Something that is no answer to anything: a sticker, a video note, a file, an empty message."""

    origin: Origin
    kind: str
    ask: str | None = None


Event = Begin | Press | Key | Write | Speak | Heard | Control | Strange

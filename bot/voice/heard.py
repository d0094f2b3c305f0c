from dataclasses import asdict, dataclass
from typing import Literal

Status = Literal["sure", "unsure", "nothing", "other"]
Trust = Literal["clear", "doubtful", "nothing"]


@dataclass(frozen=True)
class Heard:
    """Which option a recording says.

    `option` is the best guess, None for « nothing » (nobody spoke) and « other » (another word was said);
    `margin` its lead over the next in the units of the margins file, `second_option` that next. `control`
    names a spoken request (« repeat », « dont_know »…), with the `language` asked for if it names one.
    `seconds` is the duration really decoded.
    """

    option: str | None
    margin: float
    status: Status
    seconds: float
    second_option: str | None = None
    control: str | None = None
    language: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the fields as plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Transcript:
    """What an open answer says, as far as a machine can tell; the audio stays the record.

    `confidence` is between 0 and 1. `status` is « doubtful » for loops, words invented where nobody spoke,
    a language that contradicts the one expected, and a recording cut at the limit. `language` is the one
    that seems spoken (a Whisper code), None when that is unclear.
    """

    text: str
    confidence: float
    seconds: float
    status: Trust
    language: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the fields as plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Decoded:
    """A recording made safe to play: seconds really decoded, the new OGG file, and whether it was cut."""

    seconds: float
    path: str
    cut: bool = False

    def to_json(self) -> dict[str, object]:
        """Return the fields as plain values."""
        return asdict(self)

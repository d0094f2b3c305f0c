from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from bot.voice.frames import Message

# Names of controls and languages stand beside those of options and must not meet them.
CONTROL, LANGUAGE = "control:", "language:"
# Spoken forms a question may bring; beyond it scoring would take longer than a person waits.
MOST_FORMS = 600


@dataclass(frozen=True)
class HearRequest:
    """One recording and what it may say: spoken forms by option and by control, and enrolled takes.

    `takes` are files by what is said in them: an option, a control behind `CONTROL`, or any other word.
    """

    path: str
    language: str
    forms: dict[str, list[str]]
    controls: dict[str, list[str]] = field(default_factory=dict)
    takes: dict[str, list[str]] = field(default_factory=dict)

    def to_message(self) -> Message:
        """Return the request as it goes over the pipe."""
        return {"do": "hear", **asdict(self)}

    @classmethod
    def from_message(cls, message: Message) -> "HearRequest":
        """Read the request back."""
        return cls(
            str(message["path"]),
            str(message["language"]),
            _forms(message["forms"]),
            _forms(message["controls"]),
            _forms(message["takes"]),
        )


@dataclass(frozen=True)
class TranscribeRequest:
    """One open answer and the language it is expected in."""

    path: str
    language: str

    def to_message(self) -> Message:
        """Return the request as it goes over the pipe."""
        return {"do": "transcribe", **asdict(self)}

    @classmethod
    def from_message(cls, message: Message) -> "TranscribeRequest":
        """Read the request back."""
        return cls(str(message["path"]), str(message["language"]))


def _forms(value: object) -> dict[str, list[str]]:
    if not isinstance(value, Mapping):
        return {}
    return {str(name): [str(form) for form in forms][:MOST_FORMS] for name, forms in value.items()}

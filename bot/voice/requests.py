from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from bot.voice.frames import Message

# Spoken forms a question may bring; beyond it scoring would take longer than a person waits.
MOST_FORMS = 600


@dataclass(frozen=True)
class HearRequest:
    """One recording and what it may say: spoken forms by option, forms by control, a folder of takes."""

    path: str
    language: str
    forms: dict[str, list[str]]
    controls: dict[str, list[str]] = field(default_factory=dict)
    takes: str | None = None

    def to_message(self) -> Message:
        """Return the request as it goes over the pipe."""
        return {"do": "hear", **asdict(self)}

    @classmethod
    def from_message(cls, message: Message) -> "HearRequest":
        """Read the request back."""
        takes = message.get("takes")
        return cls(
            str(message["path"]),
            str(message["language"]),
            _forms(message["forms"]),
            _forms(message["controls"]),
            None if takes is None else str(takes),
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

from pathlib import Path
from typing import NamedTuple, Protocol

from bot.voice.audio import AudioError, decode
from bot.voice.engines.engine import EngineError, Voice
from bot.voice.sound import CLIP_RATE, Sound
from bot.voice.tempo import stretched

# How much of its speed a take keeps where slower speech was asked for: slower still, and it sounds ill.
SLOWED = 0.8


class Taken(NamedTuple):
    """A take of a phrase: its file, which we made ourselves, the hash of it, and the code of who speaks."""

    path: Path
    sha256: str
    speaker: str


class Recordings(Protocol):
    """Who knows what people recorded to be heard."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages somebody may have recorded phrases in."""

    def take(self, language: str, text: str) -> Taken | None:
        """The take a text is to be heard in, None where nobody recorded it, or nobody allows it any more."""


class People:
    """People who recorded the phrases: offline, in any language, under what each of them allows (her release)."""

    name = "people"
    licence = "each speaker's release"
    offline = True

    def __init__(self, recordings: Recordings) -> None:
        self._recordings = recordings

    @property
    def languages(self) -> frozenset[str]:
        """The languages somebody may have recorded phrases in."""
        return self._recordings.languages

    def voice(self, text: str, language: str) -> Voice | None:
        """The speaker of a phrase; each take is a voice of its own, so that a new one is heard at once."""
        take = self._recordings.take(language, text)
        return Voice(take.sha256, take.speaker) if take else None

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        """Play a take, slowed at its own pitch where that is asked for; raises EngineError where there is none."""
        take = self._recordings.take(language, text)
        if take is None:
            raise EngineError("nobody recorded this phrase")
        try:
            sound = decode(take.path, CLIP_RATE)
        except AudioError as error:
            raise EngineError(f"the take cannot be played: {error}") from None
        return stretched(sound, SLOWED) if slow else sound

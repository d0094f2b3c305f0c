from typing import Protocol

from bot.voice.sound import Sound


class EngineError(RuntimeError):
    """An engine cannot say a phrase now; the next best voice is tried."""


class Engine(Protocol):
    """A voice: its name, the languages it speaks, its licence, and whether texts stay on this machine."""

    @property
    def name(self) -> str:
        """A short name that goes into the names of its clips; a new one makes new clips."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages it speaks: « fr », « ar », « fa_AF »."""

    @property
    def licence(self) -> str:
        """Under what licence the engine, or the voice, may be used."""

    @property
    def offline(self) -> bool:
        """Whether texts stay on this machine."""

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        """Speak a phrase; raises EngineError, also for a language it does not speak."""

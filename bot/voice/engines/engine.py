from dataclasses import dataclass
from typing import Protocol

from bot.voice.sound import Sound


class EngineError(RuntimeError):
    """An engine cannot say a phrase now; the next best voice is tried."""


@dataclass(frozen=True)
class Voice:
    """Who would say a phrase: `name` goes into the name of its clip, so that another voice makes another clip.

    `speaker` is the code of the person whose voice it is, "" for a machine's: nobody takes that one back.
    """

    name: str
    speaker: str = ""


class Engine(Protocol):
    """Something that speaks: its name, the languages it speaks, its licence, and whether texts stay on this machine."""

    @property
    def name(self) -> str:
        """A short name: whose clips these are, in figures and in lists."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages it speaks: « fr », « ar », « fa_AF »."""

    @property
    def licence(self) -> str:
        """Under what licence the engine, or the voice, may be used."""

    @property
    def offline(self) -> bool:
        """Whether texts stay on this machine. Nobody waits for an engine that sends them elsewhere: it makes clips
        ahead of time.
        """

    def voice(self, text: str, language: str) -> Voice | None:
        """Who would say a phrase, None where nobody here can. Asked for everything that is shown: to be cheap."""

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        """Speak a phrase; raises EngineError, also for a language it does not speak."""

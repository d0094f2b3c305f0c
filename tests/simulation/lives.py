"""One person of the simulation, as she goes through the programme."""

from dataclasses import dataclass, field

from tests.simulation.characters import Character
from tests.simulation.minds import Mind

OVER_AND_OVER = 5  # times she is asked the same in a row; more is a fault of the assistant


class AskedAgain(AssertionError):
    """The same question came again and again, whatever she answered."""


@dataclass
class Life:
    """Who she is and where she stands: her code once she has come in, what she still answers at this sitting."""

    character: Character
    mind: Mind
    name: str
    code: str = ""
    page: str = ""
    heard: int = 0  # messages in vain since she last answered
    left: int = 0
    gone: bool = False
    calls: int = 0
    _last: tuple[str, str] = ("", "")
    _times: int = 0
    transcript: list[str] = field(default_factory=list)

    def sits_down(self) -> None:
        """A message has come: answer now, or not yet."""
        self.heard += 1
        if self.heard >= self.character.waits and not self.gone:
            self.left = self.character.sitting

    def answers(self, run: str, questionnaire: str, step: str, choices: tuple[str, ...]) -> str:
        """What she answers to a step of a run. Raises AskedAgain."""
        self._times = self._times + 1 if self._last == (run, step) else 1
        self._last = run, step
        answer = self.mind.answers(questionnaire, step, choices)
        self.transcript.append(f"{questionnaire}.{step} {choices} -> {answer}")
        if self._times > OVER_AND_OVER:
            raise AskedAgain(f"{self.name} ({self.character.name}): " + " | ".join(self.transcript[-12:]))
        self.left -= 1
        self.heard = 0
        return answer

    @property
    def call(self) -> str:
        """What comes of the next telephone call to her."""
        calls = self.character.calls
        self.calls += 1
        return calls[min(self.calls, len(calls)) - 1]

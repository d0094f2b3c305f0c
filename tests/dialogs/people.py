"""A fake person for the pure engine: what she does are events, what comes back are effects."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from dialogs.effects import Answer, Effect, Release, Say
from dialogs.engine import step
from dialogs.events import Begin, Control, Event, Heard, Key, Origin, Press, Speak, Strange, Write
from dialogs.flow import Flow
from dialogs.instance import Given, Instance, dump, load

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
LAID_IN = ("code", "language", "variant", "slow", "facts")

Kind = TypeVar("Kind", bound=Effect)


class Someone:
    """One person in one questionnaire. Every turn is written out and read back."""

    def __init__(self, flow: Flow, language: str | None = None, facts: Mapping[str, Any] | None = None) -> None:
        self.flow, self.now, self.door = flow, NOW, "telegram"
        self.instance = Instance("abc", flow.initial, language=language, facts=facts or {})
        self.effects: tuple[Effect, ...] = ()
        self.history: list[Effect] = []

    # What she does

    def begins(self) -> "Someone":
        return self.happens(Begin(self._origin("tap")))

    def presses(self, choice: str, ask: str | None = None) -> "Someone":
        return self.happens(Press(self._origin("tap"), ask or self.instance.ask or "", choice))

    def types(self, text: str, ask: str | None = None) -> "Someone":
        return self.happens(Write(self._origin("typed"), text, ask or self.instance.ask))

    def touches(self, *keys: str) -> "Someone":
        for key in keys:
            self.happens(Key(self._origin("tap"), self.instance.ask or "", key))
        return self

    def asks_for(self, control: str, ask: str | None = None) -> "Someone":
        return self.happens(Control(self._origin("tap"), control, ask or self.instance.ask))

    def speaks(self, take: str, ask: str | None = None) -> "Someone":
        return self.happens(Speak(self._origin("voice"), take, ask or self.instance.ask))

    def is_heard(self, take: str, status: str = "sure", option: str | None = None, **more: Any) -> "Someone":
        ask = more.pop("ask", None) or self.instance.ask
        return self.happens(Heard(self._origin("voice"), take, ask, status, option, **more))

    def sends(self, kind: str) -> "Someone":
        return self.happens(Strange(self._origin("tap"), kind, self.instance.ask))

    def waits(self, **pause: float) -> "Someone":
        self.now += timedelta(**pause)
        return self

    def through(self, door: str) -> "Someone":
        self.door = door
        return self

    def closes(self) -> "Someone":
        self.instance = replace(self.instance, closed=True)
        return self

    def reaches(self, question: str) -> "Someone":
        """Answer the shortest way, by touch, until a question is asked."""
        for _ in range(60):
            if self.instance.step == question:
                return self
            self._answer_somehow()
        raise AssertionError(f"{question} is never asked")

    def _answer_somehow(self) -> None:
        step = self.flow.questionnaire.steps[self.instance.step]
        if step.choices:
            self.presses(step.choices[0].key)
        else:
            self.asks_for("dont_know")

    def happens(self, event: Event) -> "Someone":
        laid_in = {name: getattr(self.instance, name) for name in LAID_IN}
        self.now += timedelta(seconds=5)
        self.instance, self.effects = step(self.flow, load(dump(self.instance), **laid_in), event, self.now)
        self.history += self.effects
        return self

    def _origin(self, mode: str) -> Origin:
        return Origin(self.door, mode, "P1")

    # What she notices

    @property
    def ask(self) -> str:
        assert self.instance.ask is not None
        return self.instance.ask

    @property
    def said(self) -> list[str]:
        return [effect.phrase for effect in self.effects if isinstance(effect, Say)]

    @property
    def released(self) -> list[str]:
        return [effect.take for effect in self.history if isinstance(effect, Release)]

    def the(self, kind: type[Kind]) -> list[Kind]:
        """The effects of a kind of the last event."""
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def answers(self, question: str) -> list[object]:
        """All revisions of an answer: values, or no-answer codes."""
        revisions = [effect for effect in self.history if isinstance(effect, Answer) and effect.question == question]
        return [effect.none or effect.value for effect in revisions]


def replayed(effects: list[Effect]) -> dict[str, Given]:
    """The answers a store of append-only revisions holds after these effects."""
    kept: dict[str, Given] = {}
    for effect in effects:
        if isinstance(effect, Answer) and effect.none == "not_applicable":
            kept.pop(effect.question, None)
        elif isinstance(effect, Answer):
            kept[effect.question] = Given(effect.value, effect.none, effect.door, effect.author)
    return kept

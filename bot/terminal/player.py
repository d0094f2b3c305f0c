"""Plays a questionnaire in the terminal: cards as lines of text, a person as lines of text, one transcript.

What a person does, a line each: `2` or any text is typed · `*yes` touches a choice · `*yes @3.gender` touches it on
an older message · `/repeat` is a control · `~a_lot` is a voice message in which that option was heard (`~a_lot|yes`
unsure between two, `~` an open answer, `~!nothing` a status) · `?sticker` is something else.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from dialogs.cards import Book, Card, Speech, card
from dialogs.effects import (
    Answer,
    Ask,
    CallPerson,
    ChooseLanguage,
    Confirm,
    Consent,
    Draft,
    Effect,
    Finish,
    Say,
    Trouble,
)
from dialogs.engine import step
from dialogs.events import Begin, Control, Event, Heard, Origin, Press, Speak, Strange, Write
from dialogs.flow import Flow
from dialogs.instance import Instance, dump, load

PACE = timedelta(seconds=20)  # between two things a person does, on the player's own clock
DOOR = "terminal"


class Player:
    """One person, one questionnaire. Every turn is written out and read back, as after a restart."""

    def __init__(self, flow: Flow, book: Book, language: str | None, facts: Mapping[str, Any], now: datetime) -> None:
        self.flow, self.book, self.now = flow, book, now
        self.instance = Instance("player", flow.initial, language=language, facts=facts)
        self.transcript: list[str] = []
        self._takes = 0

    @property
    def finished(self) -> bool:
        """Whether the last question is behind the person."""
        return self.instance.step == "done"

    def begin(self) -> None:
        """Open the questionnaire, or come back to it."""
        self._turn(Begin(self._origin("tap")))

    def person(self, line: str) -> None:
        """Let the person do what a line says."""
        self.transcript.append(f"> {line}")
        for event in self._events(line.strip()):
            self._turn(event)

    def wait(self, pause: timedelta) -> None:
        """Let time pass."""
        self.now += pause
        self.transcript.append(f"… {pause}")

    def _origin(self, mode: str) -> Origin:
        return Origin(DOOR, mode, "player")

    def _events(self, line: str) -> Sequence[Event]:
        if line.startswith("*"):
            choice, _, ask = line[1:].partition(" @")
            return [Press(self._origin("tap"), ask or self.instance.ask or "", choice)]
        if line.startswith("/"):
            return [Control(self._origin("tap"), line[1:], self.instance.ask)]
        if line.startswith("?"):
            return [Strange(self._origin("tap"), line[1:], self.instance.ask)]
        if line.startswith("~"):
            return self._voice(line[1:])
        return [Write(self._origin("typed"), line, self.instance.ask)]

    def _voice(self, heard: str) -> Sequence[Event]:
        self._takes += 1
        take = f"take-{self._takes}"
        ask = self.instance.ask
        option, _, second = heard.partition("|")
        status = option[1:] if option.startswith("!") else "unsure" if second else "sure" if option else "speech"
        named = None if option.startswith("!") else option or None
        origin = self._origin("voice")
        return [Speak(origin, take, ask), Heard(origin, take, ask, status, named, second or None)]

    def _turn(self, event: Event) -> None:
        self.now += PACE
        laid_in = {name: getattr(self.instance, name) for name in ("code", "language", "variant", "slow", "facts")}
        self.instance, effects = step(self.flow, load(dump(self.instance), **laid_in), event, self.now)
        for effect in effects:
            self.transcript += self._lines(effect)

    def _lines(self, effect: Effect) -> list[str]:
        match effect:
            case Ask() | Confirm() | ChooseLanguage() | Say() | Draft():
                return card_lines(card(self._intent(effect), self.flow.questionnaire, self.book))
            case Answer(question=question, value=value, none=none, mode=mode):
                return [f"= {question}: {none or value} ({mode})"]
            case Consent(purpose=purpose, given=given):
                return [f"= consent {purpose}: {'given' if given else 'refused'}"]
            case CallPerson(reason=reason):
                return [f"! a person is called: {reason}"]
            case Trouble(code=code):
                return [f"! {code}"]
            case Finish():
                return ["= finished"]
        return []

    def _intent(self, effect: Ask | Confirm | ChooseLanguage | Say | Draft) -> dict[str, Any]:
        body: dict[str, Any] = {name: getattr(effect, name) for name in effect.__dataclass_fields__}
        if isinstance(effect, Say) and effect.about in self.instance.given:
            body["value"] = self.instance.given[effect.about].value
        spoken = {name: getattr(self.instance, name) for name in ("language", "variant", "slow")}
        return {"kind": KINDS[type(effect)], "instance": self.instance.code, **spoken, **body}


KINDS: Mapping[type, str] = {
    Ask: "ask",
    Confirm: "confirm",
    ChooseLanguage: "choose_language",
    Say: "say",
    Draft: "draft",
}


def card_lines(shown: Card) -> list[str]:
    """A card as text: what is printed, what is said where it differs, the choices with their pictures."""
    lines = list(shown.lines)
    said = [sound.text for sound in shown.sounds if isinstance(sound, Speech)]
    lines += [f"🔊 {text}" for text in said if text not in lines]
    lines += [f"   {button.figure} [{button.picture}] {button.label}" for button in shown.buttons]
    return [f"< {lines[0]}", *(f"  {line}" for line in lines[1:])] if lines else []


def play(player: Player, lines: Sequence[str]) -> str:
    """The transcript of a whole play."""
    player.begin()
    for line in lines:
        player.person(line)
    return "\n".join(player.transcript) + "\n"

"""Plays a questionnaire in the terminal: cards as lines of text, a person as lines of text, one transcript.

What a person does, a line each: `2` or any text is typed · `*yes` touches a choice · `*yes @3.gender` touches it on
an older message · `/repeat` is a control · `~a_lot` is a voice message in which that option was heard (`~a_lot|yes`
unsure between two, `~` an open answer, `~!nothing` a status, `~/person` a control) · `#1990` are keys of the keypad,
`#enter` and `#erase` too · `?sticker` is something else · `+7d` lets seven days pass (`d`, `h`, `m`), and
`/begin` opens the conversation again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from dialogs.cards import Book, Card, Speech, card, read_back
from dialogs.conditions import RECALLED
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
    Rights,
    Say,
    Trouble,
)
from dialogs.engine import step
from dialogs.engine.writing import ENTER, ERASE
from dialogs.events import Begin, Control, Event, Heard, Key, Origin, Press, Speak, Strange, Write
from dialogs.flow import Flow
from dialogs.instance import Instance, dump, load
from dialogs.speaking import Speaker

PACE = timedelta(seconds=20)  # between two things a person does, on the player's own clock
DOOR = "terminal"
PERSON = "> "  # what a line of the person begins with
PAUSE = re.compile(r"\+(\d+)([dhm])")
NO_OTHERS: Mapping[str, Flow] = {}
UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


class Player:
    """One person, one questionnaire. Every turn is written out and read back, as after a restart."""

    def __init__(
        self,
        flow: Flow,
        book: Book,
        language: str | None,
        facts: Mapping[str, Any],
        now: datetime,
        others: Mapping[str, Flow] = NO_OTHERS,
    ) -> None:
        """`others` are the questionnaires whose answers (in the facts) this one reads back, by id."""
        self.flow, self.book, self.now, self.others = flow, book, now, others
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
        self.transcript.append(f"{PERSON}{line}")
        pause = PAUSE.fullmatch(line.strip())
        if pause:
            self.now += int(pause[1]) * UNITS[pause[2]]
            return
        for event in self._events(line.strip()):
            self._turn(event)

    def voice(self, heard: str, ask: str | None) -> Sequence[Event]:
        """The two events of a voice message: it is stored, and later something is heard in it."""
        self._takes += 1
        take = f"take-{self._takes}"
        origin = self._origin("voice")
        return [Speak(origin, take, ask), _heard(Heard(origin, take, ask, "speech"), heard)]

    def _origin(self, mode: str) -> Origin:
        return Origin(DOOR, mode, "player")

    def _events(self, line: str) -> Sequence[Event]:
        if line.startswith("*"):
            choice, _, ask = line[1:].partition(" @")
            return [Press(self._origin("tap"), ask or self.instance.ask or "", choice)]
        if line == "/begin":
            return [Begin(self._origin("tap"))]
        if line.startswith("#"):
            keys = [line[1:]] if line[1:] in (ENTER, ERASE) else list(line[1:])
            return [Key(self._origin("tap"), self.instance.ask or "", key) for key in keys]
        if line.startswith("/"):
            return [Control(self._origin("tap"), line[1:], self.instance.ask)]
        if line.startswith("?"):
            return [Strange(self._origin("tap"), line[1:], self.instance.ask)]
        if line.startswith("~"):
            said, _, ask = line[1:].partition(" @")
            return self.voice(said, ask or self.instance.ask)
        return [Write(self._origin("typed"), line, self.instance.ask)]

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
                return [f"= {question}: {none or _shown(value)} ({mode})"]
            case Consent(purpose=purpose, given=given):
                return [f"= consent {purpose}: {'given' if given else 'refused'}"]
            case CallPerson(reason=reason):
                return [f"! a person is called: {reason}"]
            case Trouble(code=code):
                return [f"! {code}"]
            case Rights():
                return ["! her rights are shown"]
            case Finish():
                return ["= finished"]
        return []

    def _intent(self, effect: Ask | Confirm | ChooseLanguage | Say | Draft) -> dict[str, Any]:
        body: dict[str, Any] = {name: getattr(effect, name) for name in effect.__dataclass_fields__}
        if isinstance(effect, Say) and effect.about in self.instance.given:
            body["value"] = self.instance.given[effect.about].value
        if isinstance(effect, Ask) and (before := self._earlier(effect.step)):
            body["before"] = before
        spoken = {name: getattr(self.instance, name) for name in ("language", "variant", "slow")}
        return {"kind": KINDS[type(effect)], "instance": self.instance.code, **spoken, **body}

    def _earlier(self, step: str) -> dict[str, Any] | None:
        """What the question reads back, from the facts the play began with."""
        recalls = self.flow.questionnaire.question_of(step).recalls
        value = self.instance.facts.get(RECALLED, {}).get(recalls)
        other, _, question = recalls.partition(".")
        if value is None or other not in self.others:
            return None
        speaker = Speaker(self.book, self.instance.language, self.instance.variant)
        return read_back(self.others[other].questionnaire, question, value, speaker)


def _shown(value: object) -> object:
    """An open answer as its text and recordings; other values as they are kept."""
    if not isinstance(value, dict):
        return value
    return " ".join([*filter(None, [value.get("text")]), *(f"🎤 {take}" for take in value.get("takes", ()))])


def _heard(event: Heard, said: str) -> Heard:
    """What a line says was heard: a status, a control, one option or two."""
    if said.startswith("!"):
        return replace(event, status=said[1:])
    if said.startswith("/"):
        name, _, language = said[1:].partition(" ")
        return replace(event, status="other", control=name, language=language or None)
    option, _, second = said.partition("|")
    if not option:
        return event
    return replace(event, status="unsure" if second else "sure", option=option, second=second or None)


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


def said_by_person(transcript: str) -> list[str]:
    """The person's lines of a transcript: what plays it again."""
    return [line.removeprefix(PERSON) for line in transcript.splitlines() if line.startswith(PERSON)]


def play(player: Player, lines: Sequence[str]) -> str:
    """The transcript of a whole play."""
    player.begin()
    for line in lines:
        player.person(line)
    return "\n".join(player.transcript) + "\n"

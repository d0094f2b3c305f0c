"""People who go through a whole questionnaire on Telegram: each answers what she is asked, as her plan says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.botapi import Person, SeenMessage

Act = str | Path  # what a plan says: "*choice" to touch, a path to say it, other text to type, "=123" on the keypad


@dataclass
class Put:
    """A question as it stands in the chat: which ask of which instance, its step, the data of its buttons."""

    ask: str
    step: str
    confirming: bool
    buttons: Mapping[str, str]
    message: SeenMessage


def question_in(message: SeenMessage) -> Put | None:
    """The question a message puts, None for one that only says something."""
    for data in message.datas:
        kind, _, rest = data.partition("|")
        if kind == "c":
            instance, ask = rest.split("|")[:2]
            name = ask.partition(".")[2]
            return Put(f"{instance} {ask}", name.removesuffix("?"), name.endswith("?"), _buttons(message), message)
    return None


def _buttons(message: SeenMessage) -> dict[str, str]:
    return {data.rpartition("|")[2]: data for data in message.datas if data != "-"}


@dataclass
class Walker:
    """One person with a plan: what she does at each step; without one she agrees, or touches some choice."""

    person: Person
    plan: Mapping[str, Act] = field(default_factory=dict)
    default: Callable[[Put], Act] = lambda put: "*first"
    done: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    acts: int = 0

    async def walk(self, until: Callable[[SeenMessage], bool], seconds: float = 120.0) -> None:
        """Answer question after question until the bot says a certain thing."""
        while True:
            message = await self.person.hears(seconds)
            if until(message):
                return
            put = question_in(message)
            if put and put.ask not in self.answered:
                self.answered.add(put.ask)
                await self.answer(put)

    async def answer(self, put: Put) -> None:
        """Do what the plan says at a question."""
        if put.confirming:
            await self._touch(put, "yes")
            return
        act = self.plan.get(put.step) or self.default(put)
        self.done.append(put.step)
        if isinstance(act, Path):
            self.acts += 1
            await self.person.says(act)
        elif act.startswith("*"):
            await self._touch(put, act[1:])
        elif act.startswith("="):
            for key in (*act[1:], "enter"):
                await self._touch(put, key)
        else:
            self.acts += 1
            await self.person.types(act)

    async def _touch(self, put: Put, choice: str) -> None:
        self.acts += 1
        name = _plain_choice(put) if choice == "first" else choice
        await self.person.presses(data=put.buttons[name], message=put.message)


def _plain_choice(put: Put) -> str:
    choices = sorted(name for name, data in put.buttons.items() if data.startswith("a|"))
    return next((name for name in ("yes", "continue", "a_lot") if name in choices), choices[0])

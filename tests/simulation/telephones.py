"""A telephone with Telegram on it, in the hands of one person or of several."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from tests.botapi import Person, SeenMessage
from tests.end_to_end.walking import Put, question_in
from tests.simulation.lives import Life


class Run(NamedTuple):
    """Whose a run is, and of which questionnaire."""

    person: str
    questionnaire: str


Runs = Callable[[str], Awaitable[Run]]


class Telephone:
    """What stands in a chat, and who answers it."""

    def __init__(self, person: Person, *lives: Life) -> None:
        self.person, self.lives = person, list(lives)
        self.waiting: list[Life] = []  # who still wants to sit down this evening
        self._looked = self._acted = 0

    def joins(self, life: Life) -> None:
        """Somebody else uses this telephone too; who was here before waits until she is done."""
        self.waiting = [each for each in self.lives if each.left > 0]
        self.lives.append(life)

    def reads(self) -> bool:
        """Whether something new is asked here; those who use it take it up or let it be."""
        new = [message for message in self.person.chat if message.from_bot and message.id > self._looked]
        self._looked = max((message.id for message in new), default=self._looked)
        if not any(_asks(message) for message in new):
            return False
        for life in self.lives:
            life.sits_down()
        self.waiting = [life for life in self.lives if life.left > 0]
        return True

    def puts_away(self) -> None:
        """What has come so far has been read."""
        self._looked = max((message.id for message in self.person.chat), default=self._looked)
        for life in self.lives:
            life.left = 0

    async def acts(self, runs: Runs) -> bool:
        """Do one thing, whoever's turn it is; whether there was anything to do."""
        message = self._newest()
        if message is None:
            return await self._another()
        if who := [data for data in message.datas if data.startswith("w|")]:
            return await self._says_who(message, who)
        put = question_in(message)
        assert put is not None
        run = put.ask.partition(" ")[0]
        person, questionnaire = await runs(run)
        life = next((life for life in self.lives if life.code == person), None)
        if life is None or life.left <= 0 or life.gone:
            return False
        self.waiting = [each for each in self.waiting if each is not life]
        await self._answers(put, life, run, questionnaire)
        return True

    async def _answers(self, put: Put, life: Life, run: str, questionnaire: str) -> None:
        choices = tuple(name for name, data in put.buttons.items() if data.startswith("a|"))
        answer = life.answers(run, questionnaire, put.step + "?" * put.confirming, choices)
        self._acted = put.message.id
        if answer in choices:
            await self.person.presses(data=put.buttons[answer], message=put.message)
        else:
            await self.person.types(answer)

    async def _says_who(self, message: SeenMessage, who: list[str]) -> bool:
        life = next((life for life in self.waiting if f"w|{life.code}" in who), None)
        if life is None:
            return False
        self.waiting.remove(life)
        self._acted = message.id
        await self.person.presses(data=f"w|{life.code}", message=message)
        return True

    async def _another(self) -> bool:
        """Where several use it, the next one says that she is there."""
        if len(self.lives) < 2 or not self.waiting:
            return False
        self._acted = max(message.id for message in self.person.chat)
        await self.person.opens()
        return True

    def _newest(self) -> SeenMessage | None:
        """The newest question nobody has acted upon."""
        for message in reversed(self.person.chat):
            if message.id <= self._acted:
                return None
            if message.from_bot and not message.deleted and _asks(message):
                return message
        return None


def _asks(message: SeenMessage) -> bool:
    return any(data.startswith("w|") for data in message.datas) or question_in(message) is not None

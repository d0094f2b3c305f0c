"""The installation the simulation runs on, everyone's telephones, and what the house wrote without being asked."""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.operating import Operating
from bot.operations import operate
from bot.settings import Settings
from storage.database import Database
from tests.botapi import Entry, Person
from tests.doors.house import Doors
from tests.simulation.lives import Life
from tests.simulation.pages import answers_at
from tests.simulation.telephones import Run, Telephone
from tests.web.visitor import Visitor

ROUNDS = 400  # of everyone doing one thing; more on one evening is people who never stop
THINKS = 8  # seconds until the next answer
# What a button sends back: a control names the run it is about, « who is there? » a person. JSON, or read already.
RUN, WHO = re.compile(r"""["']c\|(\w+)\|"""), re.compile(r"""["']w\|""")
WAITING = (
    "SELECT 1 FROM outbox o JOIN addresses a ON a.id = o.address_id"
    " WHERE a.channel = 'telegram' AND a.state = 'live' AND o.state IN ('waiting', 'expanded') LIMIT 1"
)


class Unasked(NamedTuple):
    """A message the house sent by itself, as Telegram took it; `runs` are those it asks about, by code.

    A message that only tells something has no buttons.
    """

    at: datetime
    chat: int
    runs: frozenset[str]
    asks: bool


class Stage:
    """The house and the people in front of it; `unasked` is in the order of time."""

    def __init__(self, doors: Doors) -> None:
        self.doors = doors
        self.telephones: list[Telephone] = []
        self.chats: dict[int, tuple[Life, ...]] = {}  # who has ever used which account
        self.unasked: list[Unasked] = []
        self.looks_taken = self.acts = 0
        self._runs: dict[str, Run] = {}

    def takes_up(self, person: Person, life: Life) -> None:
        """Somebody has an account from now on, her own or one that others use too."""
        found = next((each for each in self.telephones if each.person is person), None)
        if found is None:
            self.telephones.append(Telephone(person, life))
        else:
            found.joins(life)
        self.chats[person.id] = (*self.chats.get(person.id, ()), life)

    async def operates(self, operation: str, /, **arguments: Any) -> Any:
        """What an operation of an operator gives."""

        def change(db: Database) -> Any:
            codes, now = self.doors.assistant.house.codes, self.doors.clock()
            return operate(Operating(db, Settings.model_construct(), codes, now), operation, arguments)

        return await self.doors.assistant.writer.run(change)

    async def runs(self, code: str) -> Run:
        """Whose a run is."""
        if code not in self._runs:
            found = await self.doors.rows(
                "SELECT p.code, i.questionnaire FROM instances i JOIN people p ON p.id = i.person_id WHERE i.code = ?",
                code,
            )
            self._runs[code] = Run(found[0]["code"], found[0]["questionnaire"])
        return self._runs[code]

    async def looks(self, meanwhile: Sequence[Callable[[], Awaitable[object]]] = ()) -> None:
        """The house looks whom to write to, and writes; some do something while the messages are on their way."""
        before = len(self.doors.emulator.journal.entries)
        await self.doors.plans()
        for each in meanwhile:
            await each()
            self.doors.passes(seconds=THINKS)
        await self._sends()
        self.looks_taken += 1
        self.unasked += _messages(self.doors.emulator.journal.entries[before:])

    async def they_answer(self) -> None:
        """Everyone reads, and answers as far as she wants to today."""
        for telephone in self.telephones:
            telephone.reads()
        for _ in range(ROUNDS):
            acted = [telephone for telephone in self.telephones if await telephone.acts(self.runs)]
            if not acted:
                break
            self.acts += len(acted)
            self.doors.passes(seconds=THINKS)
            await self.goes_round()
        else:
            raise AssertionError("an evening that never ends")
        for telephone in self.telephones:
            telephone.puts_away()

    async def goes_round(self) -> None:
        """Receive all there is, take all turns, send."""
        assert await self.doors.receiver.poll()
        await self.doors.turns()
        await self._sends()

    async def _sends(self) -> None:
        await self.doors.sender.drain()
        for _ in range(60):
            if not await self.doors.rows(WAITING):
                return
            self.doors.passes(seconds=1)
            await self.doors.sender.drain()
        raise AssertionError("messages that never leave")

    async def at_page(self, life: Life) -> None:
        """She opens her page and answers what is open."""
        page = Visitor(self.doors.browser)
        await page.loads(life.page)
        self.acts += await answers_at(page, life, self.runs)


def _messages(entries: Sequence[Entry]) -> list[Unasked]:
    """What was sent to each chat in one go is one message."""
    chats: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.accepted and entry.method.startswith("send") and entry.method != "sendchataction":
            chats.setdefault(entry.chat_id or 0, []).append(entry)
    return [_message(chat, sent) for chat, sent in chats.items()]


def _message(chat: int, sent: Sequence[Entry]) -> Unasked:
    markup = " ".join(str(entry.parameters.get("reply_markup", "")) for entry in sent)
    runs = frozenset(RUN.findall(markup))
    asks = bool(runs) or WHO.search(markup) is not None
    return Unasked(datetime.fromtimestamp(sent[0].at, UTC), chat, runs, asks)

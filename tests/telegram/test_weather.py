import random
from collections import Counter

import pytest

from storage.database import Database, every
from tests.botapi import BAD_GATEWAY, Trouble, too_many
from tests.botapi.calls import Call
from tests.botapi.refusals import RefusedError
from tests.telegram.conftest import Place
from tests.telegram.test_sending import opened, put, say

PEOPLE, MESSAGES = 6, 12
WINDOW = 3


class Storm:
    """Three calls of ten go wrong before Telegram accepts them; one in twenty after, where that is wanted."""

    def __init__(self, place: Place, lost: float) -> None:
        self.chance, self.lost, self.place = random.Random(7), lost, place
        self.injected: Counter[str] = Counter()
        self.floods: dict[int, float] = {}
        self.breaches = 0

    def __call__(self, call: Call, now: float) -> Trouble | None:
        if call.method not in ("sendvoice", "sendmessage"):
            return None
        chat = call.chat_id or 0
        self.breaches += now < self.floods.get(chat, 0)
        drawn = self.chance.random()
        if drawn < self.lost:
            self.injected["lost"] += 1
            return Trouble(accepted=True, reset=True)
        if drawn < self.lost + 0.1:
            self.floods[chat] = now + WINDOW
            return Trouble(reply=too_many(WINDOW))
        if drawn < self.lost + 0.2:
            return Trouble(reply=BAD_GATEWAY)
        if drawn < self.lost + 0.3:
            return Trouble(reply=RefusedError(500, "Internal Server Error"))
        return None


async def through(place: Place, storm: Storm, doubt: str) -> dict[int, list[str]]:
    """What each person was sent, after everything has been let to settle; each message has its own number."""
    people = [await opened(place, f"P{number}") for number in range(PEOPLE)]
    for person in people:
        bodies = [say("changed", args={"heard": str(number)}) for number in range(MESSAGES)]
        await put(place, person, *bodies, doubt=doubt)  # type: ignore[arg-type]
    place.emulator.weather.append(storm)
    for _ in range(400):
        await place.sender.drain()
        if not await place.assistant.writer.run(_left):
            break
        place.hand.advance(1)
    sent: dict[int, list[str]] = {}
    for person in people:
        heard = [message for message in await person.looks() if message.from_bot][1:]
        sent[person.id] = ["".join(letter for letter in message.caption if letter.isdigit()) for message in heard]
    return sent


def _left(db: Database) -> int:
    return len(every(db, "SELECT 1 FROM calls WHERE open = 1")) + len(
        every(db, "SELECT 1 FROM outbox WHERE state = 'waiting'")
    )


def _doubts(db: Database) -> int:
    return int(every(db, "SELECT sum(doubts) AS doubts FROM calls")[0]["doubts"])


ALL = [str(number) for number in range(MESSAGES)]


async def test_in_a_storm_every_message_arrives_once_and_in_order(place: Place) -> None:
    storm = Storm(place, lost=0.0)
    sent = await through(place, storm, "repeat")
    assert sent == dict.fromkeys(sent, ALL)
    assert storm.floods
    assert storm.breaches == 0
    assert await place.assistant.writer.run(_doubts) == 0


async def test_with_lost_replies_besides_no_question_is_lost(place: Place) -> None:
    storm = Storm(place, lost=0.05)
    sent = await through(place, storm, "repeat")
    assert storm.injected["lost"]
    for heard in sent.values():
        assert list(dict.fromkeys(heard)) == ALL
    assert sum(map(len, sent.values())) == PEOPLE * MESSAGES + storm.injected["lost"]
    assert await place.assistant.writer.run(_doubts) == storm.injected["lost"]


async def test_with_lost_replies_besides_no_remark_comes_twice_and_each_doubt_is_shown(place: Place) -> None:
    storm = Storm(place, lost=0.05)
    sent = await through(place, storm, "skip")
    assert sent == dict.fromkeys(sent, ALL)
    uncertain = await place.assistant.writer.run(
        lambda db: len(every(db, "SELECT 1 FROM calls WHERE state = 'uncertain'"))
    )
    assert uncertain == storm.injected["lost"]


async def test_a_sender_that_does_not_wait_as_told_would_be_seen(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.rows._pause", lambda call, outcome: 0.0)
    storm = Storm(place, lost=0.0)
    await through(place, storm, "repeat")
    assert storm.breaches > 0

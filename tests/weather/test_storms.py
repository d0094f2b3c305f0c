"""Telegram misbehaving in 30 calls of a hundred: what is to be said is said once, and nothing is said too early."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from storage import addresses, outbox
from storage.database import Database, every
from storage.outbox import Doubt
from tests.botapi import Person, Storm
from tests.telegram.conftest import Place
from tests.weather.wire import Wire

# 25 of a hundred at Telegram, 5 on the line before anything has left.
BEFORE_ACCEPTANCE = {"flood": 0.1, "bad_gateway": 0.05, "error": 0.05, "unavailable": 0.05}
ON_THE_LINE = 0.05
LOST = {**BEFORE_ACCEPTANCE, "lost": 0.05}
STORM_SECONDS = 300
RECOVERY_SECONDS = 15 * 60
TICK = 1.0


@dataclass
class Sky:
    """People, what each is to be told, and the weather above them."""

    place: Place
    storm: Storm
    wire: Wire
    people: list[Person]
    messages: int
    recovered_after: float = 0.0

    async def passes(self) -> None:
        """Let the storm last, clear up, and go on until nothing is left; the clock jumps to where it has to go."""
        start = self.place.hand.now()
        self.place.emulator.weather.append(self.storm)
        await self._until(start + STORM_SECONDS)
        self.place.emulator.weather.clear()
        self.wire.clear()
        cleared = self.place.hand.now()
        await self._until(cleared + RECOVERY_SECONDS)
        self.recovered_after = self.place.hand.now() - cleared

    async def _until(self, end: float) -> None:
        while self.place.hand.now() < end:
            await self.place.sender.drain()
            if not await self.place.assistant.writer.run(left):
                return
            self.place.hand.advance(TICK)

    def arrived(self, person: Person) -> list[str]:
        """The numbers of the messages that reached her, in their order, the greeting left out."""
        heard = [message for message in person.chat if message.from_bot][1:]
        return ["".join(letter for letter in message.text if letter.isdigit()) for message in heard]


async def under(place: Place, people: int, messages: int, shares: Mapping[str, float], doubt: Doubt) -> Sky:
    """A storm has passed over some people, each of whom was to be told some messages, numbered."""
    persons = [place.emulator.person(f"P{number}", "fr") for number in range(people)]
    for person in persons:
        await person.opens()
    while len(place.emulator.account().updates):
        await place.goes_round()
    while await place.assistant.writer.run(left):
        await place.sender.drain()
        place.hand.advance(TICK)
    await place.assistant.writer.run(put_all, place, persons, messages, doubt)
    wire = Wire(random.Random(8), ON_THE_LINE)
    await wire.under(place.api.transport)
    sky = Sky(place, Storm(random.Random(7), shares), wire, persons, messages)
    await sky.passes()
    return sky


def put_all(db: Database, place: Place, people: list[Person], messages: int, doubt: Doubt) -> None:
    now = place.assistant.clock()
    for person in people:
        address = addresses.reach(db, place.assistant.house.vault, "telegram", str(person.id), now)
        for number in range(messages):
            body = {"kind": "say", "phrase": "changed", "language": "fr", "args": {"heard": str(number)}}
            outbox.put_intent(db, address.id, outbox.Wanted(body, doubt), now)


def left(db: Database) -> int:
    """How many calls and intents are not final."""
    query = "SELECT (SELECT count(*) FROM calls WHERE open = 1) + (SELECT count(*) FROM outbox WHERE state = 'waiting')"
    return int(every(db, query)[0][0])


def states(db: Database) -> Counter[str]:
    """How many calls are in each state; « doubts » counts how often nobody knew."""
    found = Counter({row["state"]: row["n"] for row in every(db, "SELECT state, count(*) n FROM calls GROUP BY state")})
    found["doubts"] = int(every(db, "SELECT total(doubts) AS n FROM calls")[0]["n"])
    return found


SIZES = [
    pytest.param(10, 30, id="300 messages"),
    pytest.param(100, 100, id="10 000 messages", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("people", "messages"), SIZES)
async def test_what_fails_before_acceptance_arrives_once_in_order_and_soon_after_the_storm(
    place: Place, people: int, messages: int
) -> None:
    sky = await under(place, people, messages, BEFORE_ACCEPTANCE, "skip")
    wanted = [str(number) for number in range(messages)]
    assert all(sky.arrived(person) == wanted for person in sky.people)
    assert all(sky.storm.met[kind] for kind in BEFORE_ACCEPTANCE)
    assert sky.wire.met
    assert sky.storm.breaches == 0
    assert sky.recovered_after < RECOVERY_SECONDS
    kept = await place.assistant.writer.run(states)
    assert kept == {"sent": people * messages + people, "doubts": 0}


@pytest.mark.parametrize(("people", "messages"), SIZES)
@pytest.mark.parametrize("doubt", ["skip", "repeat"])
async def test_with_lost_replies_no_remark_comes_twice_no_question_is_lost_and_every_doubt_is_shown(
    place: Place, people: int, messages: int, doubt: Doubt
) -> None:
    sky = await under(place, people, messages, LOST, doubt)
    wanted = [str(number) for number in range(messages)]
    arrived = [sky.arrived(person) for person in sky.people]
    kept = await place.assistant.writer.run(states)
    assert sky.storm.met["lost"]
    assert sky.storm.breaches == 0
    assert kept["doubts"] == sky.storm.met["lost"]
    assert sky.recovered_after < RECOVERY_SECONDS
    if doubt == "skip":
        assert all(heard == wanted for heard in arrived)
        assert kept["uncertain"] == sky.storm.met["lost"]
    else:
        assert all(list(dict.fromkeys(heard)) == wanted for heard in arrived)
        assert sum(map(len, arrived)) == people * messages + sky.storm.met["lost"]
        assert kept["uncertain"] == 0


async def test_control_a_sender_that_does_not_wait_as_told_is_seen(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.rows._pause", lambda call, outcome: 0.0)
    sky = await under(place, 5, 12, BEFORE_ACCEPTANCE, "skip")
    assert sky.storm.breaches > 0


async def test_control_a_sender_that_repeats_whatever_failed_says_things_twice(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("bot.telegram.failures").telegram.failures.REMEDIES, "lost", "wait")
    sky = await under(place, 5, 12, LOST, "skip")
    assert any(len(sky.arrived(person)) > 12 for person in sky.people)

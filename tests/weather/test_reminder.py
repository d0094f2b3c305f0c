"""A reminder to many people: as fast as is permitted and no faster, and whoever speaks meanwhile is answered."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from bot.telegram.pace import Limits as Paced
from bot.telegram.pace import Pace
from bot.telegram.sending import Sender
from storage import addresses, outbox
from storage.database import Database
from tests.botapi import Limits, Person
from tests.botapi.storms import A_SECOND
from tests.telegram.conftest import Place

TICK = 0.01  # seconds of the virtual clock between looks
ANSWERED_WITHIN = 1.0
SPEAKS_EVERY = 0.4  # seconds: somebody says something that often while the reminder goes out
SIZES = [pytest.param(300, id="300 people"), pytest.param(10_000, id="10 000 people", marks=pytest.mark.long)]


@dataclass
class Evening:
    """What was sent and how long people waited, in seconds of the virtual clock."""

    limits: Limits
    seconds: float = 0.0
    waited: list[float] = field(default_factory=list)

    @property
    def share(self) -> float:
        """What was sent, of what was permitted in that time."""
        return self.limits.accepted / (self.seconds * A_SECOND)


def known(db: Database, place: Place, people: list[Person]) -> dict[int, int]:
    """Make addresses of people; their row ids."""
    now = place.assistant.clock()
    vault = place.assistant.house.vault
    return {person.id: addresses.reach(db, vault, "telegram", str(person.id), now).id for person in people}


def remind(db: Database, place: Place, rows: Mapping[int, int]) -> None:
    body = {"kind": "say", "phrase": "received", "language": "fr", "args": {}}
    wanted = outbox.Wanted(body, "skip", priority=outbox.REMINDER)
    for address in rows.values():
        outbox.put_intent(db, address, wanted, place.assistant.clock())


async def evening(place: Place, count: int, pace: Pace) -> Evening:
    """Everybody is reminded, and some others speak meanwhile."""
    account = place.emulator.account()
    people = [place.emulator.person(f"P{number}", "fr") for number in range(count)]
    talkers = [place.emulator.person(f"T{number}", "fr") for number in range(40)]
    for person in people:
        place.emulator.world.private_chat(account, person.id).started = True
    rows = await place.assistant.writer.run(known, place, people)
    await place.assistant.writer.run(remind, place, rows)
    told = Evening(Limits(slack=TICK / 2))
    place.emulator.weather.append(told.limits)
    sender = Sender(place.api, place.assistant, pace)
    await _until_all_are_reminded(place, sender, people, talkers, told)
    return told


async def _until_all_are_reminded(
    place: Place, sender: Sender, people: list[Person], talkers: list[Person], told: Evening
) -> None:
    account = place.emulator.account()
    chance, start, next_word = random.Random(5), place.hand.now(), 0.0
    speaking: dict[int, tuple[Person, float, int]] = {}
    chats = [account.chats[person.id] for person in people]
    while not all(chat.messages for chat in chats[-60:]) or not all(chat.messages for chat in chats):
        if place.hand.now() - start >= next_word:
            next_word += SPEAKS_EVERY
            talker = chance.choice([each for each in talkers if each.id not in speaking])
            await talker.types("Bonjour")
            speaking[talker.id] = (talker, place.hand.now(), len(talker.chat))
            await place.receiver.poll()
            await place.assistant.turns.take_waiting()
        await sender.drain()
        for talker, since, before in list(speaking.values()):
            if len(account.chats[talker.id].messages) > before:
                told.waited.append(place.hand.now() - since)
                del speaking[talker.id]
        place.hand.advance(TICK)
    told.seconds = place.hand.now() - start


@pytest.mark.parametrize("count", SIZES)
async def test_many_are_reminded_at_nearly_the_permitted_rate_and_who_speaks_is_answered_within_a_second(
    place: Place, count: int
) -> None:
    told = await evening(place, count, Pace())
    assert told.limits.breaches == []
    assert told.share >= 0.98
    waited = sorted(told.waited)
    assert len(waited) >= count / A_SECOND / SPEAKS_EVERY * 0.8
    assert waited[int(len(waited) * 0.95)] <= ANSWERED_WITHIN


async def test_control_a_sender_that_is_only_a_little_too_fast_is_noticed(place: Place) -> None:
    told = await asyncio.wait_for(evening(place, 120, Pace(Paced(overall=A_SECOND + 2))), 120)
    assert told.limits.breaches

import asyncio
import copy
import random
from collections.abc import Sequence
from typing import Any

import pytest

from bot.running import Row
from bot.telegram.api import Api
from bot.telegram.failures import Sent
from bot.telegram.receiving import Receiver
from bot.telegram.sending import TokenRefused
from storage.database import Database, every
from tests.botapi import BAD_GATEWAY, DEFAULT_TOKEN, Person, RefusedError, Trouble, bad
from tests.botapi.recordings import tone
from tests.telegram.conftest import TOKEN, Place
from tests.telegram.test_reading import GOOD, places


async def rows(place: Place) -> list[tuple[str, str]]:
    def read(db: Database) -> list[tuple[str, str]]:
        return [(row["state"], row["reason"] or "") for row in every(db, "SELECT * FROM inbox ORDER BY id")]

    return await place.assistant.writer.run(read)


async def waiting(place: Place) -> int:
    return len(place.emulator.account().updates)


@pytest.fixture
def amina(place: Place) -> Person:
    return place.emulator.person("Amina", "fa")


async def test_updates_are_rows_before_telegram_forgets_them(place: Place, amina: Person) -> None:
    await amina.opens("x")
    await amina.types("سلام")
    assert await place.receiver.poll()
    assert [state for state, _ in await rows(place)] == ["waiting", "waiting"]
    assert await waiting(place) == 2
    assert await place.receiver.poll()
    assert await waiting(place) == 0


class Broken:
    """An inbox whose disk is full, for as long as it is told."""

    def __init__(self, place: Place) -> None:
        self.place, self.full = place, True
        self.house, self.clock = place.assistant.house, place.assistant.clock

    async def receive_many(self, given: Sequence[Row]) -> list[int]:
        if self.full:
            raise OSError("disk full")
        return await self.place.assistant.receive_many(given)

    async def quarantine(self, *told: Any) -> None:
        if self.full:
            raise OSError("disk full")
        await self.place.assistant.quarantine(*told)


class Hasty(Receiver):
    """Control: lets Telegram forget before anything is kept."""

    async def _keep(self, batch: Sequence[Any]) -> list[str]:
        self._offset.move(batch)
        return await super()._keep(batch)


@pytest.mark.parametrize(("receiver", "kept"), [(Receiver, 2), (Hasty, 0)])
async def test_what_cannot_be_committed_is_left_with_telegram(
    place: Place, amina: Person, receiver: type[Receiver], kept: int
) -> None:
    broken = Broken(place)
    polling = receiver(place.api, broken, place.pause, poll_seconds=0)  # type: ignore[arg-type]
    await amina.opens("x")
    await amina.types("سلام")
    assert not await polling.poll()
    broken.full = False
    assert await polling.poll()
    assert len(await rows(place)) == kept


async def test_what_is_delivered_twice_is_one_row(place: Place, amina: Person) -> None:
    first = await amina.opens("x")
    await place.receiver.poll()
    place.emulator.repeats(first["update_id"])
    again = Receiver(place.api, place.assistant, place.pause, poll_seconds=0)
    await place.receiver.poll()
    await again.poll()
    assert len(await rows(place)) == 1


async def test_what_is_sent_again_under_another_number_is_one_row(place: Place, amina: Person) -> None:
    first = await amina.opens("x")
    await amina.types("سلام")
    await place.receiver.poll()
    place.emulator.repeats(first["update_id"], fresh=True)
    await place.receiver.poll()
    assert len(await rows(place)) == 2


async def test_a_number_that_was_used_before_does_not_hide_what_is_new(place: Place, amina: Person) -> None:
    first = await amina.opens("x")
    await place.receiver.poll()
    again = copy.deepcopy(place.emulator.account().updates.sent[first["update_id"]])
    again["message"]["message_id"] += 50
    place.emulator.injects(again)
    await place.receiver.poll()
    assert len(await rows(place)) == 2


UNREADABLE: list[Any] = [
    "not an object",
    None,
    {"message": {"text": "no chat"}},
    {"message": {"chat": {"id": [], "type": "private"}, "text": "x"}},
    {"callback_query": 5},
    {"message": {"chat": {"type": "private", "id": 10**30}, "text": "x"}},
]


async def test_one_that_is_malformed_does_not_hold_up_the_others(place: Place, amina: Person) -> None:
    await amina.opens("x")
    for junk in UNREADABLE:
        place.emulator.injects(junk)
        await amina.types("go on")
    for _ in range(3):
        assert await place.receiver.poll()
    states = await rows(place)
    assert [state for state, _ in states].count("waiting") == 1 + len(UNREADABLE)
    assert all(reason for state, reason in states if state == "quarantined")
    assert [state for state, _ in states].count("quarantined") == len(UNREADABLE)
    assert await waiting(place) == 0


async def test_thousands_of_broken_updates_neither_stop_nor_hide_the_good_ones(place: Place, amina: Person) -> None:
    chance = random.Random(20)
    await amina.opens("x")
    await place.receiver.poll()
    good = 0
    for number in range(1_000):
        place.emulator.injects(mutated(chance))
        if number % 20 == 0:
            await amina.types(f"good {number}")
            good += 1
    for _ in range(40):
        assert await place.receiver.poll()
        if await waiting(place) == 0:
            break
    assert await waiting(place) == 0
    bodies = await place.assistant.writer.run(
        lambda db: [row["body"] for row in every(db, "SELECT body FROM inbox WHERE state = 'waiting'")]
    )
    assert sum('"good ' in body for body in bodies) == good
    assert all(reason for state, reason in await rows(place) if state == "quarantined")


def mutated(chance: random.Random) -> Any:
    """An update of any kind with up to three places of it spoilt."""
    update = copy.deepcopy(chance.choice(GOOD))
    del update["update_id"]
    for _ in range(chance.randint(1, 3)):
        found = places(update)
        if not found:
            break
        *way, last = chance.choice(found)
        whole: Any = update
        for key in way:
            whole = whole[key]
        if chance.random() < 0.3:
            del whole[last]
        else:
            whole[last] = chance.choice([None, True, -1, 10**20, 0.5, "", "x" * 300, [], {}, [[]], {"id": "x"}])
    return (
        update if chance.random() < 0.9 else chance.choice(["junk", None, 5, [], {"update_id": "x"}, {"update_id": -4}])
    )


async def test_half_a_character_is_kept_as_a_question_mark(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    half = {"update_id": 1, "message": {"chat": {"id": 5, "type": "private"}, "text": "a\ud83d"}}

    async def said(*_: Any, **__: Any) -> Sent:
        return Sent([half, {"update_id": 2, "message": "\ud83d"}])

    monkeypatch.setattr(place.api, "call", said)
    assert await place.receiver.poll()
    assert [state for state, _ in await rows(place)] == ["quarantined", "waiting"]


async def test_a_row_keeps_no_name_and_no_id(place: Place, amina: Person) -> None:
    await amina.opens("x")
    await place.receiver.poll()
    (body,) = await place.assistant.writer.run(lambda db: [row["body"] for row in every(db, "SELECT body FROM inbox")])
    assert amina.name not in body
    assert str(amina.id) not in body


async def test_a_pressed_button_comes_up_again(place: Place, amina: Person) -> None:
    await amina.opens(await place.invitation())
    await place.goes_round()
    await amina.presses("🔁")
    await place.receiver.poll()
    await place.emulator.called("answerCallbackQuery")


async def test_who_speaks_sees_that_she_will_be_answered(place: Place, amina: Person) -> None:
    await amina.opens()
    await amina.says(tone())
    await place.receiver.poll()
    await place.emulator.called("sendChatAction")
    assert amina.actions == ["record_voice"]


TROUBLES = [
    Trouble(reply=BAD_GATEWAY),
    Trouble(reset=True),
    Trouble(reply=RefusedError(409, "Conflict: terminated by other getUpdates request")),
    Trouble(reply=RefusedError(429, "Too Many Requests: retry after 3", {"retry_after": 3})),
    Trouble(reply=bad("something new")),
]


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_after_a_failure_it_waits_longer_each_time_and_goes_on(
    place: Place, amina: Person, trouble: Trouble
) -> None:
    await amina.opens("x")
    place.emulator.meets(trouble, "getUpdates", times=4)
    running = asyncio.create_task(place.receiver.run())
    await place.emulator.called("getUpdates", times=6)
    running.cancel()
    told = 3.0 if isinstance(trouble.reply, RefusedError) and trouble.reply.code == 429 else 0.0
    assert place.pauses[:4] == [max(told, pause) for pause in (1.0, 2.0, 4.0, 8.0)]
    assert len(await rows(place)) == 1


async def test_a_revoked_token_stops_receiving_with_a_sentence(place: Place) -> None:
    revoked = Receiver(Api("1:revoked", place.emulator.url), place.assistant, place.pause, poll_seconds=0)
    with pytest.raises(TokenRefused, match="jeton"):
        await revoked.run()
    await revoked._api.close()


def test_the_token_of_these_tests_is_its_own() -> None:
    assert TOKEN != DEFAULT_TOKEN


class Enough(Exception):
    """Ends a trial."""


async def test_what_comes_again_at_once_is_not_asked_for_without_a_pause(place: Place, amina: Person) -> None:
    async def pause(seconds: float) -> None:
        assert seconds
        raise Enough

    polling = Receiver(place.api, place.assistant, pause, poll_seconds=0)
    await amina.types("سلام")
    place.emulator.injects({"update_id": 1, "message": {"chat": {"id": 5, "type": "private"}, "text": "low"}})
    with pytest.raises(Enough):
        await asyncio.wait_for(polling.run(), 20)
    await amina.types("سلام")
    assert await polling.poll()
    assert await polling.poll()
    assert not await waiting(place)

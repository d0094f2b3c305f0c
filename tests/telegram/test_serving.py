import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.telegram.api import Api
from bot.telegram.pace import NONE, Pace
from bot.telegram.receiving import Receiver
from bot.telegram.rows import claim, settle
from bot.telegram.sending import Sender, TokenRefused
from bot.telegram.serving import serve
from storage.refusals import Refused
from tests.botapi import Trouble, too_many
from tests.telegram.conftest import Place


@asynccontextmanager
async def running(place: Place, api: Api) -> AsyncIterator[asyncio.Task[None]]:
    """The channel and the turns, as they run; the emulator's clock stands still, so that a poll stays open."""
    sender = Sender(api, place.assistant, Pace(NONE))
    place.assistant.turns.listeners.append(lambda _: sender.wake())
    turns = asyncio.create_task(place.assistant.turns.run())
    channel = asyncio.create_task(serve(api, Receiver(api, place.assistant, place.pause), sender, place.pause))
    try:
        yield channel
    finally:
        for task in (channel, turns):
            task.cancel()
            with suppress(asyncio.CancelledError, TokenRefused):
                await task


async def test_people_are_answered_at_once_and_side_by_side(place: Place) -> None:
    people = [place.emulator.person(name) for name in ("Amina", "Karim", "Leila")]
    async with running(place, place.api):
        for person in people:
            await person.opens(await place.invitation())
        for person in people:
            assert (await person.hears()).kind == "photo"
            assert (await person.hears()).kind == "voice"


async def test_telegram_may_go_away_and_come_back(place: Place) -> None:
    amina = place.emulator.person("Amina")
    async with running(place, place.api):
        await amina.opens()
        await amina.hears()
        await place.emulator.stop()
        await amina.types("are you there?")
        await place.emulator.start()
        assert (await amina.hears()).kind == "voice"


async def test_a_token_revoked_meanwhile_stops_the_channel_with_its_sentence(place: Place) -> None:
    amina = place.emulator.person("Amina")
    async with running(place, place.api) as channel:
        await amina.opens()
        await amina.hears()
        account = place.emulator.world.accounts.pop(place.emulator.token)
        account.updates.bell.ring()
        with capture_logs() as lines, pytest.raises(Refused, match="FLASHCOOP_TELEGRAM_TOKEN"):
            await asyncio.wait_for(channel, 10)
    assert "token_refused" in [line["event"] for line in lines]
    assert place.emulator.token.partition(":")[2] not in str(lines)


async def test_stopping_lets_what_is_being_sent_arrive(place: Place) -> None:
    amina = place.emulator.person("Amina")
    place.emulator.meets(Trouble(delay=30), "sendVoice")
    async with running(place, place.api) as channel:
        await amina.opens()
        await place.emulator.called("sendVoice")
        channel.cancel()
        await asyncio.sleep(0)
        place.hand.advance(31)
    assert (await amina.hears()).kind == "voice"
    states = await place.assistant.writer.run(lambda db: [row[0] for row in db.conn.execute("SELECT state FROM calls")])
    assert states == ["sent"]


async def test_a_disk_that_is_full_for_a_moment_neither_stops_it_nor_says_things_twice(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = {"claim": 2, "settle": 2}

    def reluctant(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            if refused[name]:
                refused[name] -= 1
                raise sqlite3.OperationalError("database or disk is full")
            return function(*given)

        return run

    monkeypatch.setattr("bot.telegram.sending.LOOK_AGAIN", 0.01)
    monkeypatch.setattr("bot.telegram.sending.claim", reluctant("claim", claim))
    monkeypatch.setattr("bot.telegram.sending.settle", reluctant("settle", settle))
    amina = place.emulator.person("Amina")
    async with running(place, place.api):
        await amina.opens()
        await amina.hears()
        await amina.types("again")
        await amina.hears()
    assert refused == {"claim": 0, "settle": 0}
    assert len(place.emulator.journal.accepted(amina.id)) == 2


async def test_a_flood_at_the_door_only_delays(place: Place) -> None:
    amina = place.emulator.person("Amina")
    place.emulator.meets(Trouble(reply=too_many(3)), "getMe")
    async with running(place, place.api):
        await amina.opens()
        assert (await amina.hears()).kind == "voice"
    assert place.pauses == [1.0]

import asyncio

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, NetworkError

from . import Emulator, HandClock, Person
from .world import QUERY_SECONDS

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("✅", callback_data="yes")]])


async def test_an_update_comes_again_until_the_offset_passes_it(bot: Bot, amina: Person) -> None:
    await amina.types("two")
    first = await bot.get_updates(limit=1)
    again = await bot.get_updates()
    assert [update.update_id for update in again[:1]] == [first[0].update_id]
    assert len(again) == 2
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [update.update_id for update in rest] == [again[1].update_id]


async def test_a_negative_offset_keeps_only_the_end(bot: Bot, amina: Person) -> None:
    for text in ("two", "three"):
        await amina.types(text)
    told = await bot.get_updates(offset=-2)
    assert [update.message.text for update in told if update.message] == ["two", "three"]
    assert len(await bot.get_updates()) == 2


async def test_a_long_poll_ends_as_soon_as_somebody_writes(bot: Bot, amina: Person, emulator: Emulator) -> None:
    (start,) = await bot.get_updates()
    poll = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=30))
    await emulator.called("getUpdates", times=2)
    await amina.types("hello")
    (update,) = await asyncio.wait_for(poll, 5)
    assert update.message is not None
    assert update.message.text == "hello"


async def test_a_long_poll_ends_empty_when_its_time_is_up(bot: Bot, emulator: Emulator, clock: HandClock) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await emulator.called("getUpdates")
    clock.advance(29)
    await asyncio.sleep(0)
    assert not poll.done()
    clock.advance(1)
    assert await asyncio.wait_for(poll, 5) == ()


async def test_a_second_long_poll_ends_the_first_with_a_conflict(bot: Bot, emulator: Emulator, amina: Person) -> None:
    (start,) = await bot.get_updates()
    polls = []
    for times in (2, 3):
        polls.append(asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=30)))
        await emulator.called("getUpdates", times=times)
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await asyncio.wait_for(polls[0], 5)
    await amina.types("hello")
    assert len(await asyncio.wait_for(polls[1], 5)) == 1


async def test_a_short_poll_leaves_a_long_one_alone(bot: Bot, emulator: Emulator, amina: Person) -> None:
    (start,) = await bot.get_updates()
    poll = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=30))
    await emulator.called("getUpdates", times=2)
    assert await bot.get_updates(offset=start.update_id + 1) == ()
    await amina.types("hello")
    assert len(await asyncio.wait_for(poll, 5)) == 1


async def test_an_offset_from_the_future_confirms_nothing(bot: Bot, amina: Person) -> None:
    (start,) = await bot.get_updates()
    assert await bot.get_updates(offset=start.update_id + 1000) == (start,)
    assert await bot.get_updates(offset=start.update_id + 1) == ()


async def test_a_webhook_and_polling_exclude_each_other(bot: Bot) -> None:
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_only_the_kinds_asked_for_are_queued(bot: Bot, amina: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await bot.send_message(amina.id, "?", reply_markup=KEYBOARD)
    await amina.types("not wanted")
    await amina.presses("✅")
    assert [update.callback_query is not None for update in await bot.get_updates()] == [False, True]
    assert (await bot.get_webhook_info()).allowed_updates == ("callback_query",)


async def test_blocking_is_an_update_too(bot: Bot, amina: Person) -> None:
    await amina.blocks()
    change = (await bot.get_updates())[-1].my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")


async def test_updates_are_forgotten_after_a_day(bot: Bot, amina: Person, clock: HandClock, emulator: Emulator) -> None:
    clock.advance(23 * 3600)
    await amina.types("young")
    clock.advance(2 * 3600)
    told = await bot.get_updates()
    assert [update.message.text for update in told if update.message] == ["young"]
    assert emulator.account().updates.forgotten == 1


async def test_pending_updates_can_be_dropped(bot: Bot, amina: Person) -> None:
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_an_old_or_invented_query_cannot_be_answered(bot: Bot, amina: Person, clock: HandClock) -> None:
    await bot.send_message(amina.id, "?", reply_markup=KEYBOARD)
    told = await amina.presses("✅")
    assert await bot.answer_callback_query(told["query_id"], text="one")
    clock.advance(QUERY_SECONDS + 1)
    for identifier in (told["query_id"], "12345"):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(identifier)


async def test_an_injected_update_arrives_as_it_is(
    http: aiohttp.ClientSession, bot: Bot, emulator: Emulator, amina: Person
) -> None:
    strange = {"message": {"from_the_future": True}, "hologram": 3}
    emulator.injects(strange)
    emulator.injects("not even an object")
    async with http.get(f"{emulator.base_url}{emulator.token}/getUpdates") as response:
        told = (await response.json())["result"]
    assert told[1] == {
        "update_id": told[0]["update_id"] + 1,
        "message": {"from_the_future": True},
        "hologram": 3,
    }
    assert told[2] == "not even an object"
    with pytest.raises((NetworkError, TypeError, KeyError, AttributeError)):
        await bot.get_updates()
    assert await bot.get_updates(offset=told[1]["update_id"] + 2) == ()


async def test_an_update_can_be_repeated_under_its_own_or_a_new_id(bot: Bot, emulator: Emulator, amina: Person) -> None:
    (start,) = await bot.get_updates()
    assert await bot.get_updates(offset=start.update_id + 1) == ()
    emulator.repeats(start.update_id)
    (same,) = await bot.get_updates(offset=start.update_id + 1)
    emulator.repeats(start.update_id, fresh=True)
    (fresh,) = await bot.get_updates(offset=start.update_id + 1)
    assert same.update_id == start.update_id
    assert fresh.update_id > start.update_id
    assert same.message == fresh.message == start.message

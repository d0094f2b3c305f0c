import asyncio

import aiohttp
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from . import BAD_GATEWAY, Emulator, HandClock, Person, Trouble, migrated, too_many


async def test_a_flooded_chat_is_refused_until_its_time_and_others_are_not(
    bot: Bot, emulator: Emulator, amina: Person, clock: HandClock
) -> None:
    omar = emulator.person("Omar", "ar")
    await omar.opens()
    emulator.floods(7, amina.id)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(amina.id, "too fast")
    assert refused.value._retry_after.total_seconds() == 7
    assert await bot.send_message(omar.id, "fine")
    clock.advance(7)
    assert await bot.send_message(amina.id, "now")
    assert [entry.status for entry in emulator.journal.calls("sendMessage")] == [429, 200, 200]


async def test_a_scripted_refusal_meets_the_calls_it_was_meant_for(bot: Bot, emulator: Emulator, amina: Person) -> None:
    emulator.meets(Trouble(reply=too_many(3)), "sendMessage", after=1, times=2)
    assert await bot.send_message(amina.id, "passes")
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.send_message(amina.id, "meets it")
        assert await bot.send_chat_action(amina.id, "typing")
    assert await bot.send_message(amina.id, "passes again")
    assert [message.text for message in amina.chat if message.from_bot] == ["passes", "passes again"]


@pytest.mark.parametrize("trouble", [Trouble(reset=True), Trouble(reply=BAD_GATEWAY)])
async def test_what_fails_before_acceptance_never_arrives(
    bot: Bot, emulator: Emulator, amina: Person, trouble: Trouble
) -> None:
    emulator.meets(trouble, "sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(amina.id, "lost")
    assert [message for message in amina.chat if message.from_bot] == []
    assert emulator.journal.accepted(amina.id) == []


@pytest.mark.parametrize("trouble", [Trouble(True, reset=True), Trouble(True, reply=BAD_GATEWAY)])
async def test_what_fails_after_acceptance_arrives_though_the_bot_cannot_know(
    bot: Bot, emulator: Emulator, amina: Person, trouble: Trouble
) -> None:
    emulator.meets(trouble, "sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(amina.id, "arrives")
    assert (await amina.hears()).text == "arrives"
    (entry,) = emulator.journal.accepted(amina.id)
    assert (entry.accepted, entry.answered) == (True, not trouble.reset)


async def test_a_slow_call_is_answered_when_its_time_has_come(
    bot: Bot, emulator: Emulator, amina: Person, clock: HandClock
) -> None:
    emulator.meets(Trouble(True, delay=5), "sendMessage")
    sending = asyncio.create_task(bot.send_message(amina.id, "slow"))
    assert (await amina.hears()).text == "slow"
    assert not sending.done()
    clock.advance(5)
    assert (await sending).text == "slow"


async def test_a_group_that_moved_tells_its_new_id(bot: Bot, emulator: Emulator, amina: Person) -> None:
    emulator.meets(Trouble(reply=migrated(-1001234)), "sendMessage", chat_id=amina.id)
    with pytest.raises(Exception, match="migrated to supergroup") as moved:
        await bot.send_message(amina.id, "hello")
    assert getattr(moved.value, "new_chat_id", None) == -1001234


async def test_a_server_that_is_down_refuses_and_comes_back_with_all_it_knew(
    bot: Bot, emulator: Emulator, amina: Person
) -> None:
    await emulator.stop()
    with pytest.raises(NetworkError):
        await bot.send_message(amina.id, "nobody there")
    await amina.types("while it was down")
    await emulator.start()
    assert len(await bot.get_updates()) == 2


async def test_the_journal_keeps_files_as_their_hash_and_what_became_of_each_call(
    bot: Bot, emulator: Emulator, amina: Person, clock: HandClock
) -> None:
    await bot.send_document(amina.id, b"abc", filename="a.txt")
    (entry,) = emulator.journal.calls("sendDocument", amina.id)
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert entry.files["document"] == {"name": "a.txt", "size": 3, "sha256": digest}
    assert (entry.at, entry.status, entry.message_id) == (clock.now(), 200, 2)


async def test_a_bot_that_died_before_the_reply_was_not_answered(
    http: aiohttp.ClientSession, bot: Bot, emulator: Emulator, amina: Person, clock: HandClock
) -> None:
    emulator.meets(Trouble(True, delay=5), "sendMessage")
    url = f"{emulator.base_url}{emulator.token}/sendMessage"
    sending = asyncio.create_task(http.post(url, json={"chat_id": amina.id, "text": "last words"}))
    assert (await amina.hears()).text == "last words"
    sending.cancel()
    await asyncio.wait({sending})
    await http.close()
    # A call there and back, so that the server has noticed the end of the connection, then the end of the delay.
    await bot.get_me()
    clock.advance(5)
    await bot.get_me()
    (entry,) = emulator.journal.calls("sendMessage")
    assert (entry.status, entry.accepted, entry.answered) == (200, True, False)

import asyncio
import sys
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import RetryAfter

from . import CannotDoError, RemotePeople, Trouble, too_many
from .conftest import TOKEN
from .recordings import tone

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("✅", callback_data="yes")]])


@pytest.fixture
async def url() -> AsyncIterator[str]:
    command = [sys.executable, "-m", "tests.botapi", "--port", "0", "--token", TOKEN, "--now", "1795310000"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    yield (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_people_of_another_process_act_hear_and_read_the_journal(url: str) -> None:
    bot = Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")
    async with bot, RemotePeople(url) as people:
        amina = await people.person("Amina", "fa")
        await amina.opens("J1")
        content = tone(1.0)
        await amina.says(content)
        said = (await bot.get_updates())[1].message
        assert said is not None
        assert said.voice is not None
        file = await bot.get_file(said.voice.file_id)
        assert bytes(await file.download_as_bytearray()) == content

        hearing = asyncio.create_task(amina.hears())
        sent = await bot.send_voice(amina.id, tone(2.0), reply_markup=KEYBOARD)
        heard = await hearing
        assert heard.voice is not None
        assert heard.buttons == ["✅"]
        assert await amina.listens(heard) == tone(2.0)

        update_id = (await amina.presses("✅"))["update_id"]
        assert (await bot.get_updates(offset=-1))[0].update_id == update_id
        assert await bot.get_updates(offset=update_id + 1) == ()
        await people.repeats(update_id)
        assert (await bot.get_updates(offset=update_id + 1))[0].update_id == update_id
        assert await people.injects({"hologram": 1}) == update_id + 1
        with pytest.raises(CannotDoError, match="no button"):
            await amina.presses("❌")

        assert await people.advances(60) == 1795310060
        assert (await bot.send_message(amina.id, "later")).date.timestamp() == 1795310060
        await bot.delete_message(amina.id, sent.message_id)
        assert [message.deleted for message in await amina.looks()] == [False, False, True, False]
        await people.meets(Trouble(reply=too_many(2)), "sendMessage")
        with pytest.raises(RetryAfter):
            await bot.send_message(amina.id, "x")
        later, refused = await people.journal("sendMessage", amina.id)
        assert (later.status, later.accepted) == (200, True)
        assert (refused.status, refused.accepted) == (429, False)

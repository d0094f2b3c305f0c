import asyncio

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from . import Emulator, Person
from .recordings import tone


async def echo(bot: Bot) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=30):
            offset = update.update_id + 1
            message = update.message
            assert message is not None
            if message.voice:
                await bot.send_voice(message.chat_id, message.voice.file_id)
            else:
                await bot.send_message(message.chat_id, f"{message.text}!")


async def test_a_deep_link_reaches_the_bot_as_start_with_its_token(bot: Bot, amina: Person) -> None:
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start J1-token"
    assert update.effective_user is not None
    assert update.effective_user.language_code == "fa"
    assert update.message.entities[0].type == "bot_command"


async def test_what_the_bot_says_is_heard_in_order(bot: Bot, amina: Person) -> None:
    await bot.send_message(amina.id, "one")
    await bot.send_message(amina.id, "two")
    assert [(await amina.hears()).text, (await amina.hears()).text] == ["one", "two"]


async def test_a_pressed_button_comes_back_with_its_data_and_its_message(
    bot: Bot, amina: Person, emulator: Emulator
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("✅ بلی", callback_data="a:1")]])
    sent = await bot.send_message(amina.id, "?", reply_markup=keyboard)
    await amina.presses("✅")
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert query.data == "a:1"
    assert query.message is not None
    assert query.message.message_id == sent.message_id
    assert await bot.answer_callback_query(query.id, text="ok")
    assert amina.toasts[-1]["text"] == "ok"


async def test_three_people_talk_with_a_polling_bot_at_once(bot: Bot, emulator: Emulator) -> None:
    async def talk(person: Person) -> list[str]:
        await person.opens()
        said = [(await person.hears()).text]
        for number in range(5):
            await person.types(f"{person.name} {number}")
            said.append((await person.hears()).text)
        content = tone(1.0 + person.id % 3)
        await person.says(content)
        assert await person.listens(await person.hears()) == content
        return said

    people = [emulator.person(*who) for who in (("Amina", "fa"), ("Omar", "ar"), ("Fatou", "fr"))]
    answering = asyncio.create_task(echo(bot))
    talks = await asyncio.gather(*(talk(person) for person in people))
    answering.cancel()
    for person, said in zip(people, talks, strict=True):
        assert said == ["/start!", *(f"{person.name} {number}!" for number in range(5))]
    assert len(emulator.journal.accepted()) == 21

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from . import Emulator, Person


async def test_a_bot_hears_that_it_was_put_into_a_group_and_what_people_say_there(
    bot: Bot, emulator: Emulator, amina: Person
) -> None:
    group = emulator.group("Flashcoop", amina)
    omar = group.enter(emulator.person("Omar", "ar"))
    await omar.types("salut")
    told = await bot.get_updates()
    change = told[1].my_chat_member
    assert change is not None
    assert (change.chat.id, change.new_chat_member.status) == (group.id, "member")
    said = told[3].message
    assert said is not None
    assert (said.chat.type, said.chat.id, said.text) == ("group", group.id, "salut")
    await bot.send_message(group.id, "à tous")
    assert (await omar.hears()).text == "à tous"
    assert [message.text for message in amina.chat if message.from_bot] == []


async def test_a_group_that_becomes_a_supergroup_has_another_id_and_says_so(
    bot: Bot, emulator: Emulator, amina: Person
) -> None:
    group = emulator.group("Flashcoop", amina)
    old = group.id
    new = group.become_supergroup()
    assert str(new).startswith("-100")
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old, "still there?")
    assert moved.value.new_chat_id == new
    assert (await bot.send_message(new, "here")).chat.type == "supergroup"
    there, here = [update.message for update in (await bot.get_updates())[-2:]]
    assert there is not None
    assert here is not None
    assert (there.migrate_to_chat_id, here.migrate_from_chat_id) == (new, old)


async def test_a_message_goes_to_a_topic_that_exists(bot: Bot, emulator: Emulator, amina: Person) -> None:
    group = emulator.group("Flashcoop", amina)
    group.become_supergroup()
    topic = group.open_topic("Questions")
    sent = await bot.send_message(group.id, "?", message_thread_id=topic)
    assert (sent.is_topic_message, sent.message_thread_id) == (True, topic)
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(group.id, "?", message_thread_id=topic + 7)
    await amina.in_chat(group.id).types("réponse", thread=topic)
    told = (await bot.get_updates())[-1].message
    assert told is not None
    assert told.message_thread_id == topic


async def test_a_bot_that_was_put_out_may_not_write(bot: Bot, emulator: Emulator, amina: Person) -> None:
    group = emulator.group("Flashcoop", amina)
    group.put_bot_out()
    with pytest.raises(Forbidden, match="kicked from the group"):
        await bot.send_message(group.id, "hello?")
    change = (await bot.get_updates())[-1].my_chat_member
    assert change is not None
    assert change.new_chat_member.status == "kicked"

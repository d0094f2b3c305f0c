import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from . import CannotDoError, Emulator, Person, SilenceError
from .recordings import picture, tone


def keyboard(*datas: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"✅ {data}", callback_data=data)] for data in datas])


async def pressed(bot: Bot) -> tuple[str | None, int]:
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert query.message is not None
    return query.data, query.message.message_id


async def test_the_newest_button_is_pressed_unless_a_message_is_named(bot: Bot, amina: Person) -> None:
    old = await bot.send_message(amina.id, "1", reply_markup=keyboard("a"))
    new = await bot.send_message(amina.id, "2", reply_markup=keyboard("b", "c"))
    await bot.send_message(amina.id, "no buttons")
    await amina.presses("✅")
    assert await pressed(bot) == ("b", new.message_id)
    await amina.presses(data="c")
    assert await pressed(bot) == ("c", new.message_id)
    await amina.presses("✅", message=old.message_id)
    assert await pressed(bot) == ("a", old.message_id)
    await amina.presses("✅ a")
    assert await pressed(bot) == ("a", old.message_id)


async def test_a_button_that_is_not_there_cannot_be_pressed(bot: Bot, amina: Person) -> None:
    await bot.send_message(amina.id, "1", reply_markup=keyboard("a"))
    with pytest.raises(CannotDoError, match="✅ a"):
        await amina.presses("❌")
    with pytest.raises(CannotDoError):
        await amina.presses(data="b")


async def test_a_stale_screen_still_presses_what_was_deleted(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(amina.id, "1", reply_markup=keyboard("a"))
    await bot.delete_message(amina.id, sent.message_id)
    with pytest.raises(CannotDoError):
        await amina.presses("✅")
    await amina.presses_again(sent.message_id, "a")
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


async def test_a_reply_keyboards_button_is_said_as_text(bot: Bot, amina: Person) -> None:
    await bot.send_message(amina.id, "?", reply_markup=ReplyKeyboardMarkup([["بلی", "نه"]]))
    await amina.presses("نه")
    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    assert message.text == "نه"


async def test_everything_a_phone_can_send_arrives(bot: Bot, amina: Person) -> None:
    await amina.says(tone(1.0))
    await amina.sends_photo(picture(), caption="me")
    await amina.sends_sticker()
    await amina.sends_video_note()
    await amina.sends_document("cv.pdf", b"%PDF")
    await amina.sends_contact("+33612345678")
    await amina.sends_location(48.85, 2.35)
    written = await amina.types("wrong")
    await amina.edits(written["message_id"], "right")
    told = (await bot.get_updates())[1:]
    messages = [update.message for update in told if update.message]
    assert messages[0].voice is not None
    assert messages[1].photo[-1].width == 640
    assert messages[2].sticker is not None
    assert messages[3].video_note is not None
    assert messages[4].document is not None
    assert messages[4].document.mime_type == "application/pdf"
    assert messages[5].contact is not None
    assert messages[5].contact.user_id == amina.id
    assert messages[6].location is not None
    assert told[-1].edited_message is not None
    assert told[-1].edited_message.text == "right"
    assert [message.kind for message in amina.chat][1:4] == ["voice", "photo", "sticker"]


async def test_a_reply_carries_what_it_answers(bot: Bot, amina: Person) -> None:
    await bot.send_message(amina.id, "your name?")
    await amina.says(tone(1.0), reply_to=await amina.hears())
    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "your name?"


async def test_a_person_hears_what_comes_while_she_waits(bot: Bot, amina: Person) -> None:
    waiting = asyncio.create_task(amina.hears(where=lambda message: message.kind == "voice"))
    await bot.send_message(amina.id, "text first")
    await bot.send_voice(amina.id, tone(1.0))
    heard = await waiting
    assert heard.voice is not None
    assert heard.voice["duration"] == 1
    with pytest.raises(SilenceError, match="text first"):
        await amina.hears(0.05)


async def test_a_person_sees_an_edit_come(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(amina.id, "before")
    waiting = asyncio.create_task(amina.sees(lambda chat: any(message.edited for message in chat)))
    await bot.edit_message_text("after", amina.id, sent.message_id)
    assert (await waiting)[-1].text == "after"


async def test_several_people_have_chats_of_their_own(bot: Bot, emulator: Emulator, amina: Person) -> None:
    others = [emulator.person("Omar", "ar"), emulator.person("Fatou", "fr")]
    for person in others:
        await person.opens()
    for person in [amina, *others]:
        await bot.send_message(person.id, f"for {person.name}")
    assert [(await person.hears()).text for person in others] == ["for Omar", "for Fatou"]
    assert [message.id for message in others[0].chat] == [message.id for message in others[1].chat] == [1, 2]
    assert amina.id > 2**32


async def test_a_deep_link_carries_only_what_t_me_carries(emulator: Emulator) -> None:
    person = emulator.person("Amina")
    for token in ("", "a b", "x" * 65, "é"):
        with pytest.raises(CannotDoError):
            await person.opens(token)
    await person.opens("x" * 64)


async def test_who_blocked_the_bot_cannot_write_to_it_and_opening_unblocks(bot: Bot, amina: Person) -> None:
    await amina.blocks()
    with pytest.raises(CannotDoError):
        await amina.types("hello")
    await amina.opens()
    assert await bot.send_message(amina.id, "welcome back")


async def test_a_person_can_forbid_voices(bot: Bot, amina: Person) -> None:
    await amina.forbids_voices()
    with pytest.raises(Exception, match=r"(?i)voice_messages_forbidden"):
        await bot.send_voice(amina.id, tone(1.0))
    assert await bot.send_audio(amina.id, tone(1.0))

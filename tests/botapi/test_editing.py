import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaAudio, InputMediaPhoto
from telegram.error import BadRequest

from . import HandClock, Person
from .recordings import picture, tone

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("✅", callback_data="yes")]])


async def test_an_edited_text_is_seen_and_loses_its_keyboard(bot: Bot, amina: Person, clock: HandClock) -> None:
    sent = await bot.send_message(amina.id, "before", reply_markup=KEYBOARD)
    await amina.hears()
    clock.advance(60)
    await bot.edit_message_text("after", amina.id, sent.message_id)
    (seen,) = [message for message in await amina.looks() if message.from_bot]
    assert (seen.text, seen.edited, seen.keyboard) == ("after", True, [])
    assert seen.message["edit_date"] - seen.message["date"] == 60


async def test_captions_keyboards_and_pictures_change(bot: Bot, amina: Person) -> None:
    sent = await bot.send_photo(amina.id, picture(color="red"), caption="one")
    await bot.edit_message_caption(amina.id, sent.message_id, caption="two")
    await bot.edit_message_reply_markup(amina.id, sent.message_id, reply_markup=KEYBOARD)
    (seen,) = [message for message in amina.chat if message.from_bot]
    assert (seen.caption, seen.buttons) == ("two", ["✅"])
    changed = await bot.edit_message_media(InputMediaPhoto(picture(color="blue")), amina.id, sent.message_id)
    assert not isinstance(changed, bool)
    assert changed.photo[-1].file_unique_id != sent.photo[-1].file_unique_id
    assert changed.caption is None
    assert await bot.edit_message_media(InputMediaAudio(tone(1.0)), amina.id, sent.message_id)


async def test_nothing_new_is_not_modified(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(amina.id, "same", reply_markup=KEYBOARD)
    for _ in range(2):
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("same", amina.id, sent.message_id, reply_markup=KEYBOARD)
    await bot.edit_message_reply_markup(amina.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(amina.id, sent.message_id)


async def test_what_is_not_there_or_not_the_bots_cannot_be_edited(bot: Bot, amina: Person) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", amina.id, 99)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", amina.id, 1)
    voice = await bot.send_voice(amina.id, tone(1.0))
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("x", amina.id, voice.message_id)
    text = await bot.send_message(amina.id, "x")
    with pytest.raises(BadRequest, match="no caption in the message to edit"):
        await bot.edit_message_caption(amina.id, text.message_id, caption="x")
    with pytest.raises(BadRequest, match="no media in the message to edit"):
        await bot.edit_message_media(InputMediaPhoto(picture()), amina.id, text.message_id)


async def test_messages_are_deleted_once_and_only_while_young(bot: Bot, amina: Person, clock: HandClock) -> None:
    first, second, third = [await bot.send_message(amina.id, text) for text in ("a", "b", "c")]
    assert await bot.delete_message(amina.id, first.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(amina.id, first.message_id)
    assert await bot.delete_messages(amina.id, [first.message_id, second.message_id, 99])
    assert [message.text for message in amina.chat if message.deleted] == ["a", "b"]
    clock.advance(48 * 3600 + 1)
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(amina.id, third.message_id)

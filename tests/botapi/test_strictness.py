from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, Forbidden

from . import Emulator, Person


def button(**fields: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(**fields)]])


@pytest.mark.parametrize(
    ("text", "extra", "reason"),
    [
        ("", {}, "Message text is empty"),
        ("  \n", {}, "Text must be non-empty"),
        ("x" * 4097, {}, "Message is too long"),
        ("😀" * 2049, {}, "Message is too long"),
        ("<b>" + "x" * 4097 + "</b>", {"parse_mode": "HTML"}, "Message is too long"),
        ("<b>open", {"parse_mode": "HTML"}, 'end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", {"parse_mode": "HTML"}, 'offset 7, expected "</i>", found "</b>"'),
        ("é<script>x</script>", {"parse_mode": "HTML"}, 'start tag "script" at byte offset 2'),
        ("x</b>", {"parse_mode": "HTML"}, "Unexpected end tag at byte offset 1"),
        ("1 < 2", {"parse_mode": "HTML"}, "Unsupported start tag"),
        ("x", {"parse_mode": "Klingon"}, "Unsupported parse_mode"),
        ("x", {"reply_markup": button(text="a", callback_data="x" * 65)}, "data_invalid"),
        ("x", {"reply_markup": button(text="a", callback_data="é" * 33)}, "data_invalid"),
        ("x", {"reply_markup": button(text="a")}, "Text buttons are unallowed"),
        ("x", {"reply_markup": button(text="a", callback_data="")}, "Text buttons are unallowed"),
        ("x", {"reply_markup": button(text=" ", callback_data="x")}, "must be non-empty"),
        ("x", {"reply_markup": button(text="a", url="not-a-url")}, "Wrong HTTP URL"),
        ("x", {"reply_markup": button(text="a", url="ftp://a.b")}, "Unsupported URL protocol"),
        ("x", {"reply_markup": button(text="a", url="https://a.b", callback_data="x")}, "type_invalid"),
        ("x", {"api_kwargs": {"reply_markup": "{"}}, "Can't parse reply keyboard markup JSON object"),
        ("x", {"api_kwargs": {"reply_markup": [1]}}, "Object expected as reply markup"),
        ("x", {"api_kwargs": {"reply_markup": {"inline_keyboard": "bad"}}}, "must be of type Array"),
        ("x", {"api_kwargs": {"reply_markup": {"inline_keyboard": ["bad"]}}}, "Array of Arrays"),
        ("x", {"api_kwargs": {"reply_markup": {"inline_keyboard": [[1]]}}}, "must be an Object"),
        ("x", {"api_kwargs": {"reply_markup": {"inline_keyboard": [[{"url": "https://a.b"}]]}}}, "field"),
        ("x", {"reply_parameters": ReplyParameters(99)}, "Message to be replied not found"),
    ],
)
async def test_what_telegram_refuses_is_refused(
    bot: Bot, amina: Person, text: str, extra: dict[str, Any], reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason.replace('(', '.')}"):
        await bot.send_message(amina.id, text, **extra)
    assert [message for message in amina.chat if message.from_bot] == []


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        ("x" * 4096, {}),
        ("<b>" + "x" * 4096 + "</b>", {"parse_mode": "HTML"}),
        ("x", {"reply_markup": button(text="a", callback_data="x" * 64)}),
        ("x", {"reply_markup": button(text="a", callback_data="é" * 32)}),
        ("x", {"reply_markup": button(text="a", switch_inline_query="")}),
        ("x", {"reply_markup": ReplyKeyboardMarkup([["a", "b"]])}),
        ("x", {"reply_parameters": ReplyParameters(99, allow_sending_without_reply=True)}),
    ],
)
async def test_what_lies_just_inside_the_limits_is_taken(
    bot: Bot, amina: Person, text: str, extra: dict[str, Any]
) -> None:
    assert await bot.send_message(amina.id, text, **extra)


async def test_a_caption_is_limited_to_1024_characters(bot: Bot, amina: Person) -> None:
    await bot.send_document(amina.id, b"x", caption="x" * 1024)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(amina.id, b"x", caption="x" * 1025)


async def test_entities_are_counted_in_utf_16_units(bot: Bot, amina: Person) -> None:
    sent = await bot.send_message(amina.id, " 😀 <b>بلی &amp; نه</b> ", parse_mode="HTML")
    assert sent.text == "😀 بلی & نه"
    assert sent.parse_entities() == {sent.entities[0]: "بلی & نه"}
    assert (sent.entities[0].offset, sent.entities[0].type) == (3, "bold")


async def test_a_chat_that_never_started_the_bot_is_not_found(bot: Bot, emulator: Emulator) -> None:
    stranger = emulator.person("Stranger")
    _ = stranger.chat
    for chat_id in (stranger.id, 5, "@nobody"):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(chat_id, "hello")
    with pytest.raises(BadRequest, match=r"(?i)chat_id is empty"):
        await bot.send_message("", "hello")


async def test_a_bot_that_was_blocked_is_told_so_until_unblocked(bot: Bot, amina: Person) -> None:
    await amina.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(amina.id, "hello")
    with pytest.raises(Forbidden):
        await bot.send_chat_action(amina.id, "typing")
    await amina.unblocks()
    assert await bot.send_message(amina.id, "hello again")


async def test_a_closed_account_is_deactivated(bot: Bot, amina: Person) -> None:
    await amina.closes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(amina.id, "hello")


async def test_an_unknown_chat_action_is_refused(bot: Bot, amina: Person) -> None:
    await bot.send_chat_action(amina.id, "record_voice")
    assert amina.actions == ["record_voice"]
    with pytest.raises(BadRequest, match="Wrong parameter action"):
        await bot.send_chat_action(amina.id, "dancing")


async def test_commands_and_descriptions_are_kept_a_language(bot: Bot) -> None:
    await bot.set_my_commands([("start", "آغاز")], language_code="fa")
    assert (await bot.get_my_commands(language_code="fa"))[0].description == "آغاز"
    assert await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match=r"(?i)command_invalid"):
        await bot.set_my_commands([("Start!", "x")])
    await bot.set_my_description("Une voix", language_code="fr")
    assert (await bot.get_my_description("fr")).description == "Une voix"
    await bot.set_my_name("Flashcoop")
    assert (await bot.get_my_name()).name == "Flashcoop"
    assert (await bot.get_me()).username == "flashcoop_123456_bot"

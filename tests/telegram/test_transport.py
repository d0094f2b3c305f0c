import asyncio
import logging
import socket

import pytest
import structlog
from telegram import Bot
from telegram.error import NetworkError

from bot.telegram.api import Api
from bot.telegram.failures import Failure, Sent
from bot.telegram.sending import TokenRefused
from bot.telegram.serving import greet
from bot.telegram.transport import Lost, NotSent, Transport, Upload
from tests.botapi import BAD_GATEWAY, Emulator, Trouble, bot_arguments
from tests.botapi.recordings import tone
from tests.telegram.conftest import TOKEN, Place

SECRET = TOKEN.partition(":")[2]


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def no_pause(_: float) -> None:
    return


async def test_python_telegram_bots_own_bot_speaks_over_it(emulator: Emulator) -> None:
    amina = emulator.person("Amina")
    await amina.opens()
    transport = Transport()
    async with Bot(**bot_arguments(emulator), request=transport, get_updates_request=Transport()) as bot:
        sent = await bot.send_voice(amina.id, tone(1.0), caption="سلام")
        assert sent.voice is not None
        assert (await bot.get_updates())[0].message is not None
    assert (await amina.hears()).caption == "سلام"


async def test_a_call_of_plain_values_carries_text_numbers_lists_and_files(api: Api, emulator: Emulator) -> None:
    amina = emulator.person("Amina")
    await amina.opens()
    keys = {"inline_keyboard": [[{"text": "✅", "callback_data": "a|i|1|yes"}]]}
    fields = {"chat_id": amina.id, "caption": "سلام", "protect_content": True, "reply_markup": keys}
    sent = await api.call("sendVoice", fields, Upload("voice", "voice.ogg", "audio/ogg", tone(2.0)))
    assert isinstance(sent, Sent)
    message = await amina.hears()
    assert message.voice is not None
    assert message.voice["duration"] == 2
    assert message.buttons == ["✅"]
    assert message.message["has_protected_content"] is True


async def test_connections_are_kept(api: Api, emulator: Emulator) -> None:
    for _ in range(5):
        await api.call("getMe", {})
    session = api.transport._session
    assert session is not None
    assert session.connector is not None
    assert len(session.connector._conns) == 1


async def test_a_server_that_is_not_there_has_not_got_it() -> None:
    api = Api(TOKEN, f"http://127.0.0.1:{closed_port()}")
    outcome = await api.call("sendMessage", {"chat_id": 1, "text": "x"})
    assert isinstance(outcome, Failure)
    assert outcome.kind == "down"
    await api.close()


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_connection_that_breaks_before_the_reply_leaves_doubt(
    api: Api, emulator: Emulator, accepted: bool
) -> None:
    amina = emulator.person("Amina")
    await amina.opens()
    emulator.meets(Trouble(accepted=accepted, reset=True), "sendMessage")
    outcome = await api.call("sendMessage", {"chat_id": amina.id, "text": "x"})
    assert isinstance(outcome, Failure)
    assert outcome.kind == "lost"


@pytest.mark.parametrize(("taken", "kind"), [(1_000, "down"), (None, "lost")])
async def test_an_upload_that_breaks_in_the_middle_has_not_been_accepted_and_one_that_was_whole_may_have(
    taken: int | None, kind: str
) -> None:
    size = 30_000_000  # more than the buffers between here and there hold

    async def breaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(taken or size)
        writer.transport.abort()

    server = await asyncio.start_server(breaks, "127.0.0.1", 0)
    api = Api(TOKEN, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    outcome = await api.call("sendVoice", {"chat_id": 1}, Upload("voice", "v.ogg", "audio/ogg", bytes(size - 400)))
    assert isinstance(outcome, Failure)
    assert outcome.kind == kind
    await api.close()
    server.close()


async def test_a_proxys_page_is_no_reply_of_telegrams_and_is_tried_again(api: Api, emulator: Emulator) -> None:
    emulator.meets(Trouble(reply=BAD_GATEWAY), "getMe")
    outcome = await api.call("getMe", {})
    assert isinstance(outcome, Failure)
    assert outcome.kind == "down"


async def test_the_token_is_in_no_log_no_error_and_no_name(
    emulator: Emulator, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    structlog.reset_defaults()
    told: list[str] = []
    for server in (emulator.url, f"http://127.0.0.1:{closed_port()}", "http://[bad"):
        wrong = Api(f"999999:{SECRET}", server)
        told += [repr(wrong), repr(wrong.transport), repr(await wrong.call("getMe", {}))]
        for tried in (wrong.bot.get_me(), wrong.bot.initialize() if server == emulator.url else wrong.bot.get_me()):
            try:
                await tried
            except NetworkError as error:
                told += [repr(error), str(error), repr(error.__cause__)]
            except Exception as error:
                told.append(type(error).__name__)
        told.append(repr(await wrong.download("voice/1.ogg")))
        await wrong.close()
    told += [record.getMessage() + str(record.exc_info) for record in caplog.records]
    told += list(capsys.readouterr())
    assert not [line for line in told if SECRET in line]


async def test_a_wrong_token_stops_with_a_sentence_that_does_not_tell_it(emulator: Emulator) -> None:
    wrong = Api(f"999999:{SECRET}", emulator.url)
    with pytest.raises(TokenRefused, match="FLASHCOOP_TELEGRAM_TOKEN") as stopped:
        await greet(wrong, no_pause)
    assert SECRET not in repr(stopped.value)
    assert stopped.value.__cause__ is None
    await wrong.close()


async def test_greeting_waits_for_a_server_that_is_down(place: Place) -> None:
    place.emulator.meets(Trouble(reply=BAD_GATEWAY), "getMe", times=2)
    await greet(place.api, place.pause)
    assert place.pauses == [1.0, 2.0]
    assert place.api.username == "flashcoop_123456_bot"


async def test_a_lost_reply_and_a_request_that_never_left_are_told_apart(emulator: Emulator) -> None:
    transport = Transport()
    emulator.meets(Trouble(reset=True), "getMe")
    with pytest.raises(Lost):
        await transport.say(f"{emulator.base_url}{TOKEN}/getMe", {})
    with pytest.raises(NotSent):
        await transport.say(f"http://127.0.0.1:{closed_port()}/", {})
    await transport.shutdown()

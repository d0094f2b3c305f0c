import json
from typing import Any

import aiohttp
import pytest

from . import Emulator, Person
from .calls import UPLOAD_LIMIT
from .recordings import tone

KEYBOARD = {"inline_keyboard": [[{"text": "✅", "callback_data": "yes"}]]}


async def post(http: aiohttp.ClientSession, emulator: Emulator, method: str, **body: Any) -> tuple[int, dict[str, Any]]:
    async with http.post(f"{emulator.base_url}{emulator.token}/{method}", **body) as response:
        return response.status, await response.json()


async def test_json_urlencoded_multipart_and_query_say_the_same(
    http: aiohttp.ClientSession, emulator: Emulator, amina: Person
) -> None:
    fields = {"chat_id": str(amina.id), "text": "سلام", "reply_markup": json.dumps(KEYBOARD)}
    form = aiohttp.FormData(fields, default_to_multipart=True)
    told = [
        await post(http, emulator, "sendMessage", json=fields | {"reply_markup": KEYBOARD}),
        await post(http, emulator, "sendMessage", data=fields),
        await post(http, emulator, "SENDMESSAGE", data=form),
        await post(http, emulator, "sendMessage", params=fields),
    ]
    for number, (status, answer) in enumerate(told, start=2):
        assert (status, answer["ok"]) == (200, True)
        assert answer["result"]["message_id"] == number
        assert answer["result"]["text"] == "سلام"
        assert answer["result"]["reply_markup"] == KEYBOARD


async def test_get_works_like_post(http: aiohttp.ClientSession, emulator: Emulator) -> None:
    async with http.get(f"{emulator.base_url}{emulator.token}/getMe") as response:
        assert (await response.json())["result"]["is_bot"] is True


async def test_an_unknown_token_is_unauthorized(http: aiohttp.ClientSession, emulator: Emulator) -> None:
    async with http.post(f"{emulator.base_url}1:nobody/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(http: aiohttp.ClientSession, emulator: Emulator) -> None:
    status, answer = await post(http, emulator, "sendTelepathy")
    assert (status, answer["description"]) == (404, "Not Found: method not found")


@pytest.mark.parametrize("body", ["{", "[1]", '"text"'])
async def test_a_body_that_is_no_json_object_is_refused(
    http: aiohttp.ClientSession, emulator: Emulator, body: str
) -> None:
    headers = {"Content-Type": "application/json"}
    status, answer = await post(http, emulator, "sendMessage", data=body, headers=headers)
    assert (status, answer["ok"]) == (400, False)


async def test_an_attached_file_is_found_by_its_name(
    http: aiohttp.ClientSession, emulator: Emulator, amina: Person
) -> None:
    form = aiohttp.FormData({"chat_id": str(amina.id), "voice": "attach://clip"})
    form.add_field("clip", tone(1.0), filename="clip.ogg")
    status, answer = await post(http, emulator, "sendVoice", data=form)
    assert status == 200
    assert answer["result"]["voice"]["duration"] == 1


async def test_an_upload_above_fifty_megabytes_is_refused(
    http: aiohttp.ClientSession, emulator: Emulator, amina: Person
) -> None:
    form = aiohttp.FormData({"chat_id": str(amina.id)})
    form.add_field("document", bytes(UPLOAD_LIMIT + 2_000_000), filename="big.bin")
    status, answer = await post(http, emulator, "sendDocument", data=form)
    assert (status, answer["description"]) == (413, "Request Entity Too Large")


async def test_the_token_appears_nowhere_in_the_journal(
    http: aiohttp.ClientSession, emulator: Emulator, amina: Person
) -> None:
    await post(http, emulator, "sendMessage", json={"chat_id": amina.id, "text": "hello"})
    written = json.dumps([entry.to_json() for entry in emulator.journal.entries])
    assert "emulated-secret" not in written
    assert emulator.journal.entries[0].bot == "123456:…"

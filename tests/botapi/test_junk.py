import asyncio
import subprocess
import sys
from typing import Any

import aiohttp
import pytest

from . import Emulator, Person
from .methods import METHODS

JUNK: list[Any] = [None, 0, -1, 10**30, 1.5, True, "", "x", "null", "[1]", [], [[]], [None], {}, {"a": 1}]
SHORT: list[Any] = [None, -1, 10**30, "x", "{", [None], {"a": 1}]
NAMES = [
    *("chat_id", "text", "parse_mode", "entities", "caption", "caption_entities", "reply_markup"),
    *("reply_parameters", "voice", "photo", "audio", "document", "media", "message_id", "message_ids"),
    *("action", "callback_query_id", "file_id", "commands", "offset", "limit", "allowed_updates"),
]
DEEP = ("sendmessage", "sendvoice", "editmessagetext", "editmessagemedia")
WHOLE: dict[str, Any] = {"text": "x", "message_id": 2, "action": "typing", "caption": "x"}
NESTED: list[dict[str, Any]] = (
    [{"reply_markup": {"inline_keyboard": [[value]]}} for value in JUNK]
    + [
        {field: [{"type": "bold", "offset": value, "length": 1}]}
        for field in ("entities", "caption_entities")
        for value in JUNK
    ]
    + [
        {"reply_markup": {"inline_keyboard": [[{"text": "a", name: value}]]}}
        for name in ("callback_data", "url", "text")
        for value in JUNK
    ]
    + [{"reply_markup": {"keyboard": [[value]]}} for value in JUNK]
    + [{"reply_parameters": {"message_id": value}} for value in JUNK]
    + [{"media": {"type": "photo", "media": value, "caption": value}} for value in JUNK]
)


@pytest.mark.parametrize("method", [*METHODS, "getupdates"])
async def test_junk_is_answered_never_with_a_crash(
    http: aiohttp.ClientSession, emulator: Emulator, amina: Person, method: str
) -> None:
    whole = WHOLE | {"chat_id": amina.id}
    bodies = [{name: value} for name in NAMES for value in SHORT]
    bodies += [whole | body for body in NESTED if method in DEEP]
    for body in bodies:
        async with http.post(f"{emulator.base_url}{emulator.token}/{method}", json=body) as response:
            answer = await response.json()
            assert response.status in (200, 400, 409), (body, answer)
            assert answer["ok"] is (response.status == 200)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("application/json; charset=klingon", b"{}"),
        ("application/json", b"\xff\xfe"),
        ("application/x-www-form-urlencoded", b"%%%&&&==="),
    ],
)
async def test_a_broken_body_is_refused(
    http: aiohttp.ClientSession, emulator: Emulator, kind: str, body: bytes
) -> None:
    headers = {"Content-Type": kind}
    url = f"{emulator.base_url}{emulator.token}/sendMessage"
    async with http.post(url, data=body, headers=headers) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/persons", {}),
        ("/1/2/acts/type", {"text": "x"}),
        ("/123456/2/acts/type", {"text": "x"}),
        ("/123456/6000000001/acts/fly", {}),
        ("/123456/6000000001/acts/type", {"texts": "x"}),
        ("/a/b/acts/type", {}),
        ("/weather", {"trouble": 3}),
        ("/updates", {"repeat": 1}),
    ],
)
async def test_the_control_api_explains_what_it_cannot_do(
    http: aiohttp.ClientSession, emulator: Emulator, amina: Person, path: str, told: dict[str, Any]
) -> None:
    async with http.post(f"{emulator.url}/_people{path}", json=told) as response:
        assert response.status in (400, 409)
        assert (await response.json())["error"]


def run(*arguments: str) -> str:
    command = [sys.executable, "-m", "tests.botapi", *arguments]
    told = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert told.returncode != 0
    assert "Traceback" not in told.stderr
    return told.stderr


def test_the_command_wants_a_token_that_looks_like_one() -> None:
    assert "ID:SECRET" in run("--token", "secret")


async def test_the_command_says_when_its_port_is_taken(emulator: Emulator) -> None:
    said = await asyncio.to_thread(run, "--port", str(emulator.port))
    assert f"cannot listen on port {emulator.port}" in said

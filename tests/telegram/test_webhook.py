import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import structlog

from bot.telegram.api import Api
from bot.telegram.intake import Intake
from bot.telegram.sending import TokenRefused
from bot.telegram.serving import greet
from bot.telegram.vigil import Vigil
from bot.telegram.webhook import HEADER, MOST_BYTES, PATH, Webhook
from bot.web.app import create_app
from storage.database import every
from storage.refusals import Refused
from tests.botapi import Trouble, bad
from tests.telegram.conftest import TOKEN, Place
from tests.telegram.test_reading import message
from tests.telegram.test_receiving import Broken

SECRET = "a-secret-of-the-tests_1"
ADDRESS = "https://flashcoop.example"


class Called:
    """The server of the pages with Telegram's route in it, called as Telegram does."""

    def __init__(self, place: Place, assistant: Any = None) -> None:
        self.place = place
        self.vigil = Vigil(place.assistant)
        intake = Intake(place.api, assistant or place.assistant)
        self.webhook = Webhook(place.api, intake, self.vigil, ADDRESS, SECRET)
        app = create_app(place.assistant, [self.webhook.route()])
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS)

    async def brings(self, update: Any, secret: str | None = SECRET) -> int:
        headers = {"content-type": "application/json"} | ({HEADER: secret} if secret is not None else {})
        content = update if isinstance(update, bytes) else json.dumps(update).encode()
        return (await self.http.post(PATH, content=content, headers=headers)).status_code

    async def kept(self) -> list[tuple[str, str]]:
        def read(db: Any) -> list[tuple[str, str]]:
            return [(row["state"], row["reason"] or "") for row in every(db, "SELECT * FROM inbox ORDER BY id")]

        return await self.place.assistant.writer.run(read)


@pytest.fixture
async def called(place: Place) -> AsyncIterator[Called]:
    server = Called(place)
    async with server.http:
        yield server


async def test_an_update_is_a_row_before_telegram_hears_that_it_was_taken(called: Called) -> None:
    assert await called.brings(message(text="سلام")) == 200
    assert await called.kept() == [("waiting", "")]


async def test_what_is_brought_again_also_under_another_number_is_one_row(called: Called) -> None:
    update = message(text="سلام")
    for number in (1, 1, 2):
        assert await called.brings({**update, "update_id": number}) == 200
    assert len(await called.kept()) == 1


async def test_what_cannot_be_committed_is_brought_again(place: Place) -> None:
    broken = Broken(place)
    server = Called(place, broken)
    async with server.http:
        assert await server.brings(message(text="x")) == 503
        broken.full = False
        assert await server.brings(message(text="x")) == 200
        assert len(await server.kept()) == 1


@pytest.mark.parametrize("secret", ["wrong", "", None, SECRET + "x", "é" * 20])
async def test_a_forged_call_changes_nothing_and_learns_nothing(called: Called, secret: str | None) -> None:
    headers = [(b"content-type", b"application/json")]
    if secret is not None:
        headers.append((HEADER.encode(), secret.encode("latin-1")))
    with structlog.testing.capture_logs() as lines:
        reply = await called.http.post(PATH, content=json.dumps(message(text="x")), headers=headers)
    assert (reply.status_code, reply.content) == (403, b"")
    assert await called.kept() == []
    assert [line["event"] for line in lines] == ["webhook_forged"]
    assert SECRET not in str(lines)
    assert TOKEN not in str(lines)


async def test_a_huge_call_is_refused_before_it_is_read(called: Called) -> None:
    assert await called.brings(b'"' + b"x" * MOST_BYTES + b'"') == 413
    assert await called.brings(b"x" * (MOST_BYTES + 1), secret="wrong") == 403


async def test_a_huge_call_that_does_not_say_so_is_refused_while_it_is_read(called: Called) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 65_536

    headers = {"content-type": "application/json", HEADER: SECRET}
    reply = await called.http.post(PATH, content=endless(), headers=headers)
    assert reply.status_code == 413
    assert await called.kept() == []


async def test_a_slow_call_is_given_up(called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.webhook.READ_SECONDS", 0.01)

    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(30)

    headers = {"content-type": "application/json", HEADER: SECRET}
    assert (await called.http.post(PATH, content=slow(), headers=headers)).status_code == 408


@pytest.mark.parametrize("content", [b"", b"not json", b"[" * 100_000, b'"\xff\xfe"', b"5", b"null"])
async def test_with_the_secret_what_is_no_update_is_set_aside_so_that_it_does_not_come_for_ever(
    called: Called, content: bytes
) -> None:
    assert await called.brings(content) == 200
    assert await called.kept() == [("quarantined", "not an object")]


async def test_an_update_of_a_version_that_does_not_exist_yet_is_told_once_and_passed_by(called: Called) -> None:
    with structlog.testing.capture_logs() as lines:
        for number in (1, 2):
            assert await called.brings({"update_id": number, "thought": {"chat": {"id": 5}, "of": "me"}}) == 200
    assert await called.kept() == []
    assert [line["kind"] for line in lines if line["event"] == "update_of_unknown_kind"] == ["thought"]


async def test_what_two_hundred_strangers_say_in_a_group_is_kept_nowhere_and_holds_up_nobody(called: Called) -> None:
    group = {"id": -1009, "type": "supergroup", "title": "Everybody"}
    for number in range(200):
        chat = {"message_id": number, "chat": group, "from": {"id": 7000 + number}, "text": "/start token"}
        assert await called.brings({"update_id": number, "message": chat}) == 200
    added = {"chat": group, "from": {"id": 7000}, "date": 1, "new_chat_member": {"status": "member"}}
    with structlog.testing.capture_logs() as lines:
        assert await called.brings({"update_id": 900, "my_chat_member": added}) == 200
    assert "7000" not in str(lines)
    assert await called.brings(message(text="x")) == 200
    assert len(await called.kept()) == 2  # that the bot was put into the group, and who wrote in private


async def test_what_one_chat_says_stays_in_its_order_and_many_are_kept_side_by_side(called: Called) -> None:
    def text(person: int, number: int) -> dict[str, Any]:
        chat = {"id": person, "type": "private"}
        return {"update_id": number, "message": {"message_id": number, "chat": chat, "text": f"{person}:{number}"}}

    async def says(person: int) -> None:
        for number in range(10):
            assert await called.brings(text(person, number)) == 200

    await asyncio.gather(*map(says, range(1, 6)))
    bodies = await called.place.assistant.writer.run(
        lambda db: [json.loads(row["body"])["message"]["text"] for row in every(db, "SELECT body FROM inbox")]
    )
    for person in range(1, 6):
        assert [body for body in bodies if body.startswith(f"{person}:")] == [f"{person}:{n}" for n in range(10)]


async def test_telegram_is_told_where_to_call_and_with_which_secret(called: Called) -> None:
    await greet(called.place.api, called.place.pause, called.webhook)
    (entry,) = called.place.emulator.journal.calls("setWebhook")
    assert entry.parameters["url"] == ADDRESS + PATH
    assert entry.parameters["secret_token"] == SECRET


async def test_an_address_telegram_does_not_take_stops_the_start_with_a_sentence(called: Called) -> None:
    called.place.emulator.meets(Trouble(reply=bad("bad webhook: HTTPS url must be provided")), "setWebhook")
    with pytest.raises(Refused, match="webhook"):
        await greet(called.place.api, called.place.pause, called.webhook)


async def test_who_polls_sees_to_it_that_no_webhook_is_in_the_way(place: Place) -> None:
    await place.api.call("setWebhook", {"url": ADDRESS})
    await greet(place.api, place.pause)
    assert await place.receiver.poll()


async def test_a_webhook_that_somebody_replaced_is_set_again(called: Called) -> None:
    await called.webhook.register()
    await called.place.api.call("deleteWebhook", {})
    await called.webhook.look()
    assert called.place.emulator.account().webhook is not None


async def test_a_token_revoked_meanwhile_is_noticed_by_who_is_called(place: Place) -> None:
    api = Api("1:revoked", place.emulator.url)
    webhook = Webhook(api, Intake(api, place.assistant), Vigil(place.assistant), ADDRESS, SECRET)
    with structlog.testing.capture_logs() as lines, pytest.raises(TokenRefused) as stopped:
        await webhook.look()
    assert "revoked" not in f"{lines} {stopped.value}"
    await api.close()

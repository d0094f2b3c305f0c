import hashlib
from pathlib import Path

import pytest

from bot.running import Assistant
from bot.web.limits import VOICE
from storage.media import MediaFolder, Stored
from tests.web.test_conversation import Invited, rows
from tests.web.visitor import SAME_SITE, Visitor

VOICE_NOTE = b"\x1aE\xdf\xa3" + bytes(range(256)) * 40


@pytest.fixture
async def asked_for_name(visitor: Visitor, invited: Invited) -> Visitor:
    await visitor.enters(await invited())
    await visitor.goes_through(language="fr", until="name")
    return visitor


async def test_a_recording_is_kept_whole_under_its_hash(asked_for_name: Visitor, assistant: Assistant) -> None:
    await asked_for_name.says(VOICE_NOTE)
    sha256 = hashlib.sha256(VOICE_NOTE).hexdigest()
    assert assistant.media.path(sha256).read_bytes() == VOICE_NOTE
    takes = await rows(assistant, "SELECT sha256, mime, bytes, state FROM takes")
    assert takes == [{"sha256": sha256, "mime": "audio/webm", "bytes": len(VOICE_NOTE), "state": "stored"}]


async def test_the_same_recording_posted_twice_is_one_take(asked_for_name: Visitor, assistant: Assistant) -> None:
    page = asked_for_name.page
    await asked_for_name.says(VOICE_NOTE)
    asked_for_name.page = page
    await asked_for_name.says(VOICE_NOTE)
    assert len(await rows(assistant, "SELECT * FROM takes")) == 1


async def test_the_same_recording_from_a_page_that_came_later_is_another_take(
    asked_for_name: Visitor, assistant: Assistant
) -> None:
    await asked_for_name.says(VOICE_NOTE)  # the control: only the nonce of a page makes an act count once
    await asked_for_name.says(VOICE_NOTE)
    assert len(await rows(assistant, "SELECT * FROM takes")) == 2


class BrokenDisk(MediaFolder):
    def put(self, content: bytes, mime: str) -> Stored:
        raise OSError("no space left on device")


async def test_a_recording_that_cannot_be_stored_leaves_no_row_and_is_not_acknowledged(
    asked_for_name: Visitor, assistant: Assistant, tmp_path: Path
) -> None:
    assistant.media = BrokenDisk(tmp_path / "full")
    await asked_for_name.says(VOICE_NOTE)
    assert asked_for_name.status == 500
    assert "default-src 'none'" in asked_for_name.headers["content-security-policy"]
    assert "Répondez encore" in asked_for_name.page.text
    assert await rows(assistant, "SELECT * FROM takes") == []
    assert await rows(assistant, "SELECT * FROM inbox WHERE body LIKE '%voice%'") == []


async def test_a_recording_above_the_limit_is_refused_aloud_and_a_row_says_so(
    asked_for_name: Visitor, assistant: Assistant
) -> None:
    await asked_for_name.says(bytes(VOICE + 1))
    assert asked_for_name.status == 413
    assert "trop lourd" in asked_for_name.page.text
    assert asked_for_name.page.step == "name"
    assert {"code": "voice_too_big"} in await rows(assistant, "SELECT code FROM troubles")


@pytest.mark.parametrize("mime", ["image/png", "text/html", ""])
async def test_a_file_that_is_no_voice_is_not_kept_and_explained(
    asked_for_name: Visitor, assistant: Assistant, mime: str
) -> None:
    await asked_for_name.says(VOICE_NOTE, mime or "x/y")
    assert await rows(assistant, "SELECT * FROM takes") == []
    assert "Je ne comprends pas ce message" in asked_for_name.page.text


async def test_an_empty_form_is_explained_and_breaks_nothing(asked_for_name: Visitor) -> None:
    await asked_for_name._send("voice", {})
    assert asked_for_name.status == 200
    assert asked_for_name.page.step == "name"


async def test_a_take_is_played_to_its_owner_and_to_nobody_else(
    asked_for_name: Visitor, assistant: Assistant, invited: Invited
) -> None:
    await asked_for_name.says(VOICE_NOTE)
    take = (await rows(assistant, "SELECT id FROM takes"))[0]["id"]
    own = await asked_for_name.client.get(f"{asked_for_name.address}/takes/{take}")
    assert own.content == VOICE_NOTE
    assert own.headers["cache-control"] == "no-store"
    other = Visitor(asked_for_name.client)
    await other.enters(await invited())
    assert other.address != asked_for_name.address
    assert (await other.client.get(f"{other.address}/takes/{take}")).status_code == 404


async def test_a_script_is_told_at_once_that_its_recording_arrived(asked_for_name: Visitor) -> None:
    form = asked_for_name.page.form("voice")
    reply = await asked_for_name.client.post(
        form.action,
        data=form.fields,
        files={"voice": ("v.webm", VOICE_NOTE, "audio/webm")},
        headers=SAME_SITE | {"HX-Request": "true"},
    )
    assert reply.text.startswith('<div id="page"')
    assert "est envoyé" in reply.text

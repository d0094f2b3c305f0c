"""The studio on a page of the console: the same takes, release and withdrawal, by forms."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from bot.console.shell import ROOT
from bot.loading import Programme
from bot.running import Assistant
from bot.studio.lists import Sheet, sheet
from bot.voice.heard import Transcript
from storage.database import Database, every
from tests.console.staff import Desk, Place
from tests.doors.house import Ears
from tests.studio.voices import clipped, said, silent
from tests.web.visitor import SAME_SITE

AtDesk = Callable[[str], Awaitable[Desk]]
AT = f"{ROOT}/voix/fa_AF/interview"


@pytest.fixture
def ears(assistant: Assistant) -> Ears:
    found = Ears()
    assistant.recogniser = found
    return found


@pytest.fixture
async def desk(ears: Ears, places: dict[str, Place], at_desk: AtDesk) -> Desk:
    """An interpreter who has said that her voice may serve here."""
    del ears
    return await at_desk(places["here"].staff["interpreter"])


@pytest.fixture
def found(programme: Programme) -> Sheet:
    found = sheet(programme, "fa_AF", "interview")
    assert found is not None
    return found


async def sends(desk: Desk, path: str, content: bytes, **fields: str) -> httpx.Response:
    """A recording, as the page sends it; on to the page that follows."""
    files = {"voice": ("voice", content, "audio/ogg")}
    answer = await desk.browser.post(path, data=fields, files=files, headers=SAME_SITE)
    return await desk.gets(answer.headers["location"]) if answer.status_code == 303 else answer


async def rows(assistant: Assistant, query: str) -> list[dict[str, Any]]:
    def look(db: Database) -> list[dict[str, Any]]:
        return [dict(row) for row in every(db, query)]

    return await assistant.reader.run(look)


async def test_before_her_first_take_she_says_where_her_voice_may_serve(
    desk: Desk, assistant: Assistant, found: Sheet
) -> None:
    asked = (await desk.gets(AT)).text
    assert "Refuser ne change rien pour vous." in asked
    assert "رد کردن" in asked
    assert 'name="phrase"' not in asked
    refused = await sends(desk, AT, said(found.items[0].shown, "fa_AF"), phrase=found.items[0].mark)
    assert refused.status_code == 422
    aloud = await sends(desk, f"{AT}/accord", said("بلی", "fa_AF"))
    assert "Sa réponse est gardée" in aloud.text
    await desk.posts(f"{AT}/accord", choice="network")
    kept = await rows(assistant, "SELECT scope, sha256 FROM voice_releases ORDER BY id")
    assert [each["scope"] for each in kept] == ["none", "network"]
    assert kept[1]["sha256"] == kept[0]["sha256"] is not None
    assert found.items[0].shown in (await desk.gets(AT)).text


async def test_what_she_is_asked_can_be_heard(desk: Desk) -> None:
    heard = await desk.gets(f"{ROOT}/voix/accord/fa_AF")
    assert heard.content.startswith(b"OggS")
    assert (await desk.gets(f"{ROOT}/voix/accord/xx")).status_code == 422


async def test_a_take_is_used_at_once_and_can_be_heard_and_made_anew(
    desk: Desk, assistant: Assistant, found: Sheet
) -> None:
    await desk.posts(f"{AT}/accord", choice="here")
    first, second = found.items[:2]
    after = await sends(desk, AT, said(first.shown, "fa_AF"), phrase=first.mark)
    assert "Prise gardée" in after.text
    assert second.shown in after.text
    assert f"?phrase={first.mark}" in after.text
    taken = assistant.recorded.take("fa_AF", first.words.text)
    assert taken is not None
    [sound] = re.findall(rf'src="({ROOT}/voix/prises/[^"]+)"', after.text)
    assert (await desk.gets(sound)).content == taken.path.read_bytes()
    again = (await desk.gets(f"{AT}?phrase={first.mark}")).text
    assert first.shown in again
    await sends(desk, AT, said("دوباره", "fa_AF"), phrase=first.mark)
    assert len(await rows(assistant, "SELECT 1 FROM voice_takes WHERE state = 'used'")) == 1
    assert "1 / 12" in (await desk.gets(f"{ROOT}/voix")).text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(silent(), "Rapprochez le micro"), (clipped(), "Éloignez un peu le micro"), (b"RIFF nonsense", "ne se lit pas")],
    ids=["silent", "clipped", "nonsense"],
)
async def test_what_is_not_fit_is_refused_with_a_sentence_and_nothing_of_it_stays(
    desk: Desk, assistant: Assistant, found: Sheet, content: bytes, sentence: str
) -> None:
    await desk.posts(f"{AT}/accord", choice="here")
    before = set(assistant.media.names())
    answer = await sends(desk, AT, content, phrase=found.items[0].mark)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert found.items[0].shown in answer.text
    assert await rows(assistant, "SELECT 1 FROM voice_takes") == []
    assert set(assistant.media.names()) == before


async def test_a_take_a_machine_doubts_is_used_once_she_confirms_it(
    desk: Desk, assistant: Assistant, ears: Ears, programme: Programme
) -> None:
    at = f"{ROOT}/voix/fr/checkin"
    await desk.posts(f"{at}/accord", choice="here")
    checkin = sheet(programme, "fr", "checkin")
    assert checkin is not None
    first = checkin.items[0]
    ears.written = Transcript("Les poules mangent du riz au village.", 0.9, 3.0, "clear", "fr")
    doubt = await sends(desk, at, said("Les poules mangent du riz.", "fr"), phrase=first.mark)
    assert "La machine doute" in doubt.text
    assert "Les poules" in doubt.text
    assert assistant.recorded.take("fr", first.words.text) is None
    [take] = await rows(assistant, "SELECT id, state FROM voice_takes")
    assert take["state"] == "flagged"
    await desk.posts(f"{at}/juste", prise=take["id"])
    assert assistant.recorded.take("fr", first.words.text) is not None


async def test_while_nothing_listens_the_page_says_so(desk: Desk, assistant: Assistant, found: Sheet) -> None:
    await desk.posts(f"{AT}/accord", choice="here")
    assistant.recogniser = None
    answer = await sends(desk, AT, said("سلام", "fa_AF"), phrase=found.items[0].mark)
    assert (answer.status_code, "ne répond pas" in answer.text) == (422, True)


async def test_she_skips_and_comes_back_where_she_was(desk: Desk, found: Sheet) -> None:
    await desk.posts(f"{AT}/accord", choice="here")
    await desk.posts(f"{AT}/passer", phrase=found.items[0].mark)
    assert f'value="{found.items[1].mark}"' in (await desk.gets(AT)).text


async def test_somebody_else_speaks_on_her_browser_and_then_she_again(desk: Desk, assistant: Assistant) -> None:
    at = f"{ROOT}/voix/fa_AF/say-common"
    await desk.posts(f"{ROOT}/voix/autre", dialect="herati")
    shown = (await desk.gets(f"{ROOT}/voix")).text
    assert "herati" in shown
    await desk.posts(f"{at}/accord", choice="here")
    await sends(desk, at, said("بلی", "fa_AF"), phrase="")
    await desk.posts(f"{ROOT}/voix/parle", speaker="")
    assert "Refuser ne change rien" in (await desk.gets(at)).text  # she herself was never asked
    [take] = await rows(
        assistant,
        "SELECT v.option, s.dialect, s.code FROM voice_takes v JOIN speakers s ON s.id = v.speaker_id",
    )
    assert (take["option"], take["dialect"]) == ("yes", "herati")
    await desk.posts(f"{ROOT}/voix/parle", speaker=take["code"])
    assert "Refuser ne change rien" not in (await desk.gets(at)).text


async def test_a_voice_is_taken_back_and_its_bytes_are_gone(desk: Desk, assistant: Assistant, found: Sheet) -> None:
    await desk.posts(f"{AT}/accord", choice="here")
    first = found.items[0]
    await sends(desk, AT, said(first.shown, "fa_AF"), phrase=first.mark)
    taken = assistant.recorded.take("fa_AF", first.words.text)
    assert taken is not None
    await desk.posts(f"{ROOT}/voix/retirer")
    assert assistant.recorded.take("fa_AF", first.words.text) is None
    assert not taken.path.exists()
    assert await rows(assistant, "SELECT 1 FROM speakers") == []
    assert len(assistant.ledger.entries()) == 1


async def test_takes_of_another_cae_are_heard_by_nobody_here(
    desk: Desk, assistant: Assistant, found: Sheet, places: dict[str, Place], at_desk: AtDesk
) -> None:
    await desk.posts(f"{AT}/accord", choice="here")
    await sends(desk, AT, said(found.items[0].shown, "fa_AF"), phrase=found.items[0].mark)
    [take] = await rows(assistant, "SELECT id FROM voice_takes")
    for where in ("away", "beside"):
        stranger = await at_desk(places[where].staff["interpreter"])
        assert (await stranger.gets(f"{ROOT}/voix/prises/{take['id']}")).status_code == 422
        assert (await stranger.posts(f"{AT}/juste", prise=take["id"])).status_code == 422


@pytest.mark.parametrize("path", ["fa_AF/nothing", "xx/interview", "fa_AF/..%2f..", "fa_AF/partners_hot"])
async def test_a_list_there_is_none_of_is_a_sentence(desk: Desk, path: str) -> None:
    answer = await desk.gets(f"{ROOT}/voix/{path}")
    assert answer.status_code in (404, 422)

import asyncio
import io
import re

import av
import httpx
import pytest

from bot.running import Assistant
from storage import people
from storage.database import Database
from tests.web.conftest import Clock
from tests.web.reading_pages import Page
from tests.web.test_conversation import Invited, rows
from tests.web.visitor import SAME_SITE, Visitor

IN_THREE_LANGUAGES = {"fr", "ar", "fa-AF"}


def languages(html: str) -> set[str]:
    return set(re.findall(r'<p class="notice-line" lang="([^"]+)"', html))


async def test_the_front_page_speaks_all_languages(client: httpx.AsyncClient) -> None:
    reply = await client.get("/")
    assert languages(reply.text) == IN_THREE_LANGUAGES
    assert len(Page(reply.text).clips) == 3


@pytest.mark.parametrize("path", ["/p/unknown", "/nowhere", "/p/unknown/takes/x"])
async def test_what_does_not_exist_is_said_in_all_languages(client: httpx.AsyncClient, path: str) -> None:
    reply = await client.get(path)
    assert reply.status_code == 404
    assert languages(reply.text) == IN_THREE_LANGUAGES


async def test_a_browser_stops_asking_for_news_of_a_page_that_is_no_more(client: httpx.AsyncClient) -> None:
    assert (await client.get("/p/unknown/events")).status_code == 204


async def test_looking_at_an_invitation_does_not_use_it(client: httpx.AsyncClient, invited: Invited) -> None:
    token = await invited()
    for _ in range(3):
        assert (await client.get(f"/j/{token}")).status_code == 200
    visitor = Visitor(client)
    await visitor.enters(token)
    assert visitor.page.step == "language"


async def test_the_same_browser_may_follow_its_invitation_again(client: httpx.AsyncClient, invited: Invited) -> None:
    token = await invited()
    visitor = Visitor(client)
    await visitor.enters(token)
    first = visitor.address
    await visitor.enters(token)
    assert visitor.address == first


async def test_another_browser_is_told_that_the_invitation_was_used(
    client: httpx.AsyncClient, invited: Invited
) -> None:
    token = await invited()
    await Visitor(client).enters(token)
    client.cookies.clear()
    reply = await client.post(f"/j/{token}", headers=SAME_SITE)
    assert reply.status_code == 410
    assert "Ce lien a déjà servi" in reply.text


async def test_an_old_invitation_and_an_unknown_one_say_so(
    client: httpx.AsyncClient, invited: Invited, clock: Clock
) -> None:
    token = await invited()
    clock.passes(days=15)
    assert "trop ancien" in (await client.post(f"/j/{token}", headers=SAME_SITE)).text
    assert (await client.post("/j/unknown", headers=SAME_SITE)).status_code == 404


async def test_two_people_on_one_tablet_have_two_pages(client: httpx.AsyncClient, invited: Invited) -> None:
    one, two = Visitor(client), Visitor(client)
    await one.enters(await invited())
    await two.enters(await invited())
    await one.chooses("fr")
    await two.chooses("ar")
    assert one.address != two.address
    await one.loads()
    assert one.page.attrs["html"]["lang"] == "fr"


async def test_the_browser_s_name_is_kept_from_scripts_and_other_sites(
    client: httpx.AsyncClient, invited: Invited
) -> None:
    cookie = (await client.get(f"/j/{await invited()}")).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


async def test_a_withdrawal_ends_the_page(visitor: Visitor, assistant: Assistant, invited: Invited) -> None:
    await visitor.enters(await invited())

    def withdraw(db: Database) -> None:
        people.withdraw(db, 1, assistant.clock())

    await assistant.writer.run(withdraw)
    await visitor.loads()
    assert visitor.status == 404
    assert (await visitor.client.post(visitor.address, headers=SAME_SITE)).status_code == 404


async def test_every_clip_of_a_page_can_be_heard_and_nothing_else(visitor: Visitor, invited: Invited) -> None:
    await visitor.enters(await invited())
    assert len(visitor.page.clips) == 3 + 4
    for clip in visitor.page.clips:
        reply = await visitor.client.get(clip)
        assert (reply.status_code, reply.headers["content-type"]) == (200, "audio/ogg")
        assert reply.content.startswith(b"OggS")
    for path in ("/sounds/abc.ogg", "/sounds/..%2f..%2fsecret.ogg", "/sounds/%00.ogg"):
        assert (await visitor.client.get(path)).status_code == 404


async def test_a_clip_can_be_had_in_aac_for_phones_that_do_not_play_opus(visitor: Visitor, invited: Invited) -> None:
    await visitor.enters(await invited())
    reply = await visitor.client.get(visitor.page.clips[0].replace(".ogg", ".m4a"))
    assert reply.headers["content-type"] == "audio/mp4"
    with av.open(io.BytesIO(reply.content), "r") as clip:
        seconds = sum(float(frame.samples) / frame.sample_rate for frame in clip.decode(audio=0))
    assert seconds == pytest.approx(0.25, abs=0.1)
    assert (await visitor.client.get(visitor.page.clips[0].replace(".ogg", ".wav"))).status_code == 404


async def test_files_of_the_page_may_be_kept_by_the_browser(visitor: Visitor, invited: Invited) -> None:
    await visitor.enters(await invited())
    html = (await visitor.client.get(visitor.address)).text
    addresses = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html))
    assert len(addresses) > 10
    for address in addresses:
        reply = await visitor.client.get(address)
        assert reply.status_code == 200, address
        assert "immutable" in reply.headers["cache-control"]


async def test_health_is_said_to_machines(client: httpx.AsyncClient) -> None:
    reply = await client.get("/healthz")
    assert (reply.status_code, reply.json()["status"]) == (200, "ok")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"act": "nothing"},
        {"act": "touch"},
        {"act": "touch", "of": "x", "asked": "1.gender", "choice": "woman"},
        {"act": "key", "key": "z"},
        {"act": "control", "control": "explode"},
        {"act": "who", "choice": "FC-XXXXXXX"},
        {"act": "text", "text": "\0\ud7ff" * 20},
        {"act": "voice"},
        {"act": "visit", "nonce": "x" * 5000},
    ],
)
async def test_forms_no_page_makes_break_nothing(visitor: Visitor, invited: Invited, data: dict[str, str]) -> None:
    await visitor.enters(await invited())
    reply = await visitor.client.post(visitor.address, data=data, headers=SAME_SITE, follow_redirects=True)
    assert reply.status_code == 200
    assert Page(reply.text).step == "language"


@pytest.mark.parametrize(
    "body", [b"\xff\xfe%", b"--x\r\nbroken", b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--"]
)
async def test_mangled_bodies_are_answered_without_a_trace(visitor: Visitor, invited: Invited, body: bytes) -> None:
    await visitor.enters(await invited())
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "x"):
        reply = await visitor.client.post(
            visitor.address, content=body, headers=SAME_SITE | {"Content-Type": kind}, follow_redirects=True
        )
        assert reply.status_code in (200, 400), kind
        assert "Traceback" not in reply.text


async def test_somebody_else_s_button_changes_nothing(
    client: httpx.AsyncClient, assistant: Assistant, invited: Invited
) -> None:
    one, two = Visitor(client), Visitor(client)
    await one.enters(await invited())
    await two.enters(await invited())
    stolen = one.page.form("choices").fields | {"choice": "ar"}
    await client.post(two.address, data=stolen, headers=SAME_SITE)
    assert await rows(assistant, "SELECT * FROM answers") == []


async def test_the_page_learns_of_news(assistant: Assistant, served: str, invited: Invited) -> None:
    async with httpx.AsyncClient(base_url=served) as client:
        visitor = Visitor(client)
        await visitor.enters(await invited())
        told: list[str] = []
        async with client.stream("GET", f"{visitor.address}/events") as stream:
            lines = stream.aiter_lines()
            told.append(await _next_news(lines))
            await visitor.chooses("fr")
            told.append(await _next_news(lines))
        assert int(told[1]) > int(told[0])
        assert told[1] == visitor.page.attrs["page"]["data-seq"]


async def _next_news(lines: object) -> str:
    async with asyncio.timeout(5):
        async for line in lines:  # type: ignore[attr-defined]
            if line.startswith("data: "):
                return str(line.removeprefix("data: "))
    raise AssertionError("the stream ended")

import httpx
import pytest
from starlette.applications import Starlette

from bot.web.limits import FORM, VOICE
from tests.web.test_conversation import Invited
from tests.web.visitor import SAME_SITE, Visitor

OWN, FOREIGN = "http://page.test", "http://evil.test"
ALLOWED = {
    (site, origin): site in ("same-origin", "none") if site else origin in (OWN, None)
    for site in ("same-origin", "none", "same-site", "cross-site", None)
    for origin in (OWN, FOREIGN, "null", None)
}


def headers_of(site: str | None, origin: str | None) -> dict[str, str]:
    return {name: value for name, value in (("Sec-Fetch-Site", site), ("Origin", origin)) if value}


@pytest.mark.parametrize(("site", "origin"), ALLOWED)
async def test_only_our_own_pages_may_post(client: httpx.AsyncClient, site: str | None, origin: str | None) -> None:
    reply = await client.post("/j/nothing", headers=headers_of(site, origin))
    assert (reply.status_code != 403) == ALLOWED[site, origin]


async def test_without_the_shield_another_site_could_post(app: Starlette) -> None:
    app.user_middleware = []  # the control: the same request, the protection removed
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=OWN) as client:
        reply = await client.post("/j/nothing", headers=headers_of("cross-site", FOREIGN))
    assert reply.status_code == 404


@pytest.mark.parametrize("path", ["/", "/j/x", "/p/x", "/nowhere", "/healthz", "/sounds/x.ogg"])
async def test_every_answer_carries_the_protecting_headers(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "noindex" in headers["x-robots-tag"]
    assert headers["cache-control"] == "no-store"


async def test_pages_have_no_script_or_style_of_their_own_and_ask_no_other_server(
    visitor: Visitor, invited: Invited
) -> None:
    await visitor.enters(await invited())
    html = (await visitor.client.get(visitor.address)).text
    assert "<style" not in html
    assert " style=" not in html
    assert " onclick" not in html
    assert all("src=" in part.partition(">")[0] for part in html.split("<script")[1:])
    assert "http://" not in html.replace("http://page.test", "")
    assert "https://" not in html


async def test_a_form_that_is_too_long_is_refused_in_three_languages(visitor: Visitor, invited: Invited) -> None:
    await visitor.enters(await invited())
    data = {"act": "text", "text": "a" * (FORM + 1)}
    reply = await visitor.client.post(visitor.address, data=data, headers=SAME_SITE)
    assert reply.status_code == 413


async def test_a_body_that_grows_beyond_the_limit_unannounced_is_refused(
    client: httpx.AsyncClient, visitor: Visitor, invited: Invited
) -> None:
    await visitor.enters(await invited())

    async def endless() -> object:
        for _ in range(3):
            yield b"text=" + b"a" * FORM

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    reply = await client.post(visitor.address, content=endless(), headers=SAME_SITE | kind)  # type: ignore[arg-type]
    assert reply.status_code == 413


async def test_a_voice_that_claims_to_be_too_big_is_not_even_read(visitor: Visitor, invited: Invited) -> None:
    await visitor.enters(await invited())
    await visitor.chooses("fr")
    read = []

    async def body() -> object:
        read.append(1)
        yield b""

    kind = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(VOICE * 2)}
    reply = await visitor.client.post(visitor.address, content=body(), headers=SAME_SITE | kind)  # type: ignore[arg-type]
    assert reply.status_code == 413
    assert "trop lourd" in reply.text
    assert "welcome" in reply.text  # the question stays

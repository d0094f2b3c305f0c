"""Participants of the assistant that was brought up: one at her page through HTTPS, one on Telegram."""

import ssl
from pathlib import Path

import httpx

from tests.botapi import RemotePeople
from tests.end_to_end.walking import Walker, question_in
from tests.web.visitor import Visitor

HERE = "127.0.0.1"
PATIENCE = 120.0  # seconds; on one processor voices are made meanwhile


class Resolved(httpx.AsyncHTTPTransport):
    """Finds a name on this machine, as its DNS would; the certificate has to be of that name all the same."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request here, asking for the certificate of the name that was meant."""
        extensions = {**request.extensions, "sni_hostname": request.url.host}
        here = request.url.copy_with(host=HERE)
        sent = httpx.Request(
            request.method, here, headers=request.headers, stream=request.stream, extensions=extensions
        )
        return await super().handle_async_request(sent)


def browser(name: str, authority: Path) -> httpx.AsyncClient:
    """Somebody's browser, which trusts the authority that signed the certificate of the name."""
    trust = ssl.create_default_context(cafile=str(authority))
    return httpx.AsyncClient(transport=Resolved(verify=trust), base_url=f"https://{name}", timeout=PATIENCE)


async def answers_at_the_page(name: str, authority: Path, token: str, until: str) -> str:
    """Enter with an invitation and answer until a step is reached; the address of her page."""
    async with browser(name, authority) as client:
        visitor = Visitor(client)
        await visitor.enters(token)
        assert visitor.status == 200, visitor.status
        await visitor.goes_through(language="fr", keep_audio="no", until=until)
        return visitor.address


async def answers_on_telegram(url: str, token: str, until: str) -> int:
    """Open the bot with an invitation and answer until the bot asks a step; how many answers."""
    async with RemotePeople(url) as people:
        person = await people.person("Amina", "fa")
        await person.opens(token)
        walker = Walker(person, {"language": "*fr", "keep_audio": "*no"})
        await walker.walk(lambda message: (put := question_in(message)) is not None and put.step == until, PATIENCE)
        return walker.acts

"""A mail server and a gateway of SMS, for real over TCP, that refuse on demand."""

import asyncio
import socket
from base64 import b64decode
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiohttp import web
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

SENDER = "bonjour@flashcoop.example"


class Mailroom:
    """An SMTP server. `refuses` names replies by step: rcpt, data; « cut » ends the connection instead of one."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.readers: list[str] = []
        self.refuses: dict[str, str] = {}
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self._port)

    def opens(self) -> None:
        self._controller.start()

    def closes(self) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._port}?from={SENDER}"

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if "rcpt" in self.refuses:
            return self.refuses["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del session
        if self.refuses.get("data") == "cut":
            self._keep(envelope)
            assert server.transport is not None
            cast(asyncio.Transport, server.transport).abort()
            return "250 OK"
        if "data" in self.refuses:
            return self.refuses["data"]
        self._keep(envelope)
        return "250 OK"

    def _keep(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.readers += envelope.rcpt_tos


class Gateway:
    """A gateway of SMS. `status` is what it answers."""

    def __init__(self) -> None:
        self.url, self.status = "", 202
        self.asked: list[dict[str, Any]] = []

    async def takes(self, request: web.Request) -> web.Response:
        assert b64decode(request.headers["Authorization"].removeprefix("Basic ")) == b"flash:coop"
        self.asked.append(await request.json())
        return web.Response(status=self.status)

    @property
    def texts(self) -> list[str]:
        return [each["text"] for each in self.asked]

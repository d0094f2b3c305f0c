"""Updates that Telegram brings by itself: a route beside the pages, and the watch over what Telegram says of it."""

import asyncio
import hmac
import json
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.telegram.api import Api
from bot.telegram.failures import Failure, Outcome
from bot.telegram.intake import Intake
from bot.telegram.reading import WANTED
from bot.telegram.sending import Pause, TokenRefused
from bot.telegram.vigil import Vigil

PATH = "/telegram/updates"
HEADER = "x-telegram-bot-api-secret-token"
MOST_BYTES = 1024 * 1024  # the longest text with all its entities, and the message it replies to, is a tenth of it
READ_SECONDS = 10.0  # for a body; Telegram sends it at once
AT_ONCE = 40  # connections Telegram may open; what one chat says comes one after the other all the same
LOOK_EVERY = 60.0  # seconds between looks at what Telegram says of the webhook

log = structlog.get_logger(__name__)


class Webhook:
    """The address Telegram calls. Whoever calls without the secret learns nothing and costs next to nothing."""

    def __init__(self, api: Api, intake: Intake, vigil: Vigil, address: str, secret: str) -> None:
        """`address` is the public root of the pages."""
        self._api, self._intake, self._vigil = api, intake, vigil
        self._url, self._secret = f"{address}{PATH}", secret

    def route(self) -> Route:
        """The route, for the server of the pages."""
        return Route(PATH, self.called, methods=["POST"])

    async def called(self, request: Request) -> Response:
        """One call: 200 once its update is on disk; anything else, and Telegram brings it again."""
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            log.warning("webhook_forged", secret="wrong" if given else "missing")
            return Response(status_code=403)
        try:
            async with asyncio.timeout(READ_SECONDS):
                content = await _read(request)
        except (TimeoutError, ClientDisconnect):
            log.warning("webhook_slow")
            return Response(status_code=408)
        if content is None:
            log.warning("webhook_huge", most=MOST_BYTES)
            return Response(status_code=413)
        return await self._keep(_decoded(content))

    async def _keep(self, update: Any) -> Response:  # noqa: ANN401 -- whatever came
        try:
            await self._intake.accept([update])
        except Exception as error:  # a full disk, a database that is busy: Telegram keeps it meanwhile
            log.error("webhook_not_committed", error=type(error).__name__)
            return Response(status_code=503)
        self._vigil.in_touch()
        return Response()

    async def register(self) -> Outcome:
        """Have Telegram call us; it goes on with what waits there."""
        fields = {
            "url": self._url,
            "secret_token": self._secret,
            "allowed_updates": WANTED,
            "max_connections": AT_ONCE,
        }
        return await self._api.call("setWebhook", fields)

    async def run(self, pause: Pause = asyncio.sleep) -> None:
        """Watch for ever. Raises TokenRefused."""
        while True:
            await pause(LOOK_EVERY)
            await self.look()

    async def look(self) -> None:
        """Nothing waits with Telegram: we are in touch. Where it calls another address (again), it is told ours."""
        told = await self._api.call("getWebhookInfo", {})
        if isinstance(told, Failure):
            if told.kind == "token":
                raise TokenRefused
            log.warning("webhook_unwatched", kind=told.kind)
            return
        info = told.result if isinstance(told.result, dict) else {}
        if info.get("url") != self._url:
            log.warning("webhook_replaced")
            await self.register()
        elif not info.get("pending_update_count"):
            self._vigil.in_touch()
        elif info.get("last_error_message"):
            log.warning("webhook_failing", waiting=info["pending_update_count"], reason=info["last_error_message"])


async def _read(request: Request) -> bytes | None:
    """The body, None where it is, or says it is, too long."""
    claimed = request.headers.get("content-length", "")
    if claimed.isdecimal() and int(claimed) > MOST_BYTES:
        return None
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MOST_BYTES:
            return None
    return bytes(content)


def _decoded(content: bytes) -> Any:  # noqa: ANN401 -- any JSON value, or the text where it is none
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return content.decode("utf-8", "replace")

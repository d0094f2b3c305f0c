"""What every request passes: who may post, how much, and the headers every answer carries."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.limits import FORM, FRAME, JSON, VOICE

SAFE = ("GET", "HEAD", "OPTIONS")
OWN = "'self'"
POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src {OWN}" for kind in ("script", "style", "img", "font", "media", "connect", "manifest")),
        f"form-action {OWN}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
LIMITS: Mapping[str, int] = {"multipart/form-data": VOICE + FRAME, "application/json": JSON}
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",  # a page's address is its key
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Cache-Control": "no-store",
}


class Shield:
    """Refuses posts from other sites and bodies that are too big; adds the headers an answer does not set itself."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        """`origin` is the public address; requests that name it, or the host they are sent to, are our own."""
        self._app, self._host = app, urlsplit(origin).netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sending = _with_headers(send)
        if scope["method"] not in SAFE and not self._own(headers):
            refusal = PlainTextResponse("This form was posted from another site.", 403)
            await refusal(scope, receive, sending)
            return
        await self._app(scope, _within(receive, headers), sending)

    def _own(self, headers: Headers) -> bool:
        """Whether a form is ours. Sec-Fetch-Site says so in all browsers since 2023, Origin in older ones.

        Under `no-referrer` a plain form's Origin is « null » (Fetch standard, « serializing a request origin »),
        so Sec-Fetch-Site goes first. A request with neither comes from no browser.
        """
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in ("same-origin", "none")
        origin = headers.get("origin")
        return origin is None or urlsplit(origin).netloc in (headers.get("host"), self._host)


def _within(receive: Receive, headers: Headers) -> Receive:
    """The body as it comes in; raises HTTPException 413 when it is, or says it is, longer than its kind may be."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    limit = LIMITS.get(kind, FORM)
    claimed = headers.get("content-length", "")
    seen = int(claimed) if claimed.isdecimal() and int(claimed) > limit else 0

    async def counted() -> Message:
        nonlocal seen
        if seen > limit:
            raise HTTPException(413)
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413)
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending

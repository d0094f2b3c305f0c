"""HTTP towards Telegram: python-telegram-bot's public BaseRequest on one aiohttp session."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import aiohttp
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0  # Telegram answers within a second or two; a voice note it stores may take longer
WRITE_SECONDS = 60.0  # a clip of 20 MB over a poor line
CONNECTIONS = 64  # at once: as many as people are written to side by side, and the long poll
KEEP_ALIVE_SECONDS = 30.0
CHUNK = 64 * 1024


JSON = {"Content-Type": "application/json"}
WRONG = (aiohttp.ClientError, TimeoutError, OSError, ValueError)

Seconds = Any  # a number, None, or the mark python-telegram-bot passes for "not given"


class NotSent(NetworkError):
    """The request never left: it may be made again without any doubt."""


class Lost(NetworkError):
    """The request left and no reply came: nobody knows whether it was accepted."""


class TooLarge(NetworkError):
    """A download is larger than allowed."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a form: its part's name, its own name, its type, its bytes."""

    part: str
    name: str
    mime: str
    content: bytes = field(repr=False)


class Transport(BaseRequest):
    """One pool of connections, kept alive. No error it raises carries a URL, since the token is in it.

    Uploads are watched on their way out, part by part. A session that does so makes every request dearer: of a small
    one, which leaves in one piece, it is only noted that it does.
    """

    def __init__(self, read_seconds: float = READ_SECONDS, connections: int = CONNECTIONS) -> None:
        self._read = read_seconds
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._watched: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for a reply."""
        return self._read

    async def initialize(self) -> None:
        """Open the session; python-telegram-bot calls this, more than once."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE_SECONDS)
            nothing = aiohttp.DummyCookieJar()
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=nothing, request_class=_Noted, headers=JSON
            )
            self._watched = aiohttp.ClientSession(
                connector=connector, connector_owner=False, trace_configs=[_watch()], cookie_jar=nothing
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None and self._watched is not None:
            await self._watched.close()
            await self._session.close()
            self._session = self._watched = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The HTTP status and body of one request of python-telegram-bot's; raises NotSent or Lost."""
        read = self._read if read_timeout is BaseRequest.DEFAULT_NONE else _seconds(read_timeout)
        body: Any = None
        if request_data is not None:
            fields = request_data.json_parameters
            parts = request_data.multipart_data.items()
            files = [Upload(part, name, mime, _bytes(content)) for part, (name, content, mime) in parts]
            body = _form(fields, files) if files else fields
        async with self._exchange(method, url, read, data=body) as reply:
            return reply.status, await reply.read()

    async def say(
        self, url: str, fields: Mapping[str, Any], files: tuple[Upload, ...] = (), read_seconds: float | None = None
    ) -> tuple[int, bytes]:
        """Status and body of one call made of plain values; raises NotSent or Lost."""
        read = self._read if read_seconds is None else read_seconds
        if not files:
            return await self._say_at_once(url, json.dumps(fields).encode(), read)
        form = _form({name: _plain(value) for name, value in fields.items()}, files)
        async with self._exchange("POST", url, read, data=form) as reply:
            return reply.status, await reply.read()

    async def _say_at_once(self, url: str, body: bytes, read: float) -> tuple[int, bytes]:
        await self.initialize()
        assert self._session is not None
        timeout = aiohttp.ClientTimeout(total=CONNECT_SECONDS + read, connect=CONNECT_SECONDS)
        way = _Way(0)
        _under_way.set(way)
        try:
            async with self._session.post(url, data=body, timeout=timeout, allow_redirects=False) as reply:
                return reply.status, await reply.read()
        except WRONG as error:
            kind = Lost if way.left else NotSent
            raise kind(type(error).__name__) from None

    async def download(self, url: str, most: int) -> tuple[int, bytes]:
        """Status and body of a file of at most `most` bytes; raises TooLarge, NotSent or Lost."""
        async with self._exchange("GET", url, self._read) as reply:
            content = bytearray()
            async for chunk in reply.content.iter_chunked(CHUNK):
                content += chunk
                if len(content) > most:
                    raise TooLarge(f"more than {most} bytes")
            return reply.status, bytes(content)

    @asynccontextmanager
    async def _exchange(
        self,
        method: str,
        url: str,
        read: float | None,
        **body: Any,  # noqa: ANN401 -- aiohttp's
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        await self.initialize()
        assert self._watched is not None
        total = None if read is None else CONNECT_SECONDS + WRITE_SECONDS + read
        timeout = aiohttp.ClientTimeout(total=total, connect=CONNECT_SECONDS, sock_read=read)
        form = body.get("data")
        way = _Way(form.size or 0 if isinstance(form, aiohttp.MultipartWriter) else 0)
        try:
            async with self._watched.request(
                method, url, timeout=timeout, trace_request_ctx=way, allow_redirects=False, **body
            ) as reply:
                yield reply
        except WRONG as error:
            kind = Lost if way.left else NotSent
            raise kind(type(error).__name__) from None


class _Way:
    """How far a request has got. Before its last byte leaves nothing can have been accepted."""

    def __init__(self, size: int) -> None:
        self._rest = size  # bytes of an upload; what is small goes with the headers
        self.left = False

    def headers(self) -> None:
        self.left = self._rest == 0

    def part(self, size: int) -> None:
        self._rest -= size
        self.left = self.left or self._rest <= 0


_under_way: ContextVar[_Way] = ContextVar("under_way")


class _Noted(aiohttp.ClientRequest):
    """A request that notes, for whoever makes it, that it leaves: a connection is there."""

    async def send(self, conn: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        """Write it."""
        _under_way.get().headers()
        return await super().send(conn)


def _watch() -> aiohttp.TraceConfig:
    """Notes on each request how far it has got."""

    async def begun(_session: aiohttp.ClientSession, context: SimpleNamespace, _sent: object) -> None:
        if context.trace_request_ctx is not None:
            context.trace_request_ctx.headers()

    async def part(
        _session: aiohttp.ClientSession, context: SimpleNamespace, sent: aiohttp.TraceRequestChunkSentParams
    ) -> None:
        if context.trace_request_ctx is not None:
            context.trace_request_ctx.part(len(sent.chunk))

    watch = aiohttp.TraceConfig()
    watch.on_request_headers_sent.append(begun)
    watch.on_request_chunk_sent.append(part)
    return watch


def _form(fields: Mapping[str, str], files: list[Upload] | tuple[Upload, ...]) -> aiohttp.MultipartWriter:
    """A form whose size is known before it is sent."""
    form = aiohttp.FormData()
    for name, value in fields.items():
        form.add_field(name, value)
    for file in files:
        form.add_field(file.part, file.content, filename=file.name, content_type=file.mime)
    written = form()
    assert isinstance(written, aiohttp.MultipartWriter)
    return written


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _bytes(content: object) -> bytes:
    return content if isinstance(content, bytes) else content.read()  # type: ignore[attr-defined]


def _seconds(value: Seconds) -> float | None:
    return float(value) if isinstance(value, int | float) else None

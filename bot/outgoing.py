"""Calls to a server an operator named: to public machines only, and to the very address that was checked.

Every outgoing call to an address that was typed by somebody goes through here (records, gateways, stores of backups).
"""

import asyncio
import ipaddress
import re
import socket
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from storage.refusals import Refused

SCHEMES = {"http": 80, "https": 443}
# What an address is, unless it is a dotted quad: one number, or one in base 8 or 16 (WHATWG URL, « IPv4 number »).
NUMBER = re.compile(r"(^|\.)(0x[0-9a-f]*|[0-9]+)\.?$", re.IGNORECASE)
UNICAST = ipaddress.ip_network("2000::/3")
TUNNELS = [ipaddress.ip_network(each) for each in ("2002::/16", "2001::/32")]  # 6to4 and Teredo carry another address
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the address that is called
RELAYS = ipaddress.ip_network("192.88.99.0/24")  # RFC 7526: anycast relays that no longer are
TIMEOUT = aiohttp.ClientTimeout(total=60, connect=15)  # seconds; a slow export is asked for again by those who wait
LARGEST = 64 * 1024 * 1024  # bytes of an answer: an export of some 100,000 rows; more is a fault


class Unreachable(Exception):
    """The server did not answer, or not with what can be read: it may later."""


def public(address: str) -> bool:
    """Whether a numeric address is one of the public Internet, whatever it is wrapped in."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not (found.is_multicast or found.is_reserved or found in RELAYS)
    if found in NAT64:
        return public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found in UNICAST and found.is_global and not any(found in tunnel for tunnel in TUNNELS)


def allowed_hosts(text: str) -> frozenset[str]:
    """The setting `FLASHCOOP_ALLOWED_HOSTS`: names or names:ports with commas."""
    return frozenset(part.strip().lower() for part in text.split(",") if part.strip())


def check_url(text: str, allowed: Collection[str]) -> URL:
    """The address of a server, ending in a slash. Raises Refused for what can be told before it is looked up."""
    try:
        url = URL(text.strip())
        host, port = url.host, url.port
    except ValueError:
        host = port = None
    if not host or not port or url.scheme not in SCHEMES:
        raise Refused("bad_url", f"« {text} » n'est pas l'adresse d'un serveur : écrivez https://…")
    if url.user or url.password or url.query_string or url.fragment:
        raise Refused("bad_url", "Une adresse s'écrit sans identifiant, sans « ? » et sans « # ».")
    if not _named(url, allowed) and not _may_be_public(host):
        raise _forbidden(host)
    return url if url.path.endswith("/") else url.with_path(f"{url.path}/")


class Peer:
    """A server that was named, and nobody else: redirects are not followed, another host is refused.

    `allowed` are the hosts that may be private. A `resolver` is for tests.
    """

    def __init__(self, url: str, allowed: Collection[str], resolver: AbstractResolver | None = None) -> None:
        self.url = check_url(url, allowed)
        self._anywhere = _named(self.url, allowed)
        self._resolver = _Public(resolver, self._anywhere)

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(resolver=self._resolver, socket_factory=self._socket, use_dns_cache=False)
        self._session = aiohttp.ClientSession(
            connector=connector, timeout=TIMEOUT, cookie_jar=aiohttp.CookieJar(unsafe=True), trust_env=False
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    def at(self, where: str | URL) -> URL:
        """An address on this server: a path below its own, or where it redirects to. Raises Refused off it."""
        url = self.url.join(URL(where) if isinstance(where, str) else where)
        if url.host != self.url.host:
            raise Refused("elsewhere", f"Le serveur renvoie vers {url.host} : rien n'y est envoyé.")
        return self.url.with_path(url.path).with_query(url.query)

    @asynccontextmanager
    async def call(self, method: str, where: str | URL, **options: Any) -> AsyncIterator[aiohttp.ClientResponse]:  # noqa: ANN401 -- aiohttp's own
        """One request. Raises Unreachable when nothing came back, Refused for an address that may not be called."""
        try:
            async with self._session.request(method, self.at(where), allow_redirects=False, **options) as response:
                yield response
        except _Forbidden:
            raise _forbidden(self.url.host or "") from None
        except (aiohttp.ClientError, TimeoutError, OSError, asyncio.IncompleteReadError) as error:
            raise Unreachable(type(error).__name__) from error

    def _socket(self, info: Any) -> socket.socket:  # noqa: ANN401 -- getaddrinfo's tuple
        """The socket of the very address that is connected to: what was checked cannot change in between."""
        family, kind, protocol, _, where = info
        if not self._anywhere and not public(where[0]):
            raise _Forbidden
        return socket.socket(family, kind, protocol)


async def content(response: aiohttp.ClientResponse) -> bytes:
    """The body of an answer. Raises Unreachable past 64 MiB."""
    read = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        read += chunk
        if len(read) > LARGEST:
            raise Unreachable("too large")
    return bytes(read)


class _Forbidden(Exception):
    """An address that may not be called; not an OSError, which would have the next one tried."""


class _Public(AbstractResolver):
    """Resolves a name, and gives nothing of one that leads to any address inside."""

    def __init__(self, resolver: AbstractResolver | None, anywhere: bool) -> None:
        self._given, self._anywhere = resolver, anywhere

    async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_UNSPEC) -> list[ResolveResult]:  # noqa: ANN401 -- aiohttp's own
        found = await (self._given or aiohttp.ThreadedResolver()).resolve(host, port, family)
        if not self._anywhere and not all(public(each["host"]) for each in found):
            raise _Forbidden
        return found

    async def close(self) -> None:
        if self._given:
            await self._given.close()


def _named(url: URL, allowed: Collection[str]) -> bool:
    host = (url.host or "").lower()
    return host in allowed or f"{host}:{url.port}" in allowed


def _may_be_public(host: str) -> bool:
    """Whether a host, as it is written, may be public: a name, or a public address in its usual form."""
    try:
        return public(host)
    except ValueError:
        return not NUMBER.search(host) and host.lower().rstrip(".") != "localhost"


def _forbidden(host: str) -> Refused:
    return Refused(
        "forbidden_address",
        f"« {host} » est une adresse interne : rien n'y est envoyé. Si c'est voulu, nommez-la dans"
        " FLASHCOOP_ALLOWED_HOSTS.",
    )

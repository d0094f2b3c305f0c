"""What an operator named is called, and nothing inside: no socket is opened for a forbidden address."""

import random
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot import outgoing
from bot.outgoing import Peer, Unreachable, check_url, public
from storage.refusals import Refused
from tests.records.house import Cae

_counting: list[str] | None = None


def _look(event: str, args: tuple[Any, ...]) -> None:
    if _counting is not None and event in ("socket.__new__", "socket.connect") and args[1:2]:
        family = args[0].family if event == "socket.connect" else args[1]
        if family in (socket.AF_INET, socket.AF_INET6):
            _counting.append(event)


sys.addaudithook(_look)


@contextmanager
def sockets() -> Iterator[list[str]]:
    """Every socket of the Internet that is opened meanwhile, whatever library opens it."""
    global _counting
    _counting = []
    try:
        yield _counting
    finally:
        _counting = None


class Says(AbstractResolver):
    """A name server that says, each time it is asked, the next of these."""

    def __init__(self, *told: list[str]) -> None:
        self.told, self.asked = list(told), 0

    async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_INET) -> list[ResolveResult]:
        self.asked += 1
        found = self.told.pop(0) if len(self.told) > 1 else self.told[0]
        kind = {each: socket.AF_INET6 if ":" in each else socket.AF_INET for each in found}
        return [
            ResolveResult(hostname=host, host=each, port=port, family=kind[each], proto=0, flags=0) for each in found
        ]

    async def close(self) -> None:
        return


INSIDE = ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"]
INSIDE += ["255.255.255.255", "198.18.0.1", "192.0.2.1", "240.0.0.1", "192.88.99.1"]
INSIDE6 = ["::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "64:ff9b::7f00:1", "2002:7f00:1::"]
INSIDE6 += ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2001:0:7f00:1::", "fe80::1%25lo", "64:ff9b:1::a00:1"]


def spellings(address: str) -> list[str]:
    """The ways in which one IPv4 address can be written that some reader somewhere takes for it."""
    number = int.from_bytes(socket.inet_aton(address), "big")
    parts = [int(part) for part in address.split(".")]
    mixed = [f"{parts[0]}.{number & 0xFFFFFF}", f"{parts[0]}.{parts[1]}.{number & 0xFFFF}"]
    octal, hexes = ".".join(f"0{part:o}" for part in parts), ".".join(f"0x{part:x}" for part in parts)
    wide = address.translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})
    mapped = [f"[::ffff:{address}]", f"[::{address}]", f"[64:ff9b::{address}]"]
    return [address, str(number), f"0x{number:x}", f"0{number:o}", octal, hexes, wide, f"{address}.", *mixed, *mapped]


def forbidden() -> list[str]:
    """More than 500 addresses of servers that must not be called."""
    chance = random.Random(6)
    private = ["10.{}.{}.{}", "192.168.{1}.{2}", "172.16.{1}.{2}", "127.{}.{}.{}", "169.254.{1}.{2}"]
    more = [each.format(*(chance.randrange(1, 255) for _ in range(3))) for each in private for _ in range(6)]
    hosts = [written for address in [*INSIDE, *more] for written in spellings(address)]
    hosts += [f"[{address}]" for address in INSIDE6] + ["localhost", "LOCALHOST", "localhost."]
    urls = [f"http://{host}/" for host in hosts] + [f"https://{host}:8443/x" for host in hosts[:20]]
    others = [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "javascript:alert(1)",
    ]
    others += [
        "//example.org",
        "http://",
        "https:///x",
        "http://user:pw@example.org/",
        "http://example.org@127.0.0.1/",
        "data:,x",
        "",
    ]
    return [*urls, *others, "http://example.org:99999/", "http://[::1", "http://127.0.0.1#@example.org/", "unix:/x"]


async def tried(url: str, resolver: AbstractResolver | None = None) -> str:
    """What comes of calling an address."""
    try:
        async with Peer(url, (), resolver) as peer, peer.call("GET", "") as response:
            return str(response.status)
    except Refused as refused:
        return refused.code
    except Unreachable as error:
        return str(error)


async def _as_told(self: Any, host: str, port: int = 0, family: Any = socket.AF_INET) -> list[ResolveResult]:
    """The name server's word, unchecked."""
    return await self._given.resolve(host, port, family)  # type: ignore[no-any-return]


def test_there_are_more_than_five_hundred() -> None:
    assert len(set(forbidden())) > 500


async def test_no_socket_is_opened_for_a_forbidden_address() -> None:
    with sockets() as opened:
        outcomes = {url: await tried(url) for url in forbidden()}
    assert {url: said for url, said in outcomes.items() if said not in ("forbidden_address", "bad_url")} == {}
    assert opened == []


async def test_control_without_the_guard_sockets_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "public", lambda address: True)
    monkeypatch.setattr(outgoing, "_may_be_public", lambda host: True)
    with sockets() as opened:
        for url in ("http://127.0.0.1:9/", "http://[::1]:9/"):
            await tried(url)
        await tried("http://records.example:9/", Says(["127.0.0.1"]))
    assert opened.count("socket.connect") >= 2


async def test_a_name_that_leads_inside_is_refused_even_among_others() -> None:
    with sockets() as opened:
        for told in (["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"], ["2606:2800::1", "::ffff:10.0.0.1"]):
            assert await tried("https://records.example/", Says(told)) == "forbidden_address"
    assert opened == []


async def test_a_name_that_moves_inside_after_it_was_checked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing._Public, "resolve", _as_told)
    rebinding = Says(["127.0.0.1"])
    with sockets() as opened:
        assert await tried("https://records.example/", rebinding) == "forbidden_address"
    assert (opened, rebinding.asked) == ([], 1)


async def test_control_without_the_second_look_a_name_that_moves_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing._Public, "resolve", _as_told)
    monkeypatch.setattr(outgoing, "public", lambda address: True)
    with sockets() as opened:
        await tried("http://records.example:9/", Says(["127.0.0.1"]))
    assert opened


def test_public_addresses_are_public() -> None:
    assert all(public(each) for each in ("93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "64:ff9b::8.8.8.8"))
    assert str(check_url("https://caerp.example/endi", ())) == "https://caerp.example/endi/"


async def serving(handler: Any) -> tuple[web.AppRunner, str]:
    app = web.Application()
    app.add_routes([web.route("*", "/{tail:.*}", handler)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"127.0.0.1:{runner.addresses[0][1]}"


async def test_a_host_that_is_named_may_be_private_at_that_port_alone() -> None:
    async def hello(_: web.Request) -> web.Response:
        return web.Response(text="hello")

    runner, host = await serving(hello)
    try:
        async with Peer(f"http://{host}", {host}) as peer, peer.call("GET", "a") as response:
            assert await outgoing.content(response) == b"hello"
        with pytest.raises(Refused, match="FLASHCOOP_ALLOWED_HOSTS"):
            Peer("http://127.0.0.1:1", {host})
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("to", ["http://169.254.169.254/latest", "//10.0.0.1/x", "https://elsewhere.example/"])
async def test_a_redirect_to_another_host_is_not_followed(to: str) -> None:
    async def away(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": to})

    runner, host = await serving(away)
    try:
        async with Peer(f"http://{host}", {host}) as peer:
            async with peer.call("GET", "") as response:
                assert response.status == 302
                where = response.headers["Location"]
            with sockets() as opened, pytest.raises(Refused, match="rien n'y est envoyé"):
                async with peer.call("GET", where):
                    pass
            assert opened == []
    finally:
        await runner.cleanup()


async def test_an_endi_that_redirects_inside_is_told_in_one_sentence(cae: Cae) -> None:
    async def endi(request: web.Request) -> web.Response:
        if request.path.endswith("/login"):
            return web.json_response({"status": "success"})
        return web.Response(status=302, headers={"Location": "http://10.0.0.1/import/2/"})

    runner, host = await serving(endi)
    try:
        flashcoop = await cae.flashcoop()
        await cae.relies("endi", "endi", f"http://{host}/", login="a", password="b")
        await cae.person(flashcoop)
        with sockets() as opened:
            [done] = await cae.syncs()
        assert done.trouble == "Le serveur renvoie vers 10.0.0.1 : rien n'y est envoyé."
        assert opened.count("socket.connect") <= 1  # to the one that is named
    finally:
        await runner.cleanup()


async def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hello(_: web.Request) -> web.Response:
        return web.Response(text="hello")

    runner, host = await serving(hello)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    try:
        async with Peer(f"http://{host}", {host}) as peer, peer.call("GET", "") as response:
            assert response.status == 200
    finally:
        await runner.cleanup()


async def test_an_answer_without_an_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "LARGEST", 1000)

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"x" * 1000)
        return response

    runner, host = await serving(endless)
    try:
        async with Peer(f"http://{host}", {host}) as peer:
            with pytest.raises(Unreachable, match="too large"):
                async with peer.call("GET", "") as response:
                    await outgoing.content(response)
    finally:
        await runner.cleanup()

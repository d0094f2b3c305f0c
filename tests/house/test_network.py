import asyncio
import os
import socket
import subprocess
import sys
from contextlib import suppress

import aiohttp
import pytest

from tests.network import NetworkRefused, stays_here, unguarded

ELSEWHERE = "192.0.2.1"  # TEST-NET-1 (RFC 5737): nobody is there


def _try_to_leave() -> None:
    with socket.socket() as connection:
        connection.setblocking(False)
        connection.connect((ELSEWHERE, 80))


def test_a_test_cannot_connect_to_another_machine() -> None:
    with pytest.raises(NetworkRefused):
        _try_to_leave()


def test_it_is_the_guard_that_refuses() -> None:
    with unguarded(), suppress(OSError):
        _try_to_leave()


def test_a_test_cannot_send_a_datagram_or_look_up_a_name() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as connection, pytest.raises(NetworkRefused):
        connection.sendto(b"hello", (ELSEWHERE, 53))
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("api.telegram.org", 443)


async def test_libraries_cannot_leave_either() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(NetworkRefused):
            await session.get(f"http://{ELSEWHERE}/")


def _in_a_process(environment: dict[str, str]) -> str:
    program = f"import socket; s = socket.socket(); s.settimeout(0.1); s.connect(({ELSEWHERE!r}, 80))"
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stderr


def test_a_process_that_a_test_starts_cannot_leave_either() -> None:
    assert "NetworkRefused" in _in_a_process(dict(os.environ))


def test_it_is_the_environment_that_guards_a_process() -> None:
    open_ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    assert "NetworkRefused" not in _in_a_process(open_)


async def test_loopback_and_sockets_in_files_stay_open(tmp_path_factory: pytest.TempPathFactory) -> None:
    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    path = tmp_path_factory.mktemp("s") / "door"
    async with await asyncio.start_unix_server(hang_up, path), await asyncio.start_server(hang_up, "localhost") as door:
        _, writer = await asyncio.open_unix_connection(path)
        writer.close()
        _, writer = await asyncio.open_connection("localhost", door.sockets[0].getsockname()[1])
        writer.close()


@pytest.mark.parametrize("host", [None, "", "localhost", "127.0.0.1", "127.3.2.1", "::1", b"localhost"])
def test_this_machine_is_known(host: object) -> None:
    assert stays_here(host)


@pytest.mark.parametrize("host", [ELSEWHERE, "10.0.0.1", "2001:db8::1", "localhost.example.org", b"pypi.org"])
def test_other_machines_are_known(host: object) -> None:
    assert not stays_here(host)

"""Tests cannot reach the network: connections that would leave this machine are refused before a packet is sent.

An audit hook sees every connection of the process, whatever library makes it; it can be switched, never removed.
"""

import ipaddress
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

HERE = {"localhost", "", "0.0.0.0", "::"}  # what means this machine without being a loopback number
EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_armed = False


class NetworkRefused(Exception):
    """A test tried to leave the machine."""


def refuse_network() -> None:
    """Refuse, from here on, whatever would leave this machine."""
    global _armed
    if not _armed:
        sys.addaudithook(_look)
    _armed = True


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the protection, to show that it is the protection which refuses."""
    global _armed
    _armed = False
    try:
        yield
    finally:
        _armed = True


def stays_here(host: object) -> bool:
    """Whether a host's name or number is this machine's."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in HERE:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _look(event: str, args: tuple[Any, ...]) -> None:
    if not _armed:
        return
    if event == "socket.getaddrinfo":
        _check(args[0])
    elif event in EVENTS and args[0].family in (socket.AF_INET, socket.AF_INET6) and args[1]:
        _check(args[1][0])


def _check(host: object) -> None:
    if not stays_here(host):
        raise NetworkRefused(f"A test tried to reach {host!r}: tests stay on this machine.")

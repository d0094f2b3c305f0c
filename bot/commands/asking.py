"""How a command has the running server do an operation: only one process writes."""

import json
import socket
import time
from collections.abc import Mapping
from typing import Any

from bot.operations import door
from bot.settings import Settings
from storage.refusals import Refused

PATIENCE = 30.0  # seconds a command waits for the server
STARTS_WITHIN = 30.0  # seconds between taking the database and opening the door, on a small machine
KNOCK_EVERY = 0.2  # seconds


def ask_server(settings: Settings, name: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- JSON
    """Have the running server do an operation. Raises Refused, also when it does not answer."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PATIENCE)
            _connect(connection, str(door(settings)))
            connection.sendall(json.dumps({"name": name, "arguments": dict(arguments)}).encode() + b"\n")
            with connection.makefile() as lines:
                answer = json.loads(lines.readline())
    except (OSError, ValueError):
        raise Refused("no_answer", "L'assistant tourne sur cette base mais ne répond pas.") from None
    if "refused" in answer:
        raise Refused(answer["refused"], answer["sentence"])
    return answer["done"]


def _connect(connection: socket.socket, place: str) -> None:
    """Reach the server, also while it is still starting. Raises OSError when it does not open its door."""
    end = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            connection.connect(place)
        except (FileNotFoundError, ConnectionRefusedError):
            if time.monotonic() >= end:
                raise
            time.sleep(KNOCK_EVERY)
        else:
            return

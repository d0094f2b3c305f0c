"""How a command has the running server do an operation: only one process writes."""

import json
import socket
from collections.abc import Mapping
from typing import Any

from bot.operations import door
from bot.settings import Settings
from storage.refusals import Refused

PATIENCE = 30.0  # seconds a command waits for the server


def ask_server(settings: Settings, name: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- JSON
    """Have the running server do an operation. Raises Refused, also when it does not answer."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PATIENCE)
            connection.connect(str(door(settings)))
            connection.sendall(json.dumps({"name": name, "arguments": dict(arguments)}).encode() + b"\n")
            with connection.makefile() as lines:
                answer = json.loads(lines.readline())
    except (OSError, ValueError):
        raise Refused("no_answer", "L'assistant tourne sur cette base mais ne répond pas.") from None
    if "refused" in answer:
        raise Refused(answer["refused"], answer["sentence"])
    return answer["done"]

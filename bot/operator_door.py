"""The operator's door: a socket in the data folder, open to this machine's user only, while the server runs."""

import asyncio
import contextlib
import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.operations import Operating, operate
from bot.running import Assistant
from bot.settings import Settings
from storage.database import Database
from storage.refusals import Refused

NAME = "operator.sock"
LONGEST = 64 * 1024  # bytes of a request; operations are small
PATIENCE = 30.0  # seconds a command waits for the server


def door(settings: Settings) -> Path:
    """Where the socket of an installation is."""
    return settings.data / NAME


async def keep_open(assistant: Assistant) -> None:
    """Answer operators until cancelled."""
    path = door(assistant.settings)
    path.unlink(missing_ok=True)
    server = await asyncio.start_unix_server(lambda *streams: _answer(assistant, *streams), path, limit=LONGEST)
    path.chmod(0o600)
    try:
        async with server:
            await server.serve_forever()
    finally:
        path.unlink(missing_ok=True)


async def _answer(assistant: Assistant, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, ValueError):
        request = json.loads(await reader.readline())
        try:
            done = {"done": await assistant.writer.run(_do, assistant, request["name"], request["arguments"])}
        except Refused as refused:
            done = {"refused": refused.code, "sentence": refused.sentence}
        writer.write(json.dumps(done).encode() + b"\n")
        await writer.drain()
    writer.close()


def _do(db: Database, assistant: Assistant, name: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- JSON
    operating = Operating(db, assistant.settings, assistant.house.codes, assistant.clock())
    return operate(operating, name, arguments)


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

"""The operator's door: a socket in the data folder, open to this machine's user only, while the server runs."""

import asyncio
import contextlib
import json
from collections.abc import Mapping
from typing import Any

from bot.operations import Operating, door, operate
from bot.running import Assistant
from storage.database import Database
from storage.refusals import Refused

LONGEST = 64 * 1024  # bytes of a request; operations are small


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

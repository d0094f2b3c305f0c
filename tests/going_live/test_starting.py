"""Who types the next command right after the start is served, not told to come again."""

import asyncio
import socket
from pathlib import Path

import pytest

from bot.commands import asking
from bot.operations import door
from bot.settings import Settings
from storage.refusals import Refused


def installation(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data=tmp_path, database=tmp_path / "a.sqlite")  # type: ignore[call-arg]


async def test_a_command_waits_for_a_server_that_is_still_starting(tmp_path: Path) -> None:
    settings = installation(tmp_path)
    asked = asyncio.ensure_future(asyncio.to_thread(asking.ask_server, settings, "add_cae", {"name": "Ma CAE"}))
    while not await _knocked(asked):
        await asyncio.sleep(0)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert b"add_cae" in await reader.readline()
        writer.write(b'{"done": {"code": "CAE-1"}}\n')
        writer.close()

    async with await asyncio.start_unix_server(answer, door(settings)):
        assert await asked == {"code": "CAE-1"}


async def _knocked(asked: "asyncio.Future[object]") -> bool:
    """Whether it has tried in vain once, without having given up."""
    await asyncio.sleep(2 * asking.KNOCK_EVERY)
    return not asked.done()


def test_a_server_that_never_opens_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "STARTS_WITHIN", 0.0)
    with pytest.raises(Refused, match="ne répond pas"):
        asking.ask_server(installation(tmp_path), "add_cae", {})
    with socket.socket(socket.AF_UNIX) as gone:
        gone.bind(str(door(installation(tmp_path))))
    with pytest.raises(Refused, match="ne répond pas"):
        asking.ask_server(installation(tmp_path), "add_cae", {})

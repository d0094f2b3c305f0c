"""What runs behind the server works on the same database, and reads the same `.env`."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.behind import ran_behind
from bot.clocks import clock_from
from bot.running import Assistant
from bot.settings import Settings


async def test_a_command_behind_the_server_has_its_database_and_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: dict[str, Any] = {}

    class Ended:
        returncode = 0

        async def wait(self) -> int:
            return 0

    async def begin(*command: str, **how: Any) -> Ended:
        begun.update(how, command=command)
        return Ended()

    monkeypatch.setattr(asyncio, "create_subprocess_exec", begin)
    settings = Settings.model_construct(database=tmp_path / "a.sqlite", data=tmp_path / "data")
    assistant = cast(Assistant, SimpleNamespace(settings=settings, clock=clock_from(None)))
    assert await ran_behind(assistant, "voices", "build") == 0
    assert begun["command"][-2:] == ("voices", "build")
    assert begun["env"]["FLASHCOOP_DATABASE"] == str(tmp_path / "a.sqlite")
    assert begun["env"]["FLASHCOOP_DATA"] == str(tmp_path / "data")
    assert "cwd" not in begun, "from another folder it would read another .env, or none"

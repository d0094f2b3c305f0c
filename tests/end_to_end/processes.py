"""The emulator and the bot as processes of their own, talking over real HTTP, as they will in service."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).parents[2]
TOKEN = "123456:an-emulated-token-of-a-bot"
SPEECH = ROOT.parent / "shared" / "speech"
ACKNOWLEDGED = "acknowledged"  # a file of the hasty control: Telegram was told, and nothing is kept yet
STARTS_WITHIN = 90.0  # seconds; a first start makes all clips


class Bot:
    """One installation: its folder, and the process that serves it."""

    def __init__(self, folder: Path, api: str, **settings: str) -> None:
        self.folder, self.api = folder, api
        self.port = _free_port()
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self._log = folder / "bot.log"

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """Its database file."""
        return self.folder / "flashcoop.sqlite"

    def environment(self, now: datetime | None) -> dict[str, str]:
        """The settings as environment variables."""
        settings = {
            "telegram_token": TOKEN,
            "telegram_api": self.api,
            "telegram_name": "flashcoop_bot",
            "telegram_pacing": "false",  # these people answer faster than Telegram would let them be answered
            "database": str(self.database),
            "data": str(self.folder),
            "port": str(self.port),
            "secret": "a secret of the tests, long enough",
            **self._settings,
            **({"now": now.isoformat()} if now else {}),
        }
        return {**os.environ, **{f"FLASHCOOP_{name.upper()}": value for name, value in settings.items()}}

    async def start(self, now: datetime | None = None, *options: str, control: str = "") -> None:
        """Start serving, the clock at `now`; `control` names a module run in place of `bot` (a broken variant)."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", control or "bot", "run", *options,
                cwd=ROOT, env=self.environment(now), stdout=log, stderr=log,
            )  # fmt: skip
        await self._ready()

    async def _ready(self) -> None:
        async with aiohttp.ClientSession() as session, asyncio.timeout(STARTS_WITHIN):
            while True:
                assert self._process is not None
                if self._process.returncode is not None:
                    raise AssertionError(self.log())
                try:
                    async with session.get(f"{self.url}/healthz") as reply:
                        if reply.status == 200:
                            return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)

    def log(self) -> str:
        """What it wrote so far."""
        return self._log.read_text(errors="replace")

    async def kill(self) -> None:
        """End it as a power cut ends a process: SIGKILL, no time for anything."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Ask it to end."""
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(how)
            await self._process.wait()

    async def command(self, *arguments: str, now: datetime | None = None) -> Any:
        """What a command of `flashcoop` answers, as JSON."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments, "--json",
            cwd=ROOT, env=self.environment(now), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await process.communicate()
        assert process.returncode == 0, err.decode()
        return json.loads(out)


class Emulated:
    """The Bot API emulator as a process."""

    def __init__(self) -> None:
        self.url = ""
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it on a free port."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.botapi", "--port", "0", "--token", TOKEN,
            cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout is not None
        self.url = (await self._process.stdout.readline()).decode().strip()

    async def stop(self) -> None:
        """End it."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def open_flashcoop(bot: Bot, now: datetime, count: int, dates: str) -> list[Mapping[str, str]]:
    """A CAE, a Flashcoop and invitations to it, made by the commands as an operator would."""
    await bot.command("cae", "add", "--name", "CAE d'essai", now=now)
    made = await bot.command("cohort", "create", "--name", "Essai", "--cae", "CAE d'essai", "--dates", dates, now=now)
    links: list[Mapping[str, str]] = await bot.command(
        "invite", "--role", "participant", "--cohort", made["code"], "--count", str(count), now=now
    )
    return links

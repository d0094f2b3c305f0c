"""Telegram's methods as plain calls: dictionaries in, `Sent` or `Failure` out."""

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from telegram import Bot
from telegram.constants import FileSizeLimit

from bot.telegram.failures import Failure, Outcome, Sent, failure
from bot.telegram.transport import Lost, NotSent, TooLarge, Transport, Upload

MOST_DOWNLOADED = int(FileSizeLimit.FILESIZE_DOWNLOAD)  # 20 MB: Telegram hands bots no larger file


class Api:
    """One bot at one server. The token is in none of its texts and none of its failures.

    The hot calls (getUpdates, everything that has a row) are dictionaries; `bot` is python-telegram-bot's Bot on
    the same session, for the rare ones. `username` is "" until the bot was greeted.
    """

    def __init__(self, token: str, server: str, transport: Transport | None = None) -> None:
        server = server.rstrip("/")
        self.transport = transport or Transport()
        self.bot_id = token.partition(":")[0]
        self.username = ""
        # Below INFO, python-telegram-bot logs the token when a Bot is made, and what is said to people.
        logging.getLogger("telegram").setLevel(logging.INFO)
        logging.getLogger("telegram.Bot").setLevel(logging.INFO)
        self._calls = f"{server}/bot{token}/"
        self._files = f"{server}/file/bot{token}/"
        self.bot = Bot(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=self.transport,
            get_updates_request=self.transport,
        )

    def __repr__(self) -> str:
        return f"Api(bot {self.bot_id})"

    async def close(self) -> None:
        """Close the session."""
        await self.transport.shutdown()

    async def call(
        self, method: str, fields: Mapping[str, Any], *files: Upload, read_seconds: float | None = None
    ) -> Outcome:
        """Make one call; every way it can end is a value."""
        try:
            status, raw = await self.transport.say(self._calls + method, fields, files, read_seconds)
        except NotSent as error:
            return Failure("down", f"not sent: {error}")
        except Lost as error:
            return Failure("lost", f"no reply: {error}")
        return _read(status, raw)

    async def download(self, path: str) -> bytes | Failure:
        """The bytes behind a file path that getFile gave, at most 20 MB."""
        try:
            status, content = await self.transport.download(self._files + quote(path), MOST_DOWNLOADED)
        except TooLarge as error:
            return Failure("too_big", str(error))
        except (NotSent, Lost) as error:
            return Failure("down", f"not fetched: {error}")
        if status == 200:
            return content
        return (
            Failure("gone", f"HTTP {status}") if status < 500 and status != 429 else Failure("down", f"HTTP {status}")
        )


def _read(status: int, raw: bytes) -> Outcome:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        # A proxy's page; and what Telegram itself says with 200 can be trusted to have been accepted.
        return Failure("lost", "unreadable reply") if status == 200 else failure(status, None)
    if status == 200 and isinstance(body, dict) and body.get("ok") is True and "result" in body:
        return Sent(body["result"])
    return Failure("lost", "unreadable reply") if status == 200 else failure(status, body)

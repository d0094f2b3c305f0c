"""A line that fails before anything has left: connections refused, and reset when they are to carry a request."""

import errno
import random
from typing import Any

import aiohttp

from bot.telegram.transport import Transport


class Wire:
    """Lets a share of a transport's requests fail where Telegram cannot have seen them; `met` counts those."""

    def __init__(self, chance: random.Random, share: float) -> None:
        self.met = 0
        self._chance, self._share = chance, share

    async def under(self, transport: Transport) -> None:
        """Stand between a transport and the network."""
        await transport.initialize()
        assert transport._session is not None
        connector: Any = transport._session.connector
        connect = connector.connect

        async def stumble(request: aiohttp.ClientRequest, *args: Any, **named: Any) -> Any:
            if "/send" in request.url.path and self._chance.random() < self._share:
                self.met += 1
                raise self._problem(request)
            return await connect(request, *args, **named)

        connector.connect = stumble

    def clear(self) -> None:
        """Let everything pass."""
        self._share = 0.0

    def _problem(self, request: aiohttp.ClientRequest) -> aiohttp.ClientError:
        if self._chance.random() < 0.5:
            return aiohttp.ClientConnectorError(request.connection_key, OSError(errno.ECONNREFUSED, "refused"))
        return aiohttp.ClientOSError(errno.ECONNRESET, "reset")

"""The control API under ``/_people``: other processes act as the people and read the journal."""

from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .acts import CannotDoError
from .calls import Json
from .clock import HandClock
from .doors import LocalDoor
from .refusals import RefusedError
from .weather import trouble_from

if TYPE_CHECKING:
    from .emulator import Emulator

# One look waits no longer than this, so that proxies and clients never cut it; the client looks again.
LOOK_LIMIT = 25.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def packed(told: Json) -> Json:
    """Return arguments as JSON: bytes become {"base64": …}."""
    return {
        name: {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value
        for name, value in told.items()
    }


def unpacked(told: Json) -> Json:
    """Return what `packed` was given."""
    return {
        name: b64decode(value["base64"]) if isinstance(value, dict) and "base64" in value else value
        for name, value in told.items()
    }


class Control:
    """The handlers, one a route."""

    def __init__(self, emulator: "Emulator") -> None:
        self._emulator = emulator
        self._door = LocalDoor(emulator.world)

    async def health(self, request: web.Request) -> Any:
        """Say that the emulator listens, and for which bots."""
        return {"bots": [account.id for account in self._emulator.world.accounts.values()]}

    async def add_person(self, request: web.Request) -> Any:
        """Register a person: name, language_code, bot_id (the first bot's when absent)."""
        told = await request.json()
        account = self._emulator.account(told.get("bot_id"))
        user = self._emulator.world.add_person(str(told["name"]), str(told.get("language_code", "fa")))
        return {"bot_id": account.id, "user": user}

    async def act(self, request: web.Request) -> Any:
        """Do something as a person; see `acts.Deeds`."""
        told = unpacked(await request.json())
        return await self._door.act(*_who(request), request.match_info["act"], told)

    async def look(self, request: web.Request) -> Any:
        """Return what changed in a person's chat, waiting for a change."""
        since = int(request.query.get("since", "0"))
        seconds = min(float(request.query.get("seconds", "0")), LOOK_LIMIT)
        return await self._door.look(*_who(request), since, seconds)

    async def fetch(self, request: web.Request) -> web.StreamResponse:
        """Return the bytes of a file in a chat."""
        bot_id, file_id = int(request.match_info["bot"]), request.match_info["file"]
        return web.Response(body=await self._door.fetch(bot_id, file_id))

    async def journal(self, request: web.Request) -> Any:
        """Return the calls after a number, of a method, of a chat."""
        chat_id = int(request.query["chat_id"]) if "chat_id" in request.query else None
        since = int(request.query.get("since", "0"))
        entries = self._emulator.journal.calls(request.query.get("method", ""), chat_id)
        return [entry.to_json() for entry in entries if entry.number >= since]

    async def weather(self, request: web.Request) -> Any:
        """Script a trouble, or a flood when `retry_after` is given."""
        told = await request.json()
        if "retry_after" in told:
            self._emulator.floods(float(told["retry_after"]), told.get("chat_id"))
        else:
            self._emulator.meets(trouble_from(told.pop("trouble")), **told)
        return {}

    async def clear_weather(self, request: web.Request) -> Any:
        """Forget all troubles."""
        self._emulator.weather.clear()
        return {}

    async def advance(self, request: web.Request) -> Any:
        """Move the clock on by `seconds`, where it is one moved by hand; say the time."""
        clock = self._emulator.clock
        told = await request.json()
        if not isinstance(clock, HandClock):
            raise CannotDoError("this emulator runs on the wall's time; start it with --now")
        clock.advance(float(told["seconds"]))
        return {"now": clock.now()}

    async def inject(self, request: web.Request) -> Any:
        """Queue a raw update, or repeat one when `repeat` names its id."""
        told = await request.json()
        if "repeat" in told:
            again = self._emulator.repeats(int(told["repeat"]), bool(told.get("fresh")), told.get("bot_id"))
            return {"update_id": again}
        return {"update_id": self._emulator.injects(told["update"], told.get("bot_id"))}


def _who(request: web.Request) -> tuple[int, int]:
    return int(request.match_info["bot"]), int(request.match_info["person"])


def _answering(handler: Callable[[web.Request], Awaitable[Any]]) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            told = await handler(request)
        except (CannotDoError, RefusedError) as problem:
            return web.json_response({"error": str(problem)}, status=409)
        except (KeyError, ValueError, TypeError, AttributeError) as problem:
            return web.json_response({"error": f"{type(problem).__name__}: {problem}"}, status=400)
        return told if isinstance(told, web.StreamResponse) else web.json_response(told)

    return answer


def add_routes(app: web.Application, emulator: "Emulator") -> None:
    """Add the control API to the emulator's server."""
    control = Control(emulator)
    routes: list[tuple[str, str, Callable[[web.Request], Awaitable[Any]]]] = [
        ("GET", "", control.health),
        ("POST", "/persons", control.add_person),
        ("POST", "/{bot}/{person}/acts/{act}", control.act),
        ("GET", "/{bot}/{person}/chat", control.look),
        ("GET", "/{bot}/files/{file}", control.fetch),
        ("GET", "/journal", control.journal),
        ("POST", "/weather", control.weather),
        ("DELETE", "/weather", control.clear_weather),
        ("POST", "/updates", control.inject),
        ("POST", "/clock", control.advance),
    ]
    for method, path, handler in routes:
        app.router.add_route(method, f"/_people{path}", _answering(handler))

"""One call of a bot, whatever way its parameters came over HTTP."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from .refusals import RefusedError, bad

Json = dict[str, Any]

# The server's own limit for an upload by a bot (Bot API, "Sending files").
UPLOAD_LIMIT = 50 * 1024 * 1024
# Room for the other fields and the multipart frame around a file of that size.
BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024

TRUE_WORDS = ("true", "yes", "1")


@dataclass(slots=True)
class Upload:
    """A file in a multipart body."""

    name: str
    content: bytes

    def summary(self) -> Json:
        """Return what the journal keeps of it: name, size in bytes and SHA-256 in hex."""
        return {"name": self.name, "size": len(self.content), "sha256": sha256(self.content).hexdigest()}


@dataclass(slots=True)
class Call:
    """A method with its parameters as sent (strings in forms, any JSON in JSON bodies)."""

    bot_id: int
    method: str
    parameters: Json
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a parameter as a string, empty when absent."""
        value = self.parameters.get(name, "")
        if isinstance(value, dict | list):
            return json.dumps(value)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a parameter as an integer, `default` when absent or not a number."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Return a parameter as a boolean."""
        return self.text(name).lower() in TRUE_WORDS

    def structure(self, name: str, label: str) -> Any:
        """Return a parameter that is JSON, decoded when it came as a string; None when absent."""
        value = self.parameters.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {label} JSON object") from None

    def integers(self, name: str, label: str) -> list[int]:
        """Return a parameter that is a list of integers, empty when absent or none."""
        values = self.structure(name, label)
        if not isinstance(values, list):
            return []
        return [value for value in values if isinstance(value, int)]

    @property
    def chat_id(self) -> int | None:
        """The chat a call is about, for weather and journal; None when it names none."""
        return self.integer("chat_id") or None


async def read_call(request: web.Request, bot_id: int) -> Call:
    """Return the call in a request: query string, JSON, urlencoded or multipart."""
    call = Call(bot_id, request.match_info["method"].lower(), dict(request.query))
    if request.method != "POST" or not request.can_read_body:
        return call
    try:
        await _read_body(request, call)
    except web.HTTPRequestEntityTooLarge:
        raise RefusedError(413, "Request Entity Too Large") from None
    except (ValueError, LookupError, web.RequestPayloadError, HttpProcessingError):
        raise bad("can't parse request body") from None
    return call


async def _read_body(request: web.Request, call: Call) -> None:
    if request.content_type == "application/json":
        call.parameters |= _json_object(await request.text())
        return
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            call.files[name] = Upload(value.filename, value.file.read())
        elif isinstance(value, str):
            call.parameters[name] = value
        else:
            call.parameters[name] = bytes(value).decode("utf-8", "replace")


def _json_object(text: str) -> Json:
    if not text.strip():
        return {}
    try:
        value = json.loads(text)
    except ValueError:
        raise bad("can't parse request body as JSON") from None
    if not isinstance(value, dict):
        raise bad("object expected as request body")
    return value

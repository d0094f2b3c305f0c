"""A posted form, before it is kept: what it says, what it carries, and the name that makes it count once."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from bot.web.limits import FIELD, FIELDS, VOICE

SAYS = ("act", "of", "asked", "choice", "key", "control", "text")
NONCE = re.compile(r"[A-Za-z0-9_-]{8,64}")
MIME = re.compile(r"[a-z]+/[a-z0-9.+-]{1,40}")
# What browsers and phones call a recording; anything else is no voice and is not kept.
VOICES = ("audio/", "video/", "application/ogg", "application/octet-stream")


@dataclass(frozen=True)
class Posted:
    """One act of a page. `content` holds the bytes of a voice, to be on disk before the row is."""

    body: Mapping[str, Any]
    nonce: str
    content: bytes | None = field(default=None, repr=False)
    mime: str = ""
    too_big: bool = False

    @property
    def key(self) -> str:
        """The same for the same act of the same page, however often it is posted."""
        said = json.dumps(self.body, sort_keys=True).encode() + (self.content or b"")
        return f"{self.nonce}:{hashlib.sha256(said).hexdigest()[:24]}"


async def read_post(request: Request) -> Posted:
    """The act of a request. Raises HTTPException for a form no browser makes."""
    async with request.form(max_files=1, max_fields=FIELDS, max_part_size=FIELD) as form:
        body = {name: value for name in SAYS if isinstance(value := form.get(name), str)}
        given = form.get("nonce")
        nonce = given if isinstance(given, str) and NONCE.fullmatch(given) else secrets.token_urlsafe(12)
        if body.get("act") != "voice":
            return Posted(body, nonce)
        return await _voice(body, nonce, form)


async def _voice(body: dict[str, str], nonce: str, form: FormData) -> Posted:
    file = form.get("voice")
    if not isinstance(file, UploadFile) or not file.filename:
        return Posted(body, nonce)
    if file.size is not None and file.size > VOICE:
        return Posted(body, nonce, too_big=True)
    mime = (file.content_type or "").partition(";")[0].strip().lower()
    if not mime.startswith(VOICES):
        return Posted(body, nonce)
    content = await file.read()
    return Posted(body, nonce, content, mime if MIME.fullmatch(mime) else "application/octet-stream")

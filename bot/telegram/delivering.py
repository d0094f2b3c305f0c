"""One call to one person: its media, the ways it can take, what comes of it."""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.running import Assistant
from bot.telegram.api import Api
from bot.telegram.failures import REMEDIES, Failure, Outcome, Sent
from bot.telegram.media import Media, prepare
from bot.telegram.rows import Claimed
from storage import uploads

# What is tried when a way is refused, in this order. A person may forbid voice messages in her settings, and a
# clip or an image may not be had: she still gets the words, with the same buttons.
WAYS: Mapping[str, tuple[str, ...]] = {
    "sendVoice": ("sendVoice", "sendAudio", "sendMessage"),
    "sendPhoto": ("sendPhoto", "sendMessage"),
}
PARTS = {"sendVoice": "voice", "sendAudio": "audio", "sendPhoto": "photo"}
ACTIONS = {"sendVoice": "record_voice", "sendAudio": "upload_voice", "sendPhoto": "upload_photo"}

log = structlog.get_logger(__name__)


class Delivery:
    """Makes calls; nothing here touches their rows."""

    def __init__(self, api: Api, assistant: Assistant) -> None:
        self._api = api
        self._assistant = assistant
        self._voiceless: set[str] = set()
        self._file_ids: dict[str, str] = {}

    async def deliver(self, claimed: Claimed) -> Outcome:
        """Make a call, in another form where the first is refused; the last form's outcome."""
        payload = claimed.call.payload
        fields = {"chat_id": int(claimed.chat), **payload["fields"]}
        if claimed.message is not None:
            fields["message_id"] = claimed.message
        if "media" not in payload:
            return await self._api.call(claimed.call.method, fields)
        return await self._in_some_form(claimed, fields, payload)

    async def _in_some_form(self, claimed: Claimed, fields: dict[str, Any], payload: Mapping[str, Any]) -> Outcome:
        outcome: Outcome = Failure("refused", "no form of it could be made")
        for way in self._ways(claimed):
            if way == "sendMessage":
                outcome = await self._api.call(way, _as_text(fields, payload["text"]))
            elif media := await self._prepared(claimed, way, payload["media"]):
                outcome = await self._with_media(way, fields, media)
            else:
                continue
            if isinstance(outcome, Sent) or REMEDIES[outcome.kind] != "otherwise":
                return outcome
            self._note(claimed, way, outcome)
        return outcome

    def _ways(self, claimed: Claimed) -> tuple[str, ...]:
        ways = WAYS[claimed.call.method]
        if "take" in claimed.call.payload["media"]:
            ways = tuple(
                way for way in ways if way != "sendAudio"
            )  # what people sent is decoded elsewhere, or not at all
        return tuple(way for way in ways if way != "sendVoice" or claimed.chat not in self._voiceless)

    async def _prepared(self, claimed: Claimed, way: str, wanted: Mapping[str, Any]) -> Media | None:
        try:
            media = await prepare(wanted, self._assistant, way)
        except Exception as error:  # no voice, no picture, no disk: the words are sent
            log.warning("media_missing", call=claimed.call.id, way=way, error=type(error).__name__)
            return None
        if await self._known(media.key) is None:
            await self._api.call("sendChatAction", {"chat_id": int(claimed.chat), "action": ACTIONS[way]})
        return media

    async def _with_media(self, way: str, fields: Mapping[str, Any], media: Media) -> Outcome:
        """By the file id Telegram gave the same bytes before, else by uploading them."""
        part = PARTS[way]
        fields = {**fields, **media.fields}
        known = await self._known(media.key)
        if known is not None:
            outcome = await self._api.call(way, {**fields, part: known})
            if isinstance(outcome, Sent) or REMEDIES[outcome.kind] != "upload":
                return outcome
            await self._forget(media.key)
        try:
            file = await media.upload(part)
        except Exception as error:  # an image that cannot be drawn: the words are sent
            return Failure("refused", f"media: {type(error).__name__}")
        outcome = await self._api.call(way, fields, file)
        if isinstance(outcome, Sent) and (file_id := _file_id(outcome.result, part)):
            await self._remember(media.key, file_id)
        return outcome

    async def _known(self, key: str | None) -> str | None:
        if key is not None and key not in self._file_ids:
            kept = await self._assistant.writer.run(uploads.uploaded, self._api.bot_id, key)
            if kept is not None:
                self._file_ids[key] = kept
        return self._file_ids.get(key or "")

    async def _remember(self, key: str | None, file_id: str) -> None:
        if key is not None:
            self._file_ids[key] = file_id
            await self._assistant.writer.run(uploads.remember_upload, self._api.bot_id, key, file_id)

    async def _forget(self, key: str | None) -> None:
        if key is not None:
            self._file_ids.pop(key, None)
            await self._assistant.writer.run(uploads.forget_upload, self._api.bot_id, key)

    def _note(self, claimed: Claimed, way: str, outcome: Failure) -> None:
        if outcome.kind == "voiceless":
            self._voiceless.add(claimed.chat)
        log.warning("form_refused", call=claimed.call.id, way=way, kind=outcome.kind, reason=outcome.reason)


def _as_text(fields: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {"text": text, **{name: value for name, value in fields.items() if name != "caption"}}


def _file_id(result: Any, part: str) -> str | None:  # noqa: ANN401 -- a message, as Telegram gave it
    """The name Telegram gave to what was uploaded; an image has one for each size, the largest last."""
    described = result.get(part) if isinstance(result, Mapping) else None
    if isinstance(described, list):
        described = described[-1] if described else None
    file_id = described.get("file_id") if isinstance(described, Mapping) else None
    return file_id if isinstance(file_id, str) else None

"""One call to one person: its media, the ways it can take, what comes of it."""

from collections.abc import Callable, Mapping
from typing import Any

import structlog

from bot.running import Assistant
from bot.telegram.api import Api
from bot.telegram.failures import REMEDIES, Failure, Outcome, Sent
from bot.telegram.fileids import FileIds
from bot.telegram.media import Media, prepare
from bot.telegram.rows import Claimed

# What is tried when a way is refused, in this order. A person may forbid voice messages in her settings, and a
# clip or an image may not be had: she still gets the words, with the same buttons.
WAYS: Mapping[str, tuple[str, ...]] = {
    "sendVoice": ("sendVoice", "sendAudio", "sendMessage"),
    "sendPhoto": ("sendPhoto", "sendMessage"),
    "sendDocument": ("sendDocument",),
}
PARTS = {"sendVoice": "voice", "sendAudio": "audio", "sendPhoto": "photo", "sendDocument": "document"}
ACTIONS = {
    "sendVoice": "record_voice",
    "sendAudio": "upload_voice",
    "sendPhoto": "upload_photo",
    "sendDocument": "upload_document",
}

log = structlog.get_logger(__name__)

Leaving = Callable[[], None]


class Delivery:
    """Makes calls; nothing here touches their rows."""

    def __init__(self, api: Api, assistant: Assistant) -> None:
        self._api = api
        self._assistant = assistant
        self._voiceless: set[str] = set()
        self._ids = FileIds(api.bot_id, assistant.writer)

    async def deliver(self, claimed: Claimed, leaves: Leaving = lambda: None) -> Outcome:
        """Make a call, in another form where the first is refused; the last form's outcome. `leaves` is told just
        before a request to the chat is made.
        """
        payload = claimed.call.payload
        fields = {"chat_id": int(claimed.chat), **payload["fields"]}
        if claimed.message is not None:
            fields["message_id"] = claimed.message
        if "media" not in payload:
            leaves()
            return await self._api.call(claimed.call.method, fields)
        return await self._in_some_form(claimed, fields, payload, leaves)

    async def _in_some_form(
        self, claimed: Claimed, fields: dict[str, Any], payload: Mapping[str, Any], leaves: Leaving
    ) -> Outcome:
        outcome: Outcome = Failure("refused", "no form of it could be made")
        for way in self._ways(claimed):
            if way == "sendMessage":
                leaves()
                outcome = await self._api.call(way, _as_text(fields, payload["text"]))
            elif (known := await self._known(claimed, way, fields, leaves)) is not None:
                outcome = known
            else:
                media = await self._prepared(claimed, way, payload["media"])
                if media is None:
                    continue
                outcome = media if isinstance(media, Failure) else await self._with_media(way, fields, media, leaves)
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

    async def _known(self, claimed: Claimed, way: str, fields: Mapping[str, Any], leaves: Leaving) -> Outcome | None:
        """The short way: what was said to somebody else not long ago has a name. None where it has to be made."""
        named = self._ids.at_hand(self._meaning(way, claimed.call.payload["media"]), self._now())
        if named is None:
            return None
        leaves()
        outcome = await self._api.call(way, {**fields, **named.fields, PARTS[way]: named.file_id})
        if isinstance(outcome, Sent) or REMEDIES[outcome.kind] != "upload":
            return outcome
        await self._ids.forget(named.key)
        return None

    def _meaning(self, way: str, wanted: Mapping[str, Any]) -> str:
        """What is wished for, as of now: a take recorded or taken back a moment ago counts at once."""
        edition = self._assistant.recorded.edition if "sounds" in wanted else ""
        return f"{way}{edition}\0{wanted}"

    def _now(self) -> float:
        return self._assistant.clock().timestamp()

    async def _prepared(self, claimed: Claimed, way: str, wanted: Mapping[str, Any]) -> Media | Failure | None:
        """What is to be sent; None where it cannot be had, and a refusal that holds for what would follow."""
        meaning = self._meaning(way, wanted)
        try:
            media = await prepare(wanted, self._assistant, way)
        except Exception as error:  # no voice, no picture, no disk: the words are sent
            log.warning("media_missing", call=claimed.call.id, way=way, error=type(error).__name__)
            return None
        self._ids.means(meaning, media.key, media.fields, self._now())
        if await self._ids.known(media.key) is None:
            shown = await self._api.call("sendChatAction", {"chat_id": int(claimed.chat), "action": ACTIONS[way]})
            if isinstance(shown, Failure) and REMEDIES[shown.kind] in ("wait", "leave", "follow", "stop"):
                return shown
        return media

    async def _with_media(self, way: str, fields: Mapping[str, Any], media: Media, leaves: Leaving) -> Outcome:
        """By the file id Telegram gave the same bytes before, else by uploading them."""
        fields = {**fields, **media.fields}
        known = await self._ids.known(media.key)
        if known is None and media.key is not None:
            # Many are asked the same at once: one uploads, the others wait for what it is called.
            async with self._ids.first(media.key):
                known = await self._ids.known(media.key)
                if known is None:
                    return await self._upload(way, fields, media, leaves)
        if known is None:
            return await self._upload(way, fields, media, leaves)
        leaves()
        outcome = await self._api.call(way, {**fields, PARTS[way]: known})
        if isinstance(outcome, Sent) or REMEDIES[outcome.kind] != "upload":
            return outcome
        await self._ids.forget(media.key)
        return await self._upload(way, fields, media, leaves)

    async def _upload(self, way: str, fields: Mapping[str, Any], media: Media, leaves: Leaving) -> Outcome:
        part = PARTS[way]
        try:
            file = await media.upload(part)
        except Exception as error:  # an image that cannot be drawn: the words are sent
            return Failure("refused", f"media: {type(error).__name__}")
        leaves()
        outcome = await self._api.call(way, fields, file)
        if isinstance(outcome, Sent) and (file_id := _file_id(outcome.result, part)):
            await self._ids.remember(media.key, file_id)
        return outcome

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

"""A message as the person sees it on her screen."""

from dataclasses import dataclass
from typing import Any

from .calls import Json

KINDS = ("voice", "photo", "audio", "document", "sticker", "video", "video_note", "contact", "location")


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """One message of the chat, in its latest form."""

    message: Json
    deleted: bool = False

    @property
    def id(self) -> int:
        """Its id in the chat."""
        return int(self.message["message_id"])

    @property
    def from_bot(self) -> bool:
        """Say whether the bot wrote it."""
        return bool(self.message["from"]["is_bot"])

    @property
    def kind(self) -> str:
        """What it is: text, voice, photo…"""
        return next((kind for kind in KINDS if kind in self.message), "text")

    @property
    def text(self) -> str:
        """Its text or caption, empty when it has neither."""
        return str(self.message.get("text", self.caption))

    @property
    def caption(self) -> str:
        """The words under a file."""
        return str(self.message.get("caption", ""))

    @property
    def voice(self) -> Json | None:
        """The voice message: file_id, file_unique_id, duration in seconds, mime_type, file_size."""
        return self.message.get("voice")

    @property
    def photo(self) -> list[Json] | None:
        """The sizes of the photo, smallest first."""
        return self.message.get("photo")

    @property
    def edited(self) -> bool:
        """Say whether it was changed after it came."""
        return "edit_date" in self.message

    @property
    def keyboard(self) -> list[list[Json]]:
        """The rows of buttons under it."""
        rows: list[list[Json]] = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """The words on its buttons, row after row."""
        return [str(button["text"]) for row in self.keyboard for button in row]

    @property
    def datas(self) -> list[str]:
        """The callback data of its buttons, row after row."""
        return [str(button["callback_data"]) for row in self.keyboard for button in row if "callback_data" in button]

    def file_id(self) -> str:
        """Return the id of its file, the largest size of a photo."""
        part: Any = self.message[self.kind]
        return str((part[-1] if isinstance(part, list) else part)["file_id"])

    def __repr__(self) -> str:
        marks = ("edited " if self.edited else "") + ("deleted " if self.deleted else "")
        return f"<{self.id} {marks}{self.kind} {self.text!r} {self.buttons}>"

"""Telegram's file store: one unique id a content, a re-usable file id of its own for each bot."""

import mimetypes
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256

from .calls import Json
from .media import Sound, draw_sizes, hear
from .refusals import WRONG_FILE, bad

# Bot API, getFile: "bots can download files of up to 20MB in size".
DOWNLOAD_LIMIT = 20 * 1024 * 1024
# Bot API, sendPhoto: "at most 10 MB in size".
PHOTO_LIMIT = 10 * 1024 * 1024

FOLDERS = {
    "voice": ("voice", ".oga"),
    "audio": ("music", ".mp3"),
    "photo": ("photos", ".jpg"),
    "sticker": ("stickers", ".webp"),
    "video_note": ("video_notes", ".mp4"),
    "video": ("videos", ".mp4"),
    "document": ("documents", ""),
}
# What TDLib calls the kinds in "can't use file of type … as …".
TYPE_NAMES = {
    "voice": "VoiceNote",
    "audio": "Audio",
    "photo": "Photo",
    "sticker": "Sticker",
    "video_note": "VideoNote",
    "video": "Video",
    "document": "Document",
}


@dataclass(slots=True)
class StoredFile:
    """A file as Telegram keeps it; `facts` are the fields its kind adds in a message."""

    kind: str
    content: bytes
    size: int
    unique_id: str
    path: str
    facts: Json = field(default_factory=dict)
    sizes: "list[StoredFile]" = field(default_factory=list)

    def as_seen_by(self, bot_id: int) -> Json:
        """Return the object that describes the file to one bot, a photo's as one PhotoSize."""
        return {
            "file_id": file_id(self, bot_id),
            "file_unique_id": self.unique_id,
            **self.facts,
            "file_size": self.size,
        }


def file_id(file: StoredFile, bot_id: int) -> str:
    """Return a bot's own id of a file: longer than callback data may be, as the real ones are."""
    digest = sha256(f"{bot_id}/{file.path}/{file.unique_id}".encode()).digest()
    return "AwAC" + _letters(digest + digest[:22])


def _letters(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


class FileStore:
    """All files of all bots."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, str, str], StoredFile] = {}
        self._by_id: dict[tuple[int, str], StoredFile] = {}
        self._published: dict[tuple[int, str], StoredFile] = {}

    def keep(self, kind: str, content: bytes, name: str = "", size: int | None = None) -> StoredFile:
        """Store a content as a kind of file, once; `size` claims another size than the bytes have."""
        digest = sha256(content).hexdigest() + ("" if size is None else f"/{size}")
        known = self._files.get((kind, digest, name))
        if known is None:
            known = self._files[kind, digest, name] = self._new(kind, content, name, digest, size)
        return known

    def _new(self, kind: str, content: bytes, name: str, digest: str, size: int | None) -> StoredFile:
        unique = "AgAD" + _letters(sha256(f"{kind}{digest}".encode()).digest()[:9])
        folder, suffix = FOLDERS[kind]
        path = f"{folder}/file_{len(self._files)}{suffix or _suffix(name)}"
        real_size = len(content) if size is None else size
        file = StoredFile(kind, content, real_size, unique, path)
        if kind == "photo":
            file.sizes = self._sizes(content, digest)
        else:
            file.facts = _facts(kind, content, name)
        return file

    def _sizes(self, content: bytes, digest: str) -> list[StoredFile]:
        if len(content) > PHOTO_LIMIT:
            raise bad("too big for a photo")
        sizes: list[StoredFile] = []
        for drawing in draw_sizes(content):
            number = len(self._files) + len(sizes)
            unique = "AQAD" + _letters(sha256(f"{digest}/{drawing.width}".encode()).digest()[:9])
            path = f"photos/file_{number}_{drawing.width}.jpg"
            facts = {"width": drawing.width, "height": drawing.height}
            sizes.append(StoredFile("photo", drawing.content, len(drawing.content), unique, path, facts, sizes))
        return sizes

    def describe(self, file: StoredFile, bot_id: int) -> Json | list[Json]:
        """Return what a message says of a file, remembering the ids it gives away."""
        parts = file.sizes if file.kind == "photo" else [file]
        seen = [part.as_seen_by(bot_id) for part in parts]
        for part, view in zip(parts, seen, strict=True):
            self._by_id[bot_id, view["file_id"]] = part
        return seen if file.kind == "photo" else seen[0]

    def find(self, bot_id: int, identifier: str) -> StoredFile:
        """Return the file behind a bot's id; another bot's id is as wrong as an invented one."""
        file = self._by_id.get((bot_id, identifier))
        if file is None:
            raise bad(WRONG_FILE)
        return file

    def reuse(self, bot_id: int, identifier: str, kind: str) -> StoredFile:
        """Return a file to send again as the same kind."""
        if identifier.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")
        file = self.find(bot_id, identifier)
        if file.kind != kind:
            raise bad(f"can't use file of type {TYPE_NAMES[file.kind]} as {TYPE_NAMES[kind]}")
        return file

    def publish(self, bot_id: int, identifier: str) -> Json:
        """Return getFile's answer and make its path downloadable."""
        file = self._by_id.get((bot_id, identifier))
        if file is None:
            raise bad("invalid file_id")
        if file.size > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        self._published[bot_id, file.path] = file
        view = file.as_seen_by(bot_id)
        kept = {name: view[name] for name in ("file_id", "file_unique_id", "file_size")}
        return kept | {"file_path": file.path}

    def download(self, bot_id: int, path: str) -> bytes | None:
        """Return the bytes of a published path."""
        file = self._published.get((bot_id, path))
        return None if file is None else file.content


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:] if dot >= 0 else ""


def _facts(kind: str, content: bytes, name: str) -> Json:
    sound = hear(content) if kind in ("voice", "audio", "video_note", "video") else None
    seconds = sound.seconds() if sound else 0
    if kind == "voice":
        return {"duration": seconds, "mime_type": _voice_mime(sound)}
    if kind == "sticker":
        shape = {"type": "regular", "width": 512, "height": 512, "emoji": "🙂"}
        return shape | {"is_animated": False, "is_video": False}
    if kind == "video_note":
        return {"length": 240, "duration": seconds}
    named = {"file_name": name} if name else {}
    mime = {"mime_type": mimetypes.guess_type(name)[0] or "application/octet-stream"}
    if kind == "audio":
        return {"duration": seconds} | named | ({"mime_type": "audio/mpeg"} if not name else mime)
    if kind == "video":
        return {"width": 640, "height": 480, "duration": seconds} | named | mime
    return named | mime


def _voice_mime(sound: Sound | None) -> str:
    return {"mp3": "audio/mpeg", "mov": "audio/mp4"}.get(sound.container if sound else "ogg", "audio/ogg")

"""Every call with what became of it: the truth other records are compared with."""

from dataclasses import dataclass

from .calls import Call, Json
from .clock import Bell


@dataclass(slots=True)
class Entry:
    """One call; `at` in seconds of the emulator's clock, files as name, size and SHA-256.

    `accepted` says whether Telegram acted on it, `answered` whether the bot was told so.
    """

    number: int
    at: float
    bot: str
    method: str
    parameters: Json
    files: dict[str, Json]
    status: int | None = None
    description: str = ""
    message_id: int | None = None
    accepted: bool = False
    answered: bool = False

    @property
    def chat_id(self) -> int | None:
        """The chat the call named."""
        value = str(self.parameters.get("chat_id"))
        return int(value) if value.lstrip("-").isdigit() else None

    def to_json(self) -> Json:
        """Return the entry as a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


class Journal:
    """The entries in the order the calls came in."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.bell = Bell()

    def open(self, call: Call, at: float) -> Entry:
        """Write a call down before anything happens to it; the token is left out but for its id."""
        files = {name: upload.summary() for name, upload in call.files.items()}
        entry = Entry(len(self.entries), at, f"{call.bot_id}:…", call.method, call.parameters, files)
        self.entries.append(entry)
        self.bell.ring()
        return entry

    def calls(self, method: str = "", chat_id: int | None = None) -> list[Entry]:
        """Return the entries of a method, of a chat, or of both."""
        wanted = method.lower()
        return [
            entry
            for entry in self.entries
            if (not wanted or entry.method == wanted) and (chat_id is None or entry.chat_id == chat_id)
        ]

    def accepted(self, chat_id: int | None = None) -> list[Entry]:
        """Return the messages Telegram took, told or not: every accepted call of a sending method."""
        return [
            entry
            for entry in self.calls(chat_id=chat_id)
            if entry.accepted and entry.method.startswith("send") and entry.method != "sendchataction"
        ]

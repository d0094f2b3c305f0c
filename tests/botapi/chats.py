"""One chat between a bot and people, as both sides know it."""

from .calls import Json
from .clock import Bell
from .refusals import bad, forbidden, migrated


class Chat:
    """Messages with ids of their own from 1, and what stands between bot and person."""

    def __init__(self, described: Json) -> None:
        self.described = described
        self.messages: dict[int, Json] = {}
        self.deleted: set[int] = set()
        self.reply_keyboard: Json | None = None
        self.toasts: list[Json] = []
        self.actions: list[str] = []
        self.started = False
        self.blocked = False
        self.deactivated = False
        self.accepts_voices = True
        self.kicked = False
        self.moved_to: int | None = None
        self.topics: dict[int, str] = {}
        self.bell = Bell()
        self._next_id = 1
        self._version = 0
        self._changed: dict[int, int] = {}

    @property
    def id(self) -> int:
        """The chat's id."""
        return int(self.described["id"])

    def add(self, message: Json) -> Json:
        """Keep a new message under the next id."""
        message = {"message_id": self._next_id} | message
        self._next_id += 1
        self.messages[message["message_id"]] = message
        self.touch(message["message_id"])
        return message

    def replace(self, message: Json) -> Json:
        """Keep the changed form of a message."""
        self.messages[message["message_id"]] = message
        self.touch(message["message_id"])
        return message

    def delete(self, message_id: int) -> None:
        """Take a message away from both sides."""
        self.deleted.add(message_id)
        self.touch(message_id)

    def existing(self, message_id: int) -> Json | None:
        """Return a message that is still there."""
        return None if message_id in self.deleted else self.messages.get(message_id)

    def touch(self, message_id: int | None = None) -> None:
        """Note that something changed and wake whoever looks at the chat."""
        self._version += 1
        if message_id is not None:
            self._changed.pop(message_id, None)
            self._changed[message_id] = self._version
        self.bell.ring()

    def refuse_unreachable(self) -> None:
        """Refuse what cannot arrive: no chat yet, blocked, gone."""
        if self.moved_to is not None:
            raise migrated(self.moved_to)
        if self.kicked:
            raise forbidden(f"bot was kicked from the {self.described['type']} chat")
        if self.deactivated:
            raise forbidden("user is deactivated")
        if not self.started:
            raise bad("chat not found")
        if self.blocked:
            raise forbidden("bot was blocked by the user")

    def since(self, version: int) -> Json:
        """Return what changed after a version, as JSON."""
        changed = []
        for message_id in reversed(self._changed):
            if self._changed[message_id] <= version:
                break
            changed.append(self._view(message_id))
        return {
            "version": self._version,
            "messages": sorted(changed, key=lambda view: int(view["message"]["message_id"])),
            "toasts": self.toasts,
            "actions": self.actions,
            "reply_keyboard": self.reply_keyboard,
        }

    def _view(self, message_id: int) -> Json:
        return {"message": self.messages[message_id], "deleted": message_id in self.deleted}

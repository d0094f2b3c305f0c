"""Groups a bot is in: people talk there, it becomes a supergroup under another id, the bot is put out."""

from .calls import Json
from .chats import Chat
from .people import Person
from .world import Account, World

FIRST_GROUP = -4_000_000_001
# Supergroups' ids begin with -100 and say nothing of the old one (core.telegram.org/bots/api#chat).
FIRST_SUPERGROUP = -1_001_800_000_001


class Group:
    """One group; `id` changes when it becomes a supergroup."""

    def __init__(self, world: World, account: Account, title: str, by: Person) -> None:
        self._world, self._account, self._by = world, account, by
        self._chat = world.group_chat(account, title, "group", FIRST_GROUP - len(account.chats))
        self._membership("left", "member")

    @property
    def id(self) -> int:
        """The chat's id today."""
        return self._chat.id

    def enter(self, person: Person) -> Person:
        """Add somebody; she acts and hears there."""
        self._tell(self._chat, person.user, {"new_chat_members": [person.user]})
        return person.in_chat(self.id)

    def open_topic(self, name: str) -> int:
        """Begin a topic, in a supergroup; its thread's id."""
        told = self._tell(self._chat, self._by.user, {"forum_topic_created": {"name": name, "icon_color": 0}})
        self._chat.topics[told["message_id"]] = name
        self._chat.described["is_forum"] = True
        return int(told["message_id"])

    def become_supergroup(self) -> int:
        """Move to another id, as Telegram does by itself; both are told. The new id."""
        old = self._chat
        new_id = FIRST_SUPERGROUP - len(self._account.chats)
        self._chat = self._world.group_chat(self._account, old.described["title"], "supergroup", new_id)
        self._tell(old, self._by.user, {"migrate_to_chat_id": new_id})
        self._tell(self._chat, self._by.user, {"migrate_from_chat_id": old.id})
        old.moved_to = new_id
        return new_id

    def put_bot_out(self) -> None:
        """The bot is no longer a member."""
        self._chat.kicked = True
        self._membership("member", "kicked")

    def _tell(self, chat: Chat, user: Json, fields: Json) -> Json:
        message = chat.add({"from": user, "chat": chat.described, "date": self._world.now()} | fields)
        self._account.updates.push("message", message)
        return message

    def _membership(self, before: str, after: str) -> None:
        def member(status: str) -> Json:
            return {"user": self._account.user, "status": status} | ({"until_date": 0} if status == "kicked" else {})

        change: Json = {"chat": self._chat.described, "from": self._by.user, "date": self._world.now()}
        change |= {"old_chat_member": member(before), "new_chat_member": member(after)}
        self._account.updates.push("my_chat_member", change)

"""Telegram as it stands: bots, people, their chats, files and time."""

import asyncio
from dataclasses import dataclass, field

from .calls import Call, Json
from .chats import Chat
from .clock import Clock
from .files import FileStore
from .refusals import bad
from .updates import UpdateQueue
from .webhooks import Postman, Webhook

# Real ids passed 32 bits in 2021; small ones would hide code that cannot hold them.
FIRST_PERSON_ID = 6_000_000_001
# How long Telegram waits for answerCallbackQuery. Not documented; clients stop their spinner well before.
QUERY_SECONDS = 15 * 60


@dataclass(slots=True)
class Account:
    """A bot: who it is, what waits for it, whom it knows."""

    token: str
    user: Json
    updates: UpdateQueue
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, tuple[float, int]] = field(default_factory=dict)
    settings: Json = field(default_factory=dict)
    postman: Postman | None = None
    poll: asyncio.Future[None] | None = None

    @property
    def id(self) -> int:
        """The bot's id, the part of its token before the colon."""
        return int(self.user["id"])

    @property
    def webhook(self) -> Webhook | None:
        """Where its updates are posted; None while it polls."""
        return self.postman.webhook if self.postman else None


class World:
    """Everything Telegram remembers, for all bots it knows."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.accounts: dict[str, Account] = {}
        self.files = FileStore()
        self.people: dict[int, Json] = {}
        self._serial = 0

    def now(self) -> int:
        """Return the time as messages carry it."""
        return int(self.clock.now())

    def next_serial(self) -> int:
        """Return a number never given before."""
        self._serial += 1
        return self._serial

    def add_bot(self, token: str, name: str = "Flashcoop") -> Account:
        """Register a bot under its token, written ID:SECRET."""
        bot_id = int(token.partition(":")[0])
        user = {"id": bot_id, "is_bot": True, "first_name": name, "username": f"flashcoop_{bot_id}_bot"}
        account = Account(token, user, UpdateQueue(self.clock))
        self.accounts[token] = account
        return account

    def account(self, bot_id: int) -> Account:
        """Return a bot by its id."""
        for account in self.accounts.values():
            if account.id == bot_id:
                return account
        raise KeyError(f"no bot {bot_id}")

    def add_person(self, name: str, language_code: str) -> Json:
        """Register someone with a Telegram account."""
        person_id = FIRST_PERSON_ID + len(self.people)
        user = {"id": person_id, "is_bot": False, "first_name": name, "language_code": language_code}
        self.people[person_id] = user
        return user

    def private_chat(self, account: Account, person_id: int) -> Chat:
        """Return the chat of a person with a bot, empty before they ever met."""
        chat = account.chats.get(person_id)
        if chat is None:
            described = {
                "id": person_id,
                "first_name": self.people[person_id]["first_name"],
                "type": "private",
            }
            chat = account.chats[person_id] = Chat(described)
        return chat

    def chat(self, account: Account, chat_id: int) -> Chat:
        """Return a chat the bot knows by its id, or a person's private one."""
        known = account.chats.get(chat_id)
        return self.private_chat(account, chat_id) if known is None else known

    def group_chat(self, account: Account, title: str, kind: str, chat_id: int) -> Chat:
        """Return a new group of a kind (group, supergroup) the bot is in."""
        chat = account.chats[chat_id] = Chat({"id": chat_id, "title": title, "type": kind})
        chat.started = True
        return chat

    def chat_of(self, account: Account, call: Call) -> Chat:
        """Return the chat a call names, refusing an empty, unknown or never started one."""
        named = call.text("chat_id")
        if not named:
            raise bad("chat_id is empty")
        chat = account.chats.get(call.integer("chat_id"))
        if chat is None:
            raise bad("chat not found")
        chat.refuse_unreachable()
        return chat

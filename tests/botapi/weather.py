"""Trouble between bot and Telegram: what happens to a call besides its own result."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .calls import Call, Json
from .refusals import RefusedError, too_many


@dataclass(frozen=True, slots=True)
class Page:
    """A reply that is not the Bot API's JSON, such as a proxy's."""

    status: int
    body: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong with one call.

    `accepted`: Telegram acts on it first. `reply`: said instead of the result; `reset`: the connection is
    cut without a word; `delay`: seconds of the emulator's clock before the reply. With neither `reply` nor
    `reset` the call is only slow.
    """

    accepted: bool = False
    reply: RefusedError | Page | None = None
    reset: bool = False
    delay: float = 0.0

    @property
    def spoils(self) -> bool:
        """Say whether the bot gets something else than the result."""
        return self.reset or self.reply is not None


Weather = Callable[[Call, float], Trouble | None]

BAD_GATEWAY = Page(502, "<html><head><title>502 Bad Gateway</title></head></html>")


@dataclass(slots=True)
class Scripted:
    """The next `times` calls of a method (any when empty) for a chat (any when None) meet a trouble."""

    trouble: Trouble
    method: str = ""
    chat_id: int | None = None
    times: int = 1
    after: int = 0
    met: list[Call] = field(default_factory=list)

    def __call__(self, call: Call, now: float) -> Trouble | None:
        """Return the trouble when it is this call's turn."""
        if self.method and call.method != self.method.lower():
            return None
        if self.chat_id is not None and call.chat_id != self.chat_id:
            return None
        if self.after > 0:
            self.after -= 1
            return None
        if len(self.met) >= self.times:
            return None
        self.met.append(call)
        return self.trouble


@dataclass(slots=True)
class Flood:
    """Until an hour passes every call for a chat (all chats when None) is answered with 429."""

    until: float
    chat_id: int | None = None

    def __call__(self, call: Call, now: float) -> Trouble | None:
        """Return the refusal with the seconds that remain, at least one."""
        if now >= self.until or call.chat_id is None:
            return None
        if self.chat_id is not None and call.chat_id != self.chat_id:
            return None
        return Trouble(reply=too_many(max(1, round(self.until - now))))


def trouble_from(told: Json) -> Trouble:
    """Return a trouble from its JSON: accepted, reset, delay, and error_code with description or body."""
    reply: RefusedError | Page | None = None
    if "body" in told:
        reply = Page(int(told["error_code"]), str(told["body"]))
    elif "error_code" in told:
        reply = RefusedError(int(told["error_code"]), str(told["description"]), told.get("parameters"))
    delay = float(told.get("delay", 0))
    return Trouble(bool(told.get("accepted")), reply, bool(told.get("reset")), delay)


def trouble_to(trouble: Trouble) -> Json:
    """Return the JSON `trouble_from` reads."""
    told: Json = {"accepted": trouble.accepted, "reset": trouble.reset, "delay": trouble.delay}
    if isinstance(trouble.reply, Page):
        return told | {"error_code": trouble.reply.status, "body": trouble.reply.body}
    return told | (trouble.reply.body() if trouble.reply else {})

"""How Telegram says no: an HTTP status, a description, sometimes parameters."""

from typing import Any

QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
WRONG_FILE = "wrong file identifier/HTTP URL specified"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class RefusedError(Exception):
    """A call Telegram answers with ``ok: false``; `code` is the HTTP status too."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON object of the reply."""
        reply: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return reply | ({"parameters": self.parameters} if self.parameters else {})


def bad(reason: str) -> RefusedError:
    """Return a 400."""
    return RefusedError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> RefusedError:
    """Return a 403."""
    return RefusedError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> RefusedError:
    """Return a 409."""
    return RefusedError(409, f"Conflict: {reason}")


def too_many(retry_after: int) -> RefusedError:
    """Return a 429 asking for a pause of `retry_after` seconds."""
    description = f"Too Many Requests: retry after {retry_after}"
    return RefusedError(429, description, {"retry_after": retry_after})


def migrated(new_chat_id: int) -> RefusedError:
    """Return the 400 of a group that became a supergroup with another id."""
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return RefusedError(400, description, {"migrate_to_chat_id": new_chat_id})

"""Why a call was not accepted, and what follows from it: failures are values, and this is their table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "flood",
    "down",
    "lost",
    "blocked",
    "dead",
    "moved",
    "voiceless",
    "stale_file",
    "unchanged",
    "gone",
    "too_big",
    "too_late",
    "refused",
    "conflict",
    "token",
]
Remedy = Literal["wait", "doubt", "leave", "follow", "otherwise", "upload", "done", "drop", "stop"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A call was accepted; `result` is what Telegram answered."""

    result: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """A call was not accepted, or nobody knows. `wait` is in seconds, 0 where Telegram named none; `moved_to` is the
    new id of a chat that has one.
    """

    kind: Kind
    reason: str
    wait: float = 0.0
    moved_to: int | None = None


Outcome = Sent | Failure

# What is done about each kind of failure:
#   wait       the same call again, later (nothing was accepted)
#   doubt      it may have been accepted: sent again or left, as its intent says
#   leave      nobody is there any more: nothing else is sent to this address, the animator's list says why
#   follow     the chat has another id: it and what waits for it follow, and the call is made there
#   otherwise  the same words in another form (voice, then audio file, then text); with none left, the next call
#   upload     the bytes once more, since the file id is no longer known
#   done       what was wanted is so already
#   drop       this one is let go, the conversation goes on
#   stop       nothing can be sent or received until an operator acts
REMEDIES: Mapping[Kind, Remedy] = {
    "flood": "wait",
    "down": "wait",
    "conflict": "wait",
    "lost": "doubt",
    "blocked": "leave",
    "dead": "leave",
    "moved": "follow",
    "voiceless": "otherwise",
    "too_big": "otherwise",
    "refused": "otherwise",
    "stale_file": "upload",
    "unchanged": "done",
    "gone": "drop",
    "too_late": "drop",
    "token": "stop",
}

# Telegram tells 400s and 403s apart by words alone (core.telegram.org/bots/api#making-requests).
WORDS: tuple[tuple[int, str, Kind], ...] = (
    (403, "deactivated", "dead"),
    (403, "", "blocked"),
    (400, "chat not found", "dead"),
    (400, "upgraded to a supergroup", "moved"),
    (400, "voice_messages_forbidden", "voiceless"),
    (400, "voice messages", "voiceless"),
    (400, "wrong file identifier", "stale_file"),
    (400, "wrong remote file", "stale_file"),
    (400, "wrong file_id", "stale_file"),
    (400, "type of file mismatch", "stale_file"),
    (400, "message is not modified", "unchanged"),
    (400, "message to edit not found", "gone"),
    (400, "message to delete not found", "gone"),
    (400, "message can't be edited", "gone"),
    (400, "query is too old", "too_late"),
    (400, "file is too big", "too_big"),
    (413, "", "too_big"),
    (400, "", "refused"),
    (401, "", "token"),
    (404, "", "token"),
    (409, "", "conflict"),
    (429, "", "flood"),
)
UNNAMED_FLOOD = 5.0  # seconds, where a 429 does not say how long
LONGEST_FLOOD = 86_400.0  # a retry_after beyond a day is a mistake somewhere


def failure(status: int, body: object) -> Failure:
    """What a refusal means. `status` is HTTP's, `body` the decoded JSON, anything where it was none."""
    told = body if isinstance(body, Mapping) else {}
    description = str(told.get("description") or "")[:200]
    kind = next(
        (kind for code, words, kind in WORDS if code == status and words in description.lower()),
        "down" if status >= 500 else "refused",
    )
    reason = description or f"HTTP {status}"
    wait = _pause(told) if kind == "flood" else 0.0
    return Failure(kind, reason, wait, _new_id(told) if kind == "moved" else None)


def _pause(told: Mapping[str, Any]) -> float:
    named = _parameter(told, "retry_after")
    seconds = float(named) if isinstance(named, int | float) else UNNAMED_FLOOD
    return min(max(seconds, 1.0), LONGEST_FLOOD)


def _new_id(told: Mapping[str, Any]) -> int | None:
    named = _parameter(told, "migrate_to_chat_id")
    return named if isinstance(named, int) and not isinstance(named, bool) else None


def _parameter(told: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 -- whatever Telegram says
    parameters = told.get("parameters")
    return parameters.get(name) if isinstance(parameters, Mapping) else None

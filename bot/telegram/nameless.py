"""An update as it is kept until its turn: readable as before, without names, numbers or ids of people."""

from collections.abc import Mapping
from typing import Any

# A Telegram id is kept in one table, sealed; names and cards of people are nobody's business here.
PEOPLE = frozenset({"from", "chat", "user", "sender_chat", "via_bot", "sender_business_bot"})
LEFT_OUT = frozenset({"reply_to_message", "external_reply", "quote", "forward_origin", "caption"})
EMPTIED = frozenset({"contact", "location", "venue"})


def nameless(update: Mapping[str, Any]) -> dict[str, Any]:
    """The update with people, contact cards and places blanked; `read_update` gives the same act for it."""
    return {name: _blanked(name, part) for name, part in update.items() if name not in LEFT_OUT}


def _blanked(name: str, part: Any) -> Any:  # noqa: ANN401 -- any JSON value
    if name in EMPTIED:
        return {}
    if not isinstance(part, dict):
        return part
    if name in PEOPLE:
        return {"id": 0} | {kept: part[kept] for kept in ("type", "is_bot") if kept in part}
    return nameless(part)

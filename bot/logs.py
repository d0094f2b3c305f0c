"""Logs: one line an event, through one processor that lets no token, phone, name or outside id through."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# What a bot's token, a page's or a sign-in's, an e-mail address and a phone number look like, wherever they turn up.
SECRETS = (
    re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}"),
    re.compile(r"(?<=/[pjs]/)[A-Za-z0-9_-]{8,}"),
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    re.compile(r"\+?\d[\d .-]{7,}\d"),
)
PERSONAL = {"name", "phone", "text", "token", "outside", "body", "caption", "url"}
HIDDEN = "…"


def configure() -> None:
    """Send structlog's and the libraries' lines through the redacting processor, to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[Redacting()])


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401 -- structlog's
    """Blank fields that hold something personal, and whatever looks like a secret in the others."""
    for name, value in event.items():
        if name in PERSONAL:
            event[name] = HIDDEN
        elif isinstance(value, str) and name != "timestamp":
            event[name] = hide(value)
    return event


def hide(text: str) -> str:
    """The text without what looks like a secret."""
    for pattern in SECRETS:
        text = pattern.sub(HIDDEN, text)
    return text


class Redacting(logging.Handler):
    """The libraries' own lines, redacted the same way."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        structlog.get_logger(record.name).warning(hide(record.getMessage()))

"""Logs: one line an event, through one processor that lets no token, phone, name or outside id through.

What is personal cannot be recognised by its looks: a name is a word. So our own lines name their fields and those that
hold something personal are blanked; of a library's line only its pattern is written, with the numbers in it; and of a
failure only its kind and where it came from, since what an exception says may be what somebody said.
"""

import errno
import logging
import re
import sqlite3
import sys
import threading
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from types import TracebackType
from typing import Any

import structlog

from storage.refusals import Refused

# What a bot's token, a page's or a sign-in's, an e-mail address and a phone number look like, wherever they turn up.
SECRETS = (
    re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}"),
    re.compile(r"(?<=/[pjs]/)[A-Za-z0-9_-]{8,}"),
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    re.compile(r"\+?\d[\d .-]{7,}\d"),
)
PERSONAL = {"name", "phone", "text", "token", "outside", "body", "caption", "url"}
HIDDEN = "…"
DEEPEST = 40  # frames of a failure: where it came from, not how often something called itself
FAILURE = "exception"  # the field a failure is written in
# The words of `logging` patterns: « %s », « %(name)r », « %d »; a number says nothing of anybody.
PATTERN = re.compile(r"%(?:\(\w+\))?[-#0 +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?([diouxXeEfFgGcrsa%])")
LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
MOST = 1_000_000  # a count or a duration; a Telegram id is larger


def configure() -> None:
    """Send structlog's and the libraries' lines, warnings and what nobody caught through the redacting processor, to
    standard error.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[Redacting()])
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda found: _uncaught(found.exc_type, found.exc_value, found.exc_traceback)


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401 -- structlog's
    """Blank fields that hold something personal, and whatever looks like a secret in the others; tell a failure by
    its kind and place.
    """
    if failure := _failure(event.pop("exc_info", None)):
        event[FAILURE] = told(failure)
    for name, value in event.items():
        if name in PERSONAL:
            event[name] = HIDDEN
        elif isinstance(value, str) and name not in ("timestamp", FAILURE):
            event[name] = hide(value)
        elif not isinstance(value, str | int | float | None):
            event[name] = hide(str(value))
    return event


def hide(text: str) -> str:
    """The text without what looks like a secret."""
    for pattern in SECRETS:
        text = pattern.sub(HIDDEN, text)
    return text


def told(failure: BaseException) -> str:
    """A failure, what caused it before it: kinds, and the lines of code; of what it says only what is surely ours."""
    parts: list[str] = []
    seen: BaseException | None = failure
    while seen is not None and len(parts) < DEEPEST:
        parts.append(f"{_where(seen)}{type(seen).__name__}: {_said(seen)}".removesuffix(": "))
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(reversed(parts))


def _where(failure: BaseException) -> str:
    frames = traceback.extract_tb(failure.__traceback__, limit=-DEEPEST)
    return "".join(f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames)


def _said(failure: BaseException) -> str:
    """What a failure says of itself: a refusal's code, the operating system's word, SQLite's, which hold no values."""
    if isinstance(failure, Refused):
        return failure.code
    if isinstance(failure, sqlite3.Error):
        return str(getattr(failure, "sqlite_errorname", ""))
    if isinstance(failure, OSError) and failure.errno is not None:
        return errno.errorcode.get(failure.errno, "")
    return ""


def _failure(given: Any) -> BaseException | None:  # noqa: ANN401 -- what `exc_info` may be
    if isinstance(given, BaseException):
        return given
    found = sys.exc_info() if given is True else given
    return found[1] if isinstance(found, tuple) else None


class Redacting(logging.Handler):
    """The libraries' own lines: their pattern, the numbers in it, and their failure's kind."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        say = structlog.get_logger()
        level = record.levelno if record.levelname in LEVELS else logging.WARNING
        place = f"{record.name} {record.filename}:{record.lineno}"
        with suppress(Exception):  # `logging` itself would show what the line was to be filled with
            say.log(level, pattern_of(record), exc_info=record.exc_info, at=place)


def pattern_of(record: logging.LogRecord) -> str:
    """What a line says without what it is filled with. One that was filled before it came here says nothing, unless
    it warns: then its first line, since what follows shows objects.
    """
    text = str(record.msg)
    if record.args:
        return hide(_numbers_only(text, record))
    return hide(text.partition("\n")[0]) if record.levelno >= logging.WARNING else HIDDEN


def _numbers_only(text: str, record: logging.LogRecord) -> str:
    given = record.args if isinstance(record.args, tuple) else ()
    values = iter(given)

    def filled(found: re.Match[str]) -> str:
        if found[1] == "%":
            return "%"
        value = next(values, None)
        plain = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < MOST
        return str(value) if plain else HIDDEN

    return PATTERN.sub(filled, text)


def _uncaught(kind: type[BaseException], failure: BaseException | None, trace: TracebackType | None) -> None:
    """The last words of a process, or of a thread."""
    del trace
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().critical("uncaught", exc_info=failure or kind())

import math
from collections.abc import Mapping, Set
from typing import get_args

from bot.voice.frames import FrameError
from bot.voice.heard import Decoded, Heard, Status, Transcript, Trust
from dialogs.reading.lexicon import CONTROLS

# No recording is longer than what is decoded of it, so no answer may say so.
_MOST_SECONDS = 3_600.0
_STATUSES: dict[str, Status] = {name: name for name in get_args(Status)}
_TRUSTS: dict[str, Trust] = {name: name for name in get_args(Trust)}


def heard_from(value: object, known: Set[str]) -> Heard:
    """Read what a child heard; raises FrameError when it is no possible answer to these options."""
    fields = _fields(value)
    option, second = _text(fields, "option"), _text(fields, "second_option")
    status = str(fields.get("status"))
    if status not in _STATUSES or not {option, second} <= {None, *known}:
        raise FrameError("an answer that is none of the options")
    if (option is None) != (status in ("nothing", "other")):
        raise FrameError("an answer that contradicts itself")
    control, language = _text(fields, "control"), _text(fields, "language")
    if control is not None and control not in CONTROLS:
        raise FrameError("an unknown request")
    return Heard(
        option, _number(fields, "margin"), _STATUSES[status], _seconds(fields), second, control, language
    )


def transcript_from(value: object) -> Transcript:
    """Read a transcript; raises FrameError when it is none."""
    fields = _fields(value)
    text, status, confidence = fields.get("text"), str(fields.get("status")), _number(fields, "confidence")
    if not isinstance(text, str) or status not in _TRUSTS or not 0 <= confidence <= 1:
        raise FrameError("no transcript")
    return Transcript(text, confidence, _seconds(fields), _TRUSTS[status], _text(fields, "language"))


def decoded_from(value: object) -> Decoded:
    """Read what became of a recording; raises FrameError when it is no answer."""
    fields = _fields(value)
    path = _text(fields, "path")
    if path is None:
        raise FrameError("no recording")
    return Decoded(_seconds(fields), path, fields.get("cut") is True)


def _fields(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise FrameError("no answer")
    return value


def _text(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise FrameError(f"{name} is not text")
    return value


def _number(fields: Mapping[str, object], name: str) -> float:
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise FrameError(f"{name} is not a number")
    return float(value)


def _seconds(fields: Mapping[str, object]) -> float:
    seconds = _number(fields, "seconds")
    if not 0 <= seconds <= _MOST_SECONDS:
        raise FrameError("an impossible duration")
    return seconds

"""The `.env` of an installation: what is there is kept, and nobody but its owner can read it."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from storage.refusals import Refused

LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=")
PLAIN = re.compile(r"[A-Za-z0-9_./:@%+,=-]*")  # what a shell, systemd and Docker read alike without quotes
OURS = "FLASHCOOP_"
MODE = 0o600


def read(path: Path) -> dict[str, str]:
    """Our settings in a file, by name; none where there is no file. Raises Refused for one that cannot be read."""
    try:
        found = dotenv_values(path, interpolate=False) if path.exists() else {}
    except (OSError, UnicodeDecodeError):
        raise Refused("unreadable_env", f"{path} ne se lit pas : ce doit être du texte en UTF-8.") from None
    return {name.upper(): value for name, value in found.items() if value and name.upper().startswith(OURS)}


def write(path: Path, values: Mapping[str, str]) -> None:
    """Have these values in a file, whole or not at all; an empty one goes. Raises Refused where that cannot be."""
    text = changed(path.read_text(encoding="utf-8") if path.exists() else "", values)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refused("not_written", f"{path} ne peut pas s'écrire ({error.strerror}).") from None


def changed(text: str, values: Mapping[str, str]) -> str:
    """The text of a file with these values: each in its old line, or in a new one at the end."""
    left, lines = dict(values), []
    for line in text.splitlines():
        name = found[1].upper() if (found := LINE.match(line)) else ""
        if name not in values:
            lines.append(line)
        elif value := left.pop(name, ""):
            lines.append(f"{name}={quoted(value)}")
    lines += [f"{name}={quoted(value)}" for name, value in left.items() if value]
    return "".join(f"{line}\n" for line in lines)


def quoted(value: str) -> str:
    """A value as every reader of such files takes it. Raises Refused for one that some would change."""
    if "\n" in value or "${" in value:
        raise Refused("bad_value", "Une valeur ne peut avoir ni retour à la ligne ni « ${ ».")
    if PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

"""How a call's payload carries words to be spoken."""

from collections.abc import Mapping
from typing import Any

from dialogs.speaking import Speech


def carried(speech: Speech) -> dict[str, Any]:
    """Words to be spoken, as JSON."""
    words = {"text": speech.text, "language": speech.language, "slow": speech.slow}
    return {**words, "pieces": speech.pieces} if speech.pieces else words


def speech(sound: Mapping[str, Any]) -> Speech:
    """The words a payload carries."""
    return Speech(sound["text"], sound["language"], sound["slow"], tuple(sound.get("pieces", ())))

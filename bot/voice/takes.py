from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.voice.activity import Activity, activity
from bot.voice.audio import AudioError, decode
from bot.voice.ears import FRAMES_A_SECOND, Ears, Encoding
from bot.voice.warping import Vectors, distances, unit_rows

# Kept around the spoken part when frames are compared; more lets silence count.
MARGIN_SECONDS = 0.05
# Answers enrolled by example are short; the rest of a long one is left out of the comparison.
MOST_SECONDS = 6.0
# An option is as near as the mean of its nearest takes: one odd take must not decide.
NEAREST = 2
# Takes an option is compared with: more cost time and bring little.
MOST_TAKES_EACH = 12
SUFFIXES = (".ogg", ".oga", ".opus", ".wav", ".webm", ".m4a", ".mp3")


@dataclass(frozen=True)
class Take:
    """One enrolled example of an option: its name, and its frames ready to compare."""

    option: str
    frames: Vectors


class TakeError(AudioError):
    """A folder of takes cannot be used; the message says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__("takes", sentence)


def load_takes(folder: Path, ears: Ears) -> tuple[Take, ...]:
    """Read the examples of a folder `OPTION/*.ogg` but silent or unreadable ones; raises TakeError."""
    if not folder.is_dir():
        raise TakeError(f"There is no folder of takes at {folder}.")
    takes = []
    for option in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = sorted(path for path in option.iterdir() if path.suffix.lower() in SUFFIXES)
        for file in files[:MOST_TAKES_EACH]:
            frames = _frames_of_file(file, ears)
            if frames is not None:
                takes.append(Take(option.name, frames))
    if not takes:
        raise TakeError(f"No take in {folder} has speech in it.")
    return tuple(takes)


def frames_of(encoding: Encoding, found: Activity) -> Vectors:
    """Return the frames of the spoken part, ready to compare."""
    start = max(0, round((found.start - MARGIN_SECONDS) * FRAMES_A_SECOND))
    stop = round(min(found.stop + MARGIN_SECONDS, found.start + MOST_SECONDS) * FRAMES_A_SECOND)
    return unit_rows(encoding.vectors[start : max(stop, start + 2)])


def nearness(said: Vectors, takes: Sequence[Take]) -> dict[str, float]:
    """Return how far each option's nearest takes are (0 the same, about 0.5 another word)."""
    return by_option([take.option for take in takes], distances(said, [take.frames for take in takes]))


def by_option(options: Sequence[str], found: Iterable[float]) -> dict[str, float]:
    """Return each option's distance from those of its takes: the mean of the nearest ones."""
    grouped: dict[str, list[float]] = {}
    for option, distance in zip(options, found, strict=True):
        grouped.setdefault(option, []).append(float(distance))
    return {option: float(np.mean(_nearest(each))) for option, each in grouped.items()}


def _nearest(found: Sequence[float]) -> list[float]:
    return sorted(found)[: NEAREST if len(found) > NEAREST else 1]


def _frames_of_file(file: Path, ears: Ears) -> Vectors | None:
    try:
        sound = decode(file, most_seconds=MOST_SECONDS)
    except AudioError:
        return None
    found = activity(sound)
    return frames_of(ears.encode(sound), found) if found.spoken else None


class TakeShelf:
    """Folders of takes already read, read again when a file in them changed."""

    def __init__(self, read: Callable[[Path], tuple[Take, ...]]) -> None:
        self._read = read
        self._known: dict[Path, tuple[object, tuple[Take, ...]]] = {}

    def takes(self, folder: Path) -> tuple[Take, ...]:
        """Return the takes of a folder; raises TakeError."""
        state = _state(folder)
        known = self._known.get(folder)
        if known is None or known[0] != state:
            known = (state, self._read(folder))
            self._known[folder] = known
        return known[1]


def _state(folder: Path) -> object:
    if not folder.is_dir():
        raise TakeError(f"There is no folder of takes at {folder}.")
    return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in folder.glob("*/*")))
